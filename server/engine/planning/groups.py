"""Groups: the plan of groupBy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.dimensions import judge_dimensions
from server.engine.planning.filters import judge_filter
from server.engine.planning.group_order import judge_group_order
from server.engine.planning.ordering import judge_order
from server.engine.planning.paging import judge_count, judge_text
from server.engine.planning.shapes import connection_shape, refuse_complexity
from server.engine.plans.criteria import Page
from server.engine.plans.entries import ConnectionShape
from server.engine.plans.grouping import GroupBy

GROUP_ARGUMENTS: Final = frozenset(
    {"groupBy", "filter", "orderBy", "orderByForRecords", "viewId", "limit", "offsetForRecords", "snapshot"}
)
DEFAULT_GROUPS: Final = 50
RECORDS_OF_A_GROUP: Final = 10

group_shape = partial(connection_shape, kind="GroupByConnection")


def plan_group_by(catalogue: Catalogue, entity: Entity, shape: ConnectionShape, arguments: Mapping[str, Any]) -> GroupBy:
    """Return the plan of groupBy."""
    dimensions = judge_dimensions(catalogue, entity, arguments.get("groupBy"))
    judged = judge_filter(catalogue, entity, arguments.get("filter"))
    _refuse_view(arguments.get("viewId"))
    limit = _limit(arguments, shape)
    page = Page(
        judged.condition,
        judged.mentions_deleted,
        judge_order(catalogue, entity, arguments.get("orderByForRecords"), "orderByForRecords"),
        RECORDS_OF_A_GROUP,
        judge_count(arguments, "offsetForRecords") or 0,
    )
    order = judge_group_order(entity, dimensions, arguments.get("orderBy"))
    return GroupBy(shape, dimensions, order, limit, page, judge_text(arguments, "snapshot"))


def _limit(arguments: Mapping[str, Any], shape: ConnectionShape) -> int:
    """Return how many groups to answer; only records bound it, for they are read for every group."""
    given = judge_count(arguments, "limit", negative=True)
    limit = given if given is not None and given > 0 else DEFAULT_GROUPS
    if shape.wants_rows:
        refuse_complexity(1 + (1 + shape.relations) * limit)
    return limit


def _refuse_view(view_id: Any) -> None:
    # Twenty takes a view that it does not find for one without filters, and counts everything.
    if view_id is not None:
        message = f'View not found: {view_id}. Saved views are not served; say in "filter" what its filters say'
        raise RecordError(message, INVALID_QUERY_INPUT, "This view does not exist.")
