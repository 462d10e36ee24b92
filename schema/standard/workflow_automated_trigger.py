"""The standard object workflowAutomatedTrigger."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, Option
from schema.system_fields import system_fields

WORKFLOW_AUTOMATED_TRIGGER = ObjectMetadata(
    "workflowAutomatedTrigger",
    "workflowAutomatedTriggers",
    "Workflow Automated Trigger",
    "Workflow Automated Triggers",
    (
        *system_fields("WorkflowAutomatedTrigger"),
        Field(
            "type",
            FieldType.SELECT,
            "Automated Trigger Type",
            icon="IconSettingsAutomation",
            description="The workflow automated trigger type",
            nullable=False,
            default="'DATABASE_EVENT'",
            options=(
                Option("DATABASE_EVENT", "Database Event", "green"),
                Option("CRON", "Cron", "blue"),
            ),
            ui_editable=False,
        ),
        Field(
            "settings",
            FieldType.RAW_JSON,
            "Settings",
            icon="IconSettings",
            description="The workflow automated trigger settings",
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "workflow",
            "workflow",
            "automatedTriggers",
            "Workflow",
            icon="IconSettingsAutomation",
            description="WorkflowAutomatedTrigger workflow",
            on_delete=OnDelete.CASCADE,
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconSettingsAutomation",
    description="A workflow automated trigger",
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
