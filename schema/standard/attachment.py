"""The standard object attachment."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, Option
from schema.system_fields import system_fields

ATTACHMENT = ObjectMetadata(
    "attachment",
    "attachments",
    "Attachment",
    "Attachments",
    (
        *system_fields("Attachment"),
        Field("name", FieldType.TEXT, "Name", icon="IconFileUpload", description="Attachment name"),
        Field(
            "file",
            FieldType.FILES,
            "File",
            icon="IconFileUpload",
            description="Attachment file",
            settings={"maxNumberOfValues": 1},
        ),
        Field("fullPath", FieldType.TEXT, "Full path", icon="IconLink", description="Attachment full path", system=True),
        Field(
            "fileCategory",
            FieldType.SELECT,
            "File category",
            icon="IconList",
            description="Attachment file category",
            nullable=False,
            default="'OTHER'",
            options=(
                Option("ARCHIVE", "Archive", "gray"),
                Option("AUDIO", "Audio", "pink"),
                Option("IMAGE", "Image", "yellow"),
                Option("PRESENTATION", "Presentation", "orange"),
                Option("SPREADSHEET", "Spreadsheet", "turquoise"),
                Option("TEXT_DOCUMENT", "Text Document", "blue"),
                Option("VIDEO", "Video", "purple"),
                Option("OTHER", "Other", "gray"),
            ),
            system=True,
        ),
        ManyToOne(
            "targetPerson",
            "person",
            "attachments",
            "Target",
            icon="IconArrowUpRight",
            description="Attachment target",
            on_delete=OnDelete.CASCADE,
            morph="target",
        ),
        ManyToOne(
            "targetTask",
            "task",
            "attachments",
            "Target",
            icon="IconArrowUpRight",
            description="Attachment target",
            morph="target",
        ),
        ManyToOne(
            "targetNote",
            "note",
            "attachments",
            "Target",
            icon="IconArrowUpRight",
            description="Attachment target",
            morph="target",
        ),
        ManyToOne(
            "targetCompany",
            "company",
            "attachments",
            "Target",
            icon="IconArrowUpRight",
            description="Attachment target",
            on_delete=OnDelete.CASCADE,
            morph="target",
        ),
        ManyToOne(
            "targetOpportunity",
            "opportunity",
            "attachments",
            "Target",
            icon="IconArrowUpRight",
            description="Attachment target",
            on_delete=OnDelete.CASCADE,
            morph="target",
        ),
    ),
    icon="IconFileImport",
    description="An attachment",
    label_identifier="name",
    system=True,
)
