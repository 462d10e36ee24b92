"""The standard object messageChannelMessageAssociationMessageFolder."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, UniqueIndex
from schema.system_fields import system_fields

MESSAGE_CHANNEL_MESSAGE_ASSOCIATION_MESSAGE_FOLDER = ObjectMetadata(
    "messageChannelMessageAssociationMessageFolder",
    "messageChannelMessageAssociationMessageFolders",
    "Message Channel Message Association Message Folder",
    "Message Channel Message Association Message Folders",
    (
        *system_fields("MessageChannelMessageAssociationMessageFolder"),
        Field(
            "messageFolderId",
            FieldType.UUID,
            "Message Folder",
            icon="IconFolder",
            description="Message Folder",
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "messageChannelMessageAssociation",
            "messageChannelMessageAssociation",
            "messageFolders",
            "Message Channel Message Association",
            icon="IconMessage",
            description="Message Channel Message Association",
            on_delete=OnDelete.CASCADE,
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconFolder",
    description="Join table linking message channel message associations to message folders",
    unique_indexes=(
        UniqueIndex(
            (
                "messageChannelMessageAssociation",
                "messageFolderId",
            ),
            live_only=True,
        ),
    ),
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
