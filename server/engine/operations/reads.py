"""Reads: findOne and findMany."""

from __future__ import annotations

from typing import Any

from server.engine.errors import record_not_found
from server.engine.operations.answers import answer_rows
from server.engine.operations.children import page_cursor, read_children
from server.engine.operations.context import Context
from server.engine.operations.snapshots import tell_snapshot
from server.engine.plans.plan import FindMany, FindOne
from server.engine.results.writers import PageFacts, connection_writer
from server.engine.sql.statements import page_statement, summary_statement
from server.storage.statement import Row, Steps


def find_one(context: Context, plan: FindOne) -> Steps[Any]:
    """Return the first record that matches, or raise RecordError when none does."""
    rows = yield page_statement(context.catalogue, plan.shape.record, plan.page)
    records = yield from answer_rows(context, plan.shape, rows[:1])
    if not records:
        raise record_not_found()
    return records[0]


def find_many(context: Context, plan: FindMany) -> Steps[Any]:
    """Return one page of a connection."""
    shape, page = plan.shape, plan.page
    rows: list[Row] = []
    if shape.wants_rows:
        rows = yield page_statement(context.catalogue, shape.record, page)
    totals: Row = ()
    if shape.wants_total or shape.aggregates:
        (totals,) = yield summary_statement(context.catalogue, shape, page)
    more = len(rows) > page.limit
    rows = rows[: page.limit]
    if page.backward:
        rows.reverse()
    connections = yield from read_children(context.catalogue, shape.record, rows)
    snapshot = (yield from tell_snapshot(context, shape.record.entity)) if shape.wants_snapshot else None
    facts = PageFacts(more and not page.backward, more and page.backward, totals, snapshot=snapshot)
    cursor = page_cursor(shape.record, page)
    return connection_writer(shape)(rows, cursor, facts, connections)
