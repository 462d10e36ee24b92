"""The standard object messageList."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, OneToMany
from schema.system_fields import system_fields

MESSAGE_LIST = ObjectMetadata(
    "messageList",
    "messageLists",
    "List",
    "Lists",
    (
        *system_fields("MessageList"),
        Field("name", FieldType.TEXT, "Name", icon="IconUsersGroup", description="The list name"),
        OneToMany(
            "campaigns",
            "messageCampaign",
            "list",
            "Campaigns",
            icon="IconSend",
            description="Campaigns sent to this list",
            ui_editable=False,
        ),
        OneToMany("members", "messageListMember", "list", "Members", icon="IconUser", description="People in this list"),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Events",
            icon="IconTimelineEvent",
            description="Events linked to the list",
        ),
    ),
    icon="IconUsersGroup",
    description="A hand-picked audience of people",
    label_identifier="name",
    search_fields=("name",),
    system=True,
    searchable=True,
)
