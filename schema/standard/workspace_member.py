"""The standard object workspaceMember."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany, Option, UniqueIndex
from schema.system_fields import system_fields

WORKSPACE_MEMBER = ObjectMetadata(
    "workspaceMember",
    "workspaceMembers",
    "Workspace Member",
    "Workspace Members",
    (
        *system_fields("WorkspaceMember"),
        Field("name", FieldType.FULL_NAME, "Name", icon="IconCircleUser", description="Workspace member name", nullable=False),
        Field(
            "colorScheme",
            FieldType.TEXT,
            "Color Scheme",
            icon="IconColorSwatch",
            description="Preferred color scheme",
            nullable=False,
            default="'System'",
            system=True,
        ),
        Field(
            "locale",
            FieldType.TEXT,
            "Language",
            icon="IconLanguage",
            description="Preferred language",
            nullable=False,
            default="'en'",
            system=True,
        ),
        Field(
            "avatarUrl", FieldType.TEXT, "Avatar Url", icon="IconFileUpload", description="Workspace member avatar", system=True
        ),
        Field(
            "userEmail", FieldType.TEXT, "User Email", icon="IconMail", description="Related user email address", system=True
        ),
        Field(
            "jobTitle", FieldType.TEXT, "Job Title", icon="IconBriefcase", description="Workspace member job title", system=True
        ),
        Field(
            "calendarStartDay",
            FieldType.NUMBER,
            "Start of the week",
            icon="IconCalendar",
            description="User's preferred start day of the week",
            nullable=False,
            default=7,
            settings={"dataType": "int"},
            system=True,
        ),
        Field(
            "userId",
            FieldType.UUID,
            "User Id",
            icon="IconCircleUsers",
            description="Associated User Id",
            nullable=False,
            system=True,
        ),
        Field(
            "timeZone",
            FieldType.TEXT,
            "Time zone",
            icon="IconTimezone",
            description="User time zone",
            nullable=False,
            default="'system'",
            system=True,
        ),
        Field(
            "dateFormat",
            FieldType.SELECT,
            "Date format",
            icon="IconCalendarEvent",
            description="User's preferred date format",
            nullable=False,
            default="'SYSTEM'",
            options=(
                Option("SYSTEM", "System", "turquoise"),
                Option("MONTH_FIRST", "Month First", "red"),
                Option("DAY_FIRST", "Day First", "purple"),
                Option("YEAR_FIRST", "Year First", "sky"),
            ),
            system=True,
        ),
        Field(
            "timeFormat",
            FieldType.SELECT,
            "Time format",
            icon="IconClock2",
            description="User's preferred time format",
            nullable=False,
            default="'SYSTEM'",
            options=(
                Option("SYSTEM", "System", "sky"),
                Option("HOUR_24", "24HRS", "red"),
                Option("HOUR_12", "12HRS", "purple"),
            ),
            system=True,
        ),
        Field(
            "numberFormat",
            FieldType.SELECT,
            "Number format",
            icon="IconNumbers",
            description="User's preferred number format",
            nullable=False,
            default="'SYSTEM'",
            options=(
                Option("SYSTEM", "System", "turquoise"),
                Option("COMMAS_AND_DOT", "Commas and dot", "blue"),
                Option("SPACES_AND_COMMA", "Spaces and comma", "green"),
                Option("DOTS_AND_COMMA", "Dots and comma", "orange"),
                Option("APOSTROPHE_AND_DOT", "Apostrophe and dot", "purple"),
            ),
            system=True,
        ),
        OneToMany(
            "accountOwnerForCompanies",
            "company",
            "accountOwner",
            "Account Owner For Companies",
            icon="IconBriefcase",
            description="Account owner for companies",
        ),
        OneToMany(
            "ownedOpportunities",
            "opportunity",
            "owner",
            "Owned opportunities",
            icon="IconTargetArrow",
            description="Opportunities owned by the workspace member",
        ),
        OneToMany(
            "assignedTasks",
            "task",
            "assignee",
            "Assigned tasks",
            icon="IconCheckbox",
            description="Tasks assigned to the workspace member",
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "workspaceMember",
            "Events",
            icon="IconTimelineEvent",
            description="Events linked to the workspace member",
        ),
    ),
    icon="IconUserCircle",
    description="A workspace member",
    unique_indexes=(UniqueIndex(("userEmail",)),),
    label_identifier="name",
    search_fields=(
        "name",
        "userEmail",
    ),
    system=True,
    searchable=True,
    managed=True,
)
