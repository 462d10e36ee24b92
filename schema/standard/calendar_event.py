"""The standard object calendarEvent."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany
from schema.system_fields import system_fields

CALENDAR_EVENT = ObjectMetadata(
    "calendarEvent",
    "calendarEvents",
    "Calendar event",
    "Calendar events",
    (
        *system_fields("CalendarEvent"),
        Field("title", FieldType.TEXT, "Title", icon="IconH1", description="Title", ui_editable=False),
        Field(
            "isCanceled",
            FieldType.BOOLEAN,
            "Is canceled",
            icon="IconCalendarCancel",
            description="Is canceled",
            nullable=False,
            default=False,
            ui_editable=False,
        ),
        Field(
            "isFullDay",
            FieldType.BOOLEAN,
            "Is Full Day",
            icon="IconHours24",
            description="Is Full Day",
            nullable=False,
            default=False,
            ui_editable=False,
        ),
        Field(
            "startsAt", FieldType.DATE_TIME, "Start Date", icon="IconCalendarClock", description="Start Date", ui_editable=False
        ),
        Field("endsAt", FieldType.DATE_TIME, "End Date", icon="IconCalendarClock", description="End Date", ui_editable=False),
        Field(
            "externalCreatedAt",
            FieldType.DATE_TIME,
            "Creation DateTime",
            icon="IconCalendarPlus",
            description="Creation DateTime",
            ui_editable=False,
        ),
        Field(
            "externalUpdatedAt",
            FieldType.DATE_TIME,
            "Update DateTime",
            icon="IconCalendarCog",
            description="Update DateTime",
            ui_editable=False,
        ),
        Field(
            "description",
            FieldType.TEXT,
            "Description",
            icon="IconFileDescription",
            description="Description",
            settings={"displayedMaxRows": 99},
            ui_editable=False,
        ),
        Field("location", FieldType.TEXT, "Location", icon="IconMapPin", description="Location", ui_editable=False),
        Field("iCalUid", FieldType.TEXT, "iCal UID", icon="IconKey", description="iCal UID", ui_editable=False),
        Field(
            "conferenceSolution",
            FieldType.TEXT,
            "Conference Solution",
            icon="IconScreenShare",
            description="Conference Solution",
            ui_editable=False,
        ),
        Field("conferenceLink", FieldType.LINKS, "Meet Link", icon="IconLink", description="Meet Link", ui_editable=False),
        OneToMany(
            "calendarChannelEventAssociations",
            "calendarChannelEventAssociation",
            "calendarEvent",
            "Calendar Channel Event Associations",
            icon="IconCalendar",
            description="Calendar Channel Event Associations",
            nullable=False,
            ui_editable=False,
        ),
        OneToMany(
            "calendarEventParticipants",
            "calendarEventParticipant",
            "calendarEvent",
            "Event Participants",
            icon="IconUserCircle",
            description="Event Participants",
            nullable=False,
            ui_editable=False,
        ),
        OneToMany(
            "callRecordings",
            "callRecording",
            "calendarEvent",
            "Call Recordings",
            icon="IconPhone",
            description="Call Recordings",
            nullable=False,
            ui_editable=False,
        ),
    ),
    icon="IconCalendar",
    description="Calendar events",
    label_identifier="title",
    system=True,
    ui_creatable=False,
)
