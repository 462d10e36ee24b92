"""Groups: groupBy, its records read for all groups together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from server.engine.errors import too_many_nodes
from server.engine.operations.children import page_cursor, read_children
from server.engine.operations.context import Context
from server.engine.plans.grouping import GroupBy
from server.engine.results.groups import dimension_values
from server.engine.results.writers import PageFacts, connection_writer
from server.engine.sql.groups import group_records_statement, groups_statement
from server.storage.statement import Row, Steps


def group_by(context: Context, plan: GroupBy) -> Steps[Any]:
    """Return the groups with what is said about each, and the first records of each."""
    shape, page = plan.shape, plan.page
    groups = yield groups_statement(context.catalogue, plan)
    rows_of: dict[str, list[Row]] = {}
    if shape.wants_rows:
        rows_of = yield from _records(context, plan, [group[0] for group in groups])
    shown = [row for rows in rows_of.values() for row in rows[: page.limit]]
    _refuse_excess(context, plan, len(shown))
    connections = yield from read_children(context.catalogue, shape.record, shown)
    write, cursor, values = connection_writer(shape), page_cursor(shape.record, page), dimension_values(plan.dimensions)
    totals = 1 + len(plan.dimensions)
    answers = []
    for group in groups:
        rows = rows_of.get(group[0], [])
        facts = PageFacts(len(rows) > page.limit, False, group[totals:], values(group[1:totals]))
        answers.append(write(rows[: page.limit], cursor, facts, connections))
    return answers


def _records(context: Context, plan: GroupBy, keys: Sequence[str]) -> Steps[dict[str, list[Row]]]:
    """Return the rows of each group by its key, one more than its page holds when there are more."""
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in (yield group_records_statement(context.catalogue, plan, keys)):
        rows_of[row[0]].append(row[1:])
    return rows_of


def _refuse_excess(context: Context, plan: GroupBy, records: int) -> None:
    """Raise RecordError when the lists below the records that were found may hold more than one request may read."""
    nodes, most = records * plan.shape.record.nodes, context.catalogue.limits.nodes
    if nodes > most:
        raise too_many_nodes(nodes, most)
