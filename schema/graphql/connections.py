"""Connections, edges and page information, in the shape of Relay, with the aggregates over all matching records."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.aggregates import object_aggregates
from schema.graphql.notations import type_name
from schema.graphql.snapshots import SNAPSHOT, SNAPSHOT_DESCRIPTION
from schema.graphql.types import Types
from schema.model import ObjectMetadata


def add_page_info(types: Types) -> None:
    """Add the type that says where a page begins and ends."""
    types.output(
        "PageInfo",
        (
            types.field("startCursor", "ConnectionCursor"),
            types.field("endCursor", "ConnectionCursor"),
            types.field("hasNextPage", "Boolean!"),
            types.field("hasPreviousPage", "Boolean!"),
        ),
    )


def add_connection(types: Types, obj: ObjectMetadata) -> None:
    """Add the connection of an object's records and its edge."""
    name = type_name(obj)
    types.output(f"{name}Edge", (types.field("node", f"{name}!"), types.field("cursor", "Cursor!")), obj.description)
    snapshot = types.field("snapshot", SNAPSHOT, SNAPSHOT_DESCRIPTION)
    types.output(f"{name}Connection", (*connection_fields(types, obj), snapshot), obj.description)


def connection_fields(types: Types, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    """Yield what a connection and a group answer: the count, the aggregates, the records and the page."""
    yield types.field("totalCount", "Int", "Total number of records in the connection")
    for each in object_aggregates(obj):
        yield types.field(each.name, each.notation, each.description)
    yield types.field("edges", f"[{type_name(obj)}Edge!]!")
    yield types.field("pageInfo", "PageInfo!")
