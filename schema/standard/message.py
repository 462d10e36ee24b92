"""The standard object message."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, OneToMany, Option
from schema.system_fields import system_fields

MESSAGE = ObjectMetadata(
    "message",
    "messages",
    "Message",
    "Messages",
    (
        *system_fields("Message"),
        Field(
            "headerMessageId",
            FieldType.TEXT,
            "Header message Id",
            icon="IconHash",
            description="Message id from the message header",
            ui_editable=False,
        ),
        Field("subject", FieldType.TEXT, "Subject", icon="IconMessage", description="Subject", ui_editable=False),
        Field("text", FieldType.TEXT, "Text", icon="IconMessage", description="Text", ui_editable=False),
        Field(
            "receivedAt",
            FieldType.DATE_TIME,
            "Received At",
            icon="IconCalendar",
            description="The date the message was received",
            ui_editable=False,
        ),
        Field(
            "deliveryStatus",
            FieldType.SELECT,
            "Delivery status",
            icon="IconMailFast",
            description="Per-recipient delivery status for campaign sends",
            options=(
                Option("QUEUED", "Queued", "gray"),
                Option("SENT", "Sent", "green"),
                Option("FAILED", "Failed", "red"),
                Option("BOUNCED", "Bounced", "orange"),
                Option("COMPLAINED", "Complained", "purple"),
                Option("SKIPPED", "Skipped", "yellow"),
            ),
            ui_editable=False,
        ),
        Field(
            "isDraft",
            FieldType.BOOLEAN,
            "Is draft",
            icon="IconPencil",
            description="Whether this message is an unsent draft synced from the provider",
            nullable=False,
            default=False,
            ui_editable=False,
        ),
        ManyToOne(
            "messageCampaign",
            "messageCampaign",
            "messages",
            "Campaign",
            icon="IconSend",
            description="The campaign this message was sent as part of",
            ui_editable=False,
        ),
        ManyToOne(
            "messageThread",
            "messageThread",
            "messages",
            "Message Thread Id",
            icon="IconHash",
            description="Message Thread Id",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        OneToMany(
            "messageParticipants",
            "messageParticipant",
            "message",
            "Message Participants",
            icon="IconUserCircle",
            description="Message Participants",
            ui_editable=False,
        ),
        OneToMany(
            "messageChannelMessageAssociations",
            "messageChannelMessageAssociation",
            "message",
            "Message Channel Association",
            icon="IconMessage",
            description="Messages from the channel.",
            ui_editable=False,
        ),
    ),
    icon="IconMessage",
    description="Message",
    label_identifier="subject",
    system=True,
    ui_creatable=False,
)
