"""The standard object messageChannelMessageAssociation."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, OneToMany, Option, UniqueIndex
from schema.system_fields import system_fields

MESSAGE_CHANNEL_MESSAGE_ASSOCIATION = ObjectMetadata(
    "messageChannelMessageAssociation",
    "messageChannelMessageAssociations",
    "Message Channel Message Association",
    "Message Channel Message Associations",
    (
        *system_fields("MessageChannelMessageAssociation"),
        Field(
            "messageExternalId",
            FieldType.TEXT,
            "Message External Id",
            icon="IconHash",
            description="Message id from the messaging provider",
            ui_editable=False,
        ),
        Field(
            "messageThreadExternalId",
            FieldType.TEXT,
            "Thread External Id",
            icon="IconHash",
            description="Thread id from the messaging provider",
            ui_editable=False,
        ),
        Field(
            "direction",
            FieldType.SELECT,
            "Direction",
            icon="IconDirection",
            description="Message Direction",
            nullable=False,
            default="'INCOMING'",
            options=(
                Option("INCOMING", "Incoming", "green"),
                Option("OUTGOING", "Outgoing", "blue"),
            ),
            ui_editable=False,
        ),
        Field(
            "messageChannelId",
            FieldType.UUID,
            "Message Channel Id",
            icon="IconHash",
            description="Message Channel Id",
            ui_editable=False,
        ),
        ManyToOne(
            "message",
            "message",
            "messageChannelMessageAssociations",
            "Message Id",
            icon="IconHash",
            description="Message Id",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        ManyToOne(
            "messageThread",
            "messageThread",
            "messageChannelMessageAssociations",
            "Message Thread Id",
            icon="IconHash",
            description="Message Thread Id",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        OneToMany(
            "messageFolders",
            "messageChannelMessageAssociationMessageFolder",
            "messageChannelMessageAssociation",
            "Message Folders",
            icon="IconFolders",
            description="Message Folders (supports multiple folders/labels)",
            ui_editable=False,
        ),
    ),
    icon="IconMessage",
    description="Message Synced with a Message Channel",
    unique_indexes=(
        UniqueIndex(
            (
                "messageChannelId",
                "message",
            ),
            live_only=True,
        ),
    ),
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
