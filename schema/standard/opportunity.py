"""The standard object opportunity."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany, Option
from schema.system_fields import system_fields

OPPORTUNITY = ObjectMetadata(
    "opportunity",
    "opportunities",
    "Opportunity",
    "Opportunities",
    (
        *system_fields("Opportunity"),
        Field("name", FieldType.TEXT, "Name", icon="IconTargetArrow", description="The opportunity name"),
        Field("amount", FieldType.CURRENCY, "Amount", icon="IconCurrencyDollar", description="Opportunity amount"),
        Field("closeDate", FieldType.DATE_TIME, "Close date", icon="IconCalendarEvent", description="Opportunity close date"),
        Field(
            "stage",
            FieldType.SELECT,
            "Stage",
            icon="IconProgressCheck",
            description="Opportunity stage",
            nullable=False,
            default="'NEW'",
            options=(
                Option("NEW", "New", "red"),
                Option("SCREENING", "Screening", "purple"),
                Option("MEETING", "Meeting", "sky"),
                Option("PROPOSAL", "Proposal", "turquoise"),
                Option("CUSTOMER", "Customer", "yellow"),
            ),
        ),
        OneToMany(
            "attachments",
            "attachment",
            "target",
            "Attachments",
            icon="IconFileImport",
            description="Attachments linked to the opportunity",
        ),
        ManyToOne(
            "company", "company", "opportunities", "Company", icon="IconBuildingSkyscraper", description="Opportunity company"
        ),
        OneToMany(
            "noteTargets",
            "noteTarget",
            "target",
            "Notes",
            icon="IconNotes",
            description="Notes tied to the opportunity",
            ui_editable=False,
        ),
        ManyToOne(
            "pointOfContact",
            "person",
            "pointOfContactForOpportunities",
            "Point of Contact",
            icon="IconUser",
            description="Opportunity point of contact",
        ),
        OneToMany(
            "taskTargets",
            "taskTarget",
            "target",
            "Tasks",
            icon="IconCheckbox",
            description="Tasks tied to the opportunity",
            ui_editable=False,
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline Activities linked to the opportunity.",
        ),
        ManyToOne(
            "owner", "workspaceMember", "ownedOpportunities", "Owner", icon="IconUserCircle", description="Opportunity owner"
        ),
    ),
    icon="IconTargetArrow",
    description="An opportunity",
    label_identifier="name",
    search_fields=("name",),
    searchable=True,
)
