"""The standard object blocklist."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.system_fields import system_fields

BLOCKLIST = ObjectMetadata(
    "blocklist",
    "blocklists",
    "Blocklist",
    "Blocklists",
    (
        *system_fields("Blocklist"),
        Field("handle", FieldType.TEXT, "Handle", icon="IconAt", description="Handle", ui_editable=False),
        ManyToOne(
            "workspaceMember",
            "workspaceMember",
            "blocklist",
            "WorkspaceMember",
            icon="IconCircleUser",
            description="WorkspaceMember",
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconForbid2",
    description="Blocklist",
    label_identifier="handle",
    system=True,
    ui_creatable=False,
)
