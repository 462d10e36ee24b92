"""Reads: the plans of findOne and findMany."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.paging import judge_page, judge_text
from server.engine.plans.entries import ConnectionShape, RecordsShape
from server.engine.plans.plan import FindMany, FindOne


def plan_find_one(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Mapping[str, Any]) -> FindOne:
    """Return the plan of findOne."""
    if not arguments.get("filter"):
        raise RecordError("Missing filter argument", INVALID_QUERY_INPUT)
    return FindOne(shape, judge_page(catalogue, entity, {"filter": arguments["filter"], "first": 1}))


def plan_find_many(catalogue: Catalogue, entity: Entity, shape: ConnectionShape, arguments: Mapping[str, Any]) -> FindMany:
    """Return the plan of findMany."""
    return FindMany(shape, judge_page(catalogue, entity, arguments), judge_text(arguments, "snapshot"))
