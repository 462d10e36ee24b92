"""The standard object task."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany, Option
from schema.system_fields import system_fields

TASK = ObjectMetadata(
    "task",
    "tasks",
    "Task",
    "Tasks",
    (
        *system_fields("Task"),
        Field("title", FieldType.TEXT, "Title", icon="IconNotes", description="Task title"),
        Field("bodyV2", FieldType.RICH_TEXT, "Body", icon="IconFilePencil", description="Task body"),
        Field("dueAt", FieldType.DATE_TIME, "Due Date", icon="IconCalendarEvent", description="Task due date"),
        Field(
            "status",
            FieldType.SELECT,
            "Status",
            icon="IconCheck",
            description="Task status",
            default="'TODO'",
            options=(
                Option("TODO", "To do", "sky"),
                Option("IN_PROGRESS", "In progress", "purple"),
                Option("DONE", "Done", "green"),
            ),
        ),
        OneToMany("attachments", "attachment", "target", "Attachments", icon="IconFileImport", description="Task attachments"),
        OneToMany("taskTargets", "taskTarget", "task", "Relations", icon="IconArrowUpRight", description="Task targets"),
        ManyToOne(
            "assignee", "workspaceMember", "assignedTasks", "Assignee", icon="IconUserCircle", description="Task assignee"
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline Activities linked to the task.",
        ),
    ),
    icon="IconCheckbox",
    description="A task",
    label_identifier="title",
    search_fields=(
        "title",
        "bodyV2",
    ),
    searchable=True,
)
