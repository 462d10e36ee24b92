"""The standard object messageParticipant."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, Option
from schema.system_fields import system_fields

MESSAGE_PARTICIPANT = ObjectMetadata(
    "messageParticipant",
    "messageParticipants",
    "Message Participant",
    "Message Participants",
    (
        *system_fields("MessageParticipant"),
        Field(
            "role",
            FieldType.SELECT,
            "Role",
            icon="IconAt",
            description="Role",
            nullable=False,
            default="'FROM'",
            options=(
                Option("FROM", "From", "green"),
                Option("TO", "To", "blue"),
                Option("CC", "Cc", "orange"),
                Option("BCC", "Bcc", "red"),
                Option("REPLY_TO", "Reply To", "purple"),
            ),
            ui_editable=False,
        ),
        Field("handle", FieldType.TEXT, "Handle", icon="IconAt", description="Handle", ui_editable=False),
        Field("displayName", FieldType.TEXT, "Display Name", icon="IconUser", description="Display Name", ui_editable=False),
        ManyToOne(
            "messageCampaign",
            "messageCampaign",
            "recipients",
            "Campaign",
            icon="IconSend",
            description="The campaign this participant was a recipient of",
            ui_editable=False,
        ),
        ManyToOne(
            "message",
            "message",
            "messageParticipants",
            "Message",
            icon="IconMessage",
            description="Message",
            on_delete=OnDelete.CASCADE,
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "person", "person", "messageParticipants", "Person", icon="IconUser", description="Person", ui_editable=False
        ),
        ManyToOne(
            "workspaceMember",
            "workspaceMember",
            "messageParticipants",
            "Workspace Member",
            icon="IconCircleUser",
            description="Workspace member",
            ui_editable=False,
        ),
    ),
    icon="IconUserCircle",
    description="Message Participants",
    label_identifier="handle",
    system=True,
    ui_creatable=False,
)
