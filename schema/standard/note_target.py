"""The standard object noteTarget."""

from __future__ import annotations

from schema.model import ManyToOne, ObjectMetadata, OnDelete
from schema.system_fields import system_fields

NOTE_TARGET = ObjectMetadata(
    "noteTarget",
    "noteTargets",
    "Note Target",
    "Note Targets",
    (
        *system_fields("NoteTarget"),
        ManyToOne(
            "note",
            "note",
            "noteTargets",
            "Note",
            icon="IconNotes",
            description="NoteTarget note",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        ManyToOne(
            "targetCompany",
            "company",
            "noteTargets",
            "Target",
            icon="IconArrowUpRight",
            description="NoteTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
        ManyToOne(
            "targetPerson",
            "person",
            "noteTargets",
            "Target",
            icon="IconArrowUpRight",
            description="NoteTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
        ManyToOne(
            "targetOpportunity",
            "opportunity",
            "noteTargets",
            "Target",
            icon="IconArrowUpRight",
            description="NoteTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
    ),
    icon="IconCheckbox",
    description="A note target",
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
