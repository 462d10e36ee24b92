"""The standard object workflowVersion."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, OneToMany, Option
from schema.system_fields import system_fields

WORKFLOW_VERSION = ObjectMetadata(
    "workflowVersion",
    "workflowVersions",
    "Workflow Version",
    "Workflow Versions",
    (
        *system_fields("WorkflowVersion"),
        Field(
            "name",
            FieldType.TEXT,
            "Name",
            icon="IconSettingsAutomation",
            description="The workflow version name",
            ui_editable=False,
        ),
        Field(
            "trigger",
            FieldType.RAW_JSON,
            "Version trigger",
            icon="IconSettingsAutomation",
            description="Json object to provide trigger",
            ui_editable=False,
        ),
        Field(
            "steps",
            FieldType.RAW_JSON,
            "Version steps",
            icon="IconSettingsAutomation",
            description="Json object to provide steps",
            ui_editable=False,
        ),
        Field(
            "status",
            FieldType.SELECT,
            "Version status",
            icon="IconStatusChange",
            description="The workflow version status",
            nullable=False,
            default="'DRAFT'",
            options=(
                Option("DRAFT", "Draft", "yellow"),
                Option("ACTIVE", "Active", "green"),
                Option("DEACTIVATED", "Deactivated", "orange"),
                Option("ARCHIVED", "Archived", "gray"),
            ),
            ui_editable=False,
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline activities linked to the version",
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "workflow",
            "workflow",
            "versions",
            "Workflow",
            icon="IconSettingsAutomation",
            description="WorkflowVersion workflow",
            on_delete=OnDelete.CASCADE,
            ui_editable=False,
        ),
        OneToMany(
            "runs",
            "workflowRun",
            "workflowVersion",
            "Runs",
            icon="IconRun",
            description="Workflow runs linked to the version.",
            ui_editable=False,
        ),
    ),
    icon="IconVersions",
    description="A workflow version",
    label_identifier="name",
    system=True,
    ui_creatable=False,
)
