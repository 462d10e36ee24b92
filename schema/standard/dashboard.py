"""The standard object dashboard."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany
from schema.system_fields import system_fields

DASHBOARD = ObjectMetadata(
    "dashboard",
    "dashboards",
    "Dashboard",
    "Dashboards",
    (
        *system_fields("Dashboard"),
        Field("title", FieldType.TEXT, "Title", icon="IconNotes", description="Dashboard title"),
        Field(
            "pageLayoutId",
            FieldType.UUID,
            "Page Layout ID",
            icon="IconLayout",
            description="Dashboard page layout",
            ui_editable=False,
        ),
        OneToMany(
            "attachments",
            "attachment",
            "target",
            "Attachments",
            icon="IconFileImport",
            description="Attachments linked to the dashboard",
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline activities linked to the dashboard",
        ),
    ),
    icon="IconLayoutDashboard",
    description="A dashboard",
    label_identifier="title",
    search_fields=("title",),
    searchable=True,
)
