"""The standard object note."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany
from schema.system_fields import system_fields

NOTE = ObjectMetadata(
    "note",
    "notes",
    "Note",
    "Notes",
    (
        *system_fields("Note"),
        Field("title", FieldType.TEXT, "Title", icon="IconNotes", description="Note title"),
        Field("bodyV2", FieldType.RICH_TEXT, "Body", icon="IconFilePencil", description="Note body"),
        OneToMany("attachments", "attachment", "target", "Attachments", icon="IconFileImport", description="Note attachments"),
        OneToMany("noteTargets", "noteTarget", "note", "Relations", icon="IconArrowUpRight", description="Note targets"),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline Activities linked to the note.",
        ),
    ),
    icon="IconNotes",
    description="A note",
    label_identifier="title",
    search_fields=(
        "title",
        "bodyV2",
    ),
    searchable=True,
)
