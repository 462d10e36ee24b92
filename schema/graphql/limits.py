"""The core field `limits`: how much one request may ask of this server."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry
from strawberry.types.field import StrawberryField

from schema.graphql.types import Types

_FIELDS = (
    ("maxRecordsPerCreate", "Int!", "The most records one create mutation accepts"),
    ("maxRecordsPerUpsert", "Int!", "The most records one bulk upsert, such as upsertPeople, accepts"),
    ("maxRootFields", "Int!", "The most root fields of one document"),
    ("maxPageSize", "Int", "The most records the pages of one document may hold together; null when there is no bound"),
    ("requestsPerSecond", "Int", "The root fields a key may ask in a second; null when there is no limit"),
    ("requestsPerMinute", "Int", "The root fields a key may ask in a minute; null when there is no limit"),
)


def add_limits(types: Types) -> StrawberryField:
    """Add the type Limits and return the root field that answers it."""
    types.output(
        "Limits",
        [types.field(name, notation, description) for name, notation, description in _FIELDS],
        "The limits of this Ferry server. Twenty has no such type.",
    )
    description = "The limits of this server. Ferry's own: Twenty has no such field, so its presence tells the two apart."
    return types.resolved_field("limits", "Limits!", _limits, description=description)


def _limits(info: strawberry.Info) -> Mapping[str, int | None]:
    limits: Mapping[str, int | None] = info.context["limits"]
    return limits
