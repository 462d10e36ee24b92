"""The standard object calendarChannelEventAssociation."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete
from schema.system_fields import system_fields

CALENDAR_CHANNEL_EVENT_ASSOCIATION = ObjectMetadata(
    "calendarChannelEventAssociation",
    "calendarChannelEventAssociations",
    "Calendar Channel Event Association",
    "Calendar Channel Event Associations",
    (
        *system_fields("CalendarChannelEventAssociation"),
        Field(
            "eventExternalId",
            FieldType.TEXT,
            "Event external ID",
            icon="IconCalendar",
            description="Event external ID",
            ui_editable=False,
        ),
        Field(
            "recurringEventExternalId",
            FieldType.TEXT,
            "Recurring Event ID",
            icon="IconHistory",
            description="Recurring Event ID",
            ui_editable=False,
        ),
        Field(
            "calendarChannelId",
            FieldType.UUID,
            "Channel ID",
            icon="IconCalendar",
            description="Channel ID",
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "calendarEvent",
            "calendarEvent",
            "calendarChannelEventAssociations",
            "Event ID",
            icon="IconCalendar",
            description="Event ID",
            on_delete=OnDelete.CASCADE,
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconCalendar",
    description="Calendar Channel Event Associations",
    label_identifier="id",
    system=True,
    ui_creatable=False,
)
