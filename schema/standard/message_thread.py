"""The standard object messageThread."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany
from schema.system_fields import system_fields

MESSAGE_THREAD = ObjectMetadata(
    "messageThread",
    "messageThreads",
    "Message Thread",
    "Message Threads",
    (
        *system_fields("MessageThread"),
        Field("subject", FieldType.TEXT, "Subject", icon="IconMessage", description="Subject", ui_editable=False),
        OneToMany(
            "messages",
            "message",
            "messageThread",
            "Messages",
            icon="IconMessage",
            description="Messages from the thread.",
            ui_editable=False,
        ),
        OneToMany(
            "messageChannelMessageAssociations",
            "messageChannelMessageAssociation",
            "messageThread",
            "Message Channel Association",
            icon="IconMessage",
            description="Messages from the channel.",
            ui_editable=False,
        ),
    ),
    icon="IconMessage",
    description="Message Thread",
    label_identifier="subject",
    system=True,
    ui_creatable=False,
)
