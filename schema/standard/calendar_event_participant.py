"""The standard object calendarEventParticipant."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OnDelete, Option
from schema.system_fields import system_fields

CALENDAR_EVENT_PARTICIPANT = ObjectMetadata(
    "calendarEventParticipant",
    "calendarEventParticipants",
    "Calendar event participant",
    "Calendar event participants",
    (
        *system_fields("CalendarEventParticipant"),
        Field("handle", FieldType.TEXT, "Handle", icon="IconMail", description="Handle", ui_editable=False),
        Field("displayName", FieldType.TEXT, "Display Name", icon="IconUser", description="Display Name", ui_editable=False),
        Field(
            "isOrganizer",
            FieldType.BOOLEAN,
            "Is Organizer",
            icon="IconUser",
            description="Is Organizer",
            nullable=False,
            default=False,
            ui_editable=False,
        ),
        Field(
            "responseStatus",
            FieldType.SELECT,
            "Response Status",
            icon="IconUser",
            description="Response Status",
            nullable=False,
            default="'NEEDS_ACTION'",
            options=(
                Option("NEEDS_ACTION", "Needs Action", "orange"),
                Option("DECLINED", "Declined", "red"),
                Option("TENTATIVE", "Tentative", "yellow"),
                Option("ACCEPTED", "Accepted", "green"),
            ),
            ui_editable=False,
        ),
        ManyToOne(
            "calendarEvent",
            "calendarEvent",
            "calendarEventParticipants",
            "Event ID",
            icon="IconCalendar",
            description="Event ID",
            on_delete=OnDelete.CASCADE,
            nullable=False,
            ui_editable=False,
        ),
        ManyToOne(
            "person", "person", "calendarEventParticipants", "Person", icon="IconUser", description="Person", ui_editable=False
        ),
        ManyToOne(
            "workspaceMember",
            "workspaceMember",
            "calendarEventParticipants",
            "Workspace Member",
            icon="IconUser",
            description="Workspace Member",
            ui_editable=False,
        ),
    ),
    icon="IconCalendar",
    description="Calendar event participants",
    label_identifier="handle",
    system=True,
    ui_creatable=False,
)
