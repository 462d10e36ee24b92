"""Bulk upserts: upsertMany, from its references to its result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schema.upserts import OnError, UpsertAction
from server.engine.operations.answers import projection
from server.engine.operations.bulk_writes import write_verdicts
from server.engine.operations.children import read_children
from server.engine.operations.context import Context
from server.engine.operations.ledger import Ledger, Value
from server.engine.operations.references import resolve_references
from server.engine.operations.trials import tried
from server.engine.operations.upsert_rows import UpsertRows, upsert_rows
from server.engine.operations.verdicts import Verdicts, judge_rows
from server.engine.plans.plan import UpsertMany
from server.engine.plans.upserts import Policy
from server.engine.results.upserts import Result, upsert_writer
from server.engine.sql.candidates import candidates_statement
from server.engine.sql.statements import records_statement
from server.storage.statement import Row, Steps


def upsert_many(context: Context, plan: UpsertMany) -> Steps[Any]:
    """Judge the rows, write the good ones unless the call is aborted or a dry run, and tell what became of each."""
    columns, rejections = yield from resolve_references(context.catalogue, plan)
    rows = upsert_rows(plan, columns, rejections, context.stamp)
    verdicts = yield from _judged(rows, plan.policy, context.stamp.now)
    if verdicts.rejections and plan.policy.on_error is OnError.ABORT:
        return (yield from _told(context, plan, _aborted(verdicts), (), aborted=True))
    work = _written(context, plan, rows, verdicts)
    return (yield from tried(work) if plan.policy.dry_run else work)


def _written(context: Context, plan: UpsertMany, rows: UpsertRows, verdicts: Verdicts) -> Steps[Any]:
    written = yield from write_verdicts(rows, verdicts, context.stamp)
    return (yield from _told(context, plan, verdicts, written, aborted=False))


def _judged(rows: UpsertRows, policy: Policy, now: str) -> Steps[Verdicts]:
    """Look up who holds the unique values of the rows, and judge them.

    What a record holds of a key of several columns shows only when a row changes a part of it. Such values are looked up
    afterwards, and the rows judged again.
    """
    stored: dict[str, Row] = {}
    place, wanted = rows.layout.places["id"], rows.wanted()
    known: list[set[Value]] = [set() for _ in wanted]
    while True:
        for (key, _), values, known_values in zip(rows.layout.keys, wanted, known, strict=True):
            if values:
                found = yield candidates_statement(rows.entity, rows.layout.columns, key, values)
                stored |= {row[place]: row for row in found}
                known_values.update(values)
        ledger = Ledger(rows.layout, stored.values(), known)
        verdicts = judge_rows(rows, ledger, policy, now)
        wanted = ledger.unknown
        if not any(wanted):
            return verdicts


def _aborted(verdicts: Verdicts) -> Verdicts:
    """Return the verdicts of a call in which nothing is written: what would have been is not told as if it were."""
    rejected, skipped = UpsertAction.REJECTED, UpsertAction.SKIPPED
    actions = [action if action is rejected else skipped for action in verdicts.actions]
    made = frozenset(verdicts.created)
    ids = [None if row in made else record_id for row, record_id in enumerate(verdicts.ids)]
    return Verdicts(actions, ids, verdicts.rejections, (), (), moved=False)


def _told(context: Context, plan: UpsertMany, verdicts: Verdicts, written: Sequence[Row], *, aborted: bool) -> Steps[Any]:
    """Return the result, with the records as they are now."""
    records = yield from _records(context, plan, verdicts.ids, written)
    connections = yield from read_children(context.catalogue, plan.shape.record, [row for row in records if row is not None])
    result = Result(verdicts.actions, verdicts.ids, verdicts.rejections, records, plan.policy.dry_run, aborted)
    return upsert_writer(plan.shape)(result, connections)


def _records(context: Context, plan: UpsertMany, ids: Sequence[str | None], written: Sequence[Row]) -> Steps[list[Row | None]]:
    """Return the row of each record: new ones as they were written, the others read."""
    shape = plan.shape.record
    if not plan.shape.wants_records:
        return [None] * len(ids)
    project = projection(shape)
    place = next(place for place, column in enumerate(shape.entity.columns) if column.name == "id")
    rows = {row[place]: project(row) for row in written} if project is not None else {}
    others = [record_id for record_id in dict.fromkeys(ids) if record_id is not None and record_id not in rows]
    if others:
        found = yield records_statement(context.catalogue, shape, others)
        rows |= {row[0]: row[1:] for row in found}
    return [None if record_id is None else rows[record_id] for record_id in ids]
