"""Duplicates: the plan of findDuplicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.data import check_records, many_records
from server.engine.planning.identifiers import judge_ids
from server.engine.planning.ordering import judge_order
from server.engine.plans.entries import ConnectionShape
from server.engine.plans.plan import FindDuplicates


def plan_find_duplicates(
    catalogue: Catalogue, entity: Entity, shape: ConnectionShape, arguments: Mapping[str, Any]
) -> FindDuplicates:
    """Return the plan of findDuplicates: candidates are checked as if they were to be created."""
    ids, data = arguments.get("ids"), arguments.get("data")
    if ids is None and data is None:
        raise RecordError('You have to provide either "data" or "ids" argument', INVALID_QUERY_INPUT)
    if ids is not None and data is not None:
        raise RecordError('You cannot provide both "data" and "ids" arguments', INVALID_QUERY_INPUT)
    order = judge_order(catalogue, entity, None)
    if data is None:
        given = [item for item in ids if item is not None] if isinstance(ids, list) else ids
        return FindDuplicates(shape, order, judge_ids(given), None)
    candidates = many_records(arguments)
    if not candidates:
        raise RecordError('The "data" condition can not be empty when "ids" input not provided', INVALID_QUERY_INPUT)
    return FindDuplicates(shape, order, (), check_records(catalogue, entity, candidates, create=True))
