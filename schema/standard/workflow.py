"""The standard object workflow."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany, Option
from schema.system_fields import system_fields

WORKFLOW = ObjectMetadata(
    "workflow",
    "workflows",
    "Workflow",
    "Workflows",
    (
        *system_fields("Workflow"),
        Field("name", FieldType.TEXT, "Name", icon="IconSettingsAutomation", description="The workflow name"),
        Field(
            "lastPublishedVersionId",
            FieldType.TEXT,
            "Last published Version Id",
            icon="IconVersions",
            description="The workflow last published version id",
            ui_editable=False,
        ),
        Field(
            "statuses",
            FieldType.MULTI_SELECT,
            "Statuses",
            icon="IconStatusChange",
            description="The current statuses of the workflow versions",
            options=(
                Option("DRAFT", "Draft", "yellow"),
                Option("ACTIVE", "Active", "green"),
                Option("DEACTIVATED", "Deactivated", "gray"),
            ),
            ui_editable=False,
        ),
        OneToMany(
            "attachments",
            "attachment",
            "target",
            "Attachments",
            icon="IconFileUpload",
            description="Attachments linked to the workflow",
            nullable=False,
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline activities linked to the workflow",
            nullable=False,
        ),
        OneToMany(
            "versions",
            "workflowVersion",
            "workflow",
            "Versions",
            icon="IconVersions",
            description="Workflow versions linked to the workflow.",
            nullable=False,
            ui_editable=False,
        ),
        OneToMany(
            "runs",
            "workflowRun",
            "workflow",
            "Runs",
            icon="IconRun",
            description="Workflow runs linked to the workflow.",
            nullable=False,
            ui_editable=False,
        ),
        OneToMany(
            "automatedTriggers",
            "workflowAutomatedTrigger",
            "workflow",
            "Automated Triggers",
            icon="IconSettingsAutomation",
            description="Workflow automated triggers linked to the workflow.",
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconSettingsAutomation",
    description="A workflow",
    label_identifier="name",
    search_fields=("name",),
    searchable=True,
)
