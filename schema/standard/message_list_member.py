"""The standard object messageListMember."""

from __future__ import annotations

from schema.model import ManyToOne, ObjectMetadata, OnDelete, UniqueIndex
from schema.system_fields import system_fields

MESSAGE_LIST_MEMBER = ObjectMetadata(
    "messageListMember",
    "messageListMembers",
    "List Member",
    "List Members",
    (
        *system_fields("MessageListMember"),
        ManyToOne(
            "list",
            "messageList",
            "members",
            "List",
            icon="IconUsersGroup",
            description="The list the person belongs to",
            on_delete=OnDelete.CASCADE,
            nullable=False,
        ),
        ManyToOne(
            "person",
            "person",
            "listMemberships",
            "Person",
            icon="IconUser",
            description="The person in the list",
            on_delete=OnDelete.CASCADE,
            nullable=False,
        ),
    ),
    icon="IconUser",
    description="A person's membership in a list",
    unique_indexes=(
        UniqueIndex(
            (
                "person",
                "list",
            ),
            live_only=True,
        ),
    ),
    label_identifier="id",
    system=True,
)
