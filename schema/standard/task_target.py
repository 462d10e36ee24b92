"""The standard object taskTarget."""

from __future__ import annotations

from schema.model import ManyToOne, ObjectMetadata, OnDelete
from schema.system_fields import system_fields

TASK_TARGET = ObjectMetadata(
    "taskTarget",
    "taskTargets",
    "Task Target",
    "Task Targets",
    (
        *system_fields("TaskTarget"),
        ManyToOne(
            "task",
            "task",
            "taskTargets",
            "Task",
            icon="IconCheckbox",
            description="TaskTarget task",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        ManyToOne(
            "targetCompany",
            "company",
            "taskTargets",
            "Target",
            icon="IconArrowUpRight",
            description="TaskTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
        ManyToOne(
            "targetOpportunity",
            "opportunity",
            "taskTargets",
            "Target",
            icon="IconArrowUpRight",
            description="TaskTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
        ManyToOne(
            "targetPerson",
            "person",
            "taskTargets",
            "Target",
            icon="IconArrowUpRight",
            description="TaskTarget target",
            on_delete=OnDelete.CASCADE,
            morph="target",
            ui_editable=False,
        ),
    ),
    icon="IconCheckbox",
    description="A task target",
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
