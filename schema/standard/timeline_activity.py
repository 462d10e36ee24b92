"""The standard object timelineActivity."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete
from schema.system_fields import system_fields

TIMELINE_ACTIVITY = ObjectMetadata(
    "timelineActivity",
    "timelineActivities",
    "Timeline Activity",
    "Timeline Activities",
    (
        *system_fields("TimelineActivity"),
        Field(
            "properties",
            FieldType.RAW_JSON,
            "Event details",
            icon="IconListDetails",
            description="Json value for event details",
        ),
        Field(
            "happensAt",
            FieldType.DATE_TIME,
            "Creation date",
            icon="IconCalendar",
            description="Creation date",
            nullable=False,
            default="now",
        ),
        Field("name", FieldType.TEXT, "Event name", icon="IconAbc", description="Event name"),
        Field(
            "linkedRecordCachedName",
            FieldType.TEXT,
            "Linked Record cached name",
            icon="IconAbc",
            description="Cached record name",
            system=True,
        ),
        Field(
            "linkedRecordId", FieldType.UUID, "Linked Record id", icon="IconAbc", description="Linked Record id", system=True
        ),
        Field(
            "linkedObjectMetadataId",
            FieldType.UUID,
            "Linked Object Metadata Id",
            icon="IconAbc",
            description="Linked Object Metadata Id",
            system=True,
        ),
        ManyToOne(
            "workspaceMember",
            "workspaceMember",
            "timelineActivities",
            "Workspace Member",
            icon="IconCircleUser",
            description="Event workspace member",
            on_delete=OnDelete.CASCADE,
        ),
        ManyToOne(
            "targetCompany",
            "company",
            "timelineActivities",
            "Target",
            icon="IconArrowUpRight",
            description="Event target",
            on_delete=OnDelete.CASCADE,
            morph="target",
        ),
        ManyToOne(
            "targetNote",
            "note",
            "timelineActivities",
            "Target",
            icon="IconArrowUpRight",
            description="Event target",
            morph="target",
        ),
        ManyToOne(
            "targetOpportunity",
            "opportunity",
            "timelineActivities",
            "Target",
            icon="IconArrowUpRight",
            description="Event target",
            morph="target",
        ),
        ManyToOne(
            "targetPerson",
            "person",
            "timelineActivities",
            "Target",
            icon="IconArrowUpRight",
            description="Event target",
            on_delete=OnDelete.CASCADE,
            morph="target",
        ),
        ManyToOne(
            "targetTask",
            "task",
            "timelineActivities",
            "Target",
            icon="IconArrowUpRight",
            description="Event target",
            morph="target",
        ),
    ),
    icon="IconTimelineEvent",
    description="Aggregated / filtered event to be displayed on the timeline",
    label_identifier="name",
    system=True,
)
