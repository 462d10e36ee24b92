"""Operations: one plan run in one transaction, as steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from schema.absent import ABSENT
from server.engine.catalogue import Catalogue, Entity
from server.engine.children import page_cursor, read_children
from server.engine.entries import RecordsShape
from server.engine.errors import RecordError, record_not_found
from server.engine.inserts import insert
from server.engine.plans import Create, Delete, Destroy, FindMany, FindOne, Plan, Records, Restore, Target, Update
from server.engine.relations import resolve_connects
from server.engine.results import PageFacts, connection_writer, records_writer
from server.engine.stamps import Stamp
from server.engine.statements import (
    delete_statement,
    matching_ids_statement,
    page_statement,
    records_statement,
    restore_statement,
    summary_statement,
    update_many_statement,
)
from server.engine.updates import update_all, update_each
from server.engine.upserts import part_rows
from server.storage.statement import Row, Statement, Steps

MAX_UPDATED = 200
BRIEF_PAGE = 100


@dataclass(frozen=True, slots=True)
class Run:
    """What every operation needs beside its plan."""

    catalogue: Catalogue
    stamp: Stamp


def run(context: Run, plan: Plan) -> Steps[Any]:
    """Run a plan and return the answer of its root field."""
    match plan:
        case FindOne():
            return (yield from _find_one(context, plan))
        case FindMany():
            return (yield from _find_many(context, plan))
        case Create():
            return (yield from _create(context, plan))
        case Update():
            return (yield from _update(context, plan))
        case Delete():
            return (yield from _mark(context, plan, context.stamp.now, update_many_statement))
        case Restore():
            return (yield from _mark(context, plan, None, restore_statement))
        case Destroy():
            return (yield from _destroy(context, plan))


def is_brief(plan: Plan) -> bool:
    """Return whether a plan is likely to read so little that it is done in a millisecond."""
    match plan:
        case FindOne(shape):
            return not shape.record.children
        case FindMany(shape, page):
            return page.limit <= BRIEF_PAGE and not (shape.wants_total or shape.aggregates or shape.record.children)
    return False


def _find_one(context: Run, plan: FindOne) -> Steps[Any]:
    rows = yield page_statement(context.catalogue, plan.shape.record, plan.page)
    records = yield from _written(context, plan.shape, rows[:1])
    if not records:
        raise record_not_found()
    return records[0]


def _find_many(context: Run, plan: FindMany) -> Steps[Any]:
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
    facts = PageFacts(more and not page.backward, more and page.backward, totals)
    cursor = page_cursor(shape.record, page)
    return connection_writer(shape)(rows, cursor, facts, connections)


def _create(context: Run, plan: Create) -> Steps[Any]:
    entity, records = plan.records.entity, plan.records
    columns = yield from resolve_connects(context.catalogue, records)
    numbers: Sequence[int] = range(records.count)
    updated: list[str] = []
    if plan.upsert:
        parted = yield from part_rows(entity, columns, records.count)
        yield from update_each(entity, parted.changes, context.stamp)
        numbers, updated = parted.inserts, list(parted.changes)
    inserted = yield from insert(entity, columns, numbers, context.stamp)
    project = None if updated else _projection(entity, plan.shape)
    if project is not None:
        written = yield from _written(context, plan.shape, [project(row) for row in inserted.rows])
    else:
        place = next(place for place, column in enumerate(entity.columns) if column.name == "id")
        written = yield from _answered(context, plan.shape, updated + [row[place] for row in inserted.rows])
    return written[0] if plan.single else written


def _projection(entity: Entity, shape: RecordsShape) -> Callable[[Row], Row] | None:
    """Return the function from a whole row to a row of the shape; None when the shape reaches over relations."""
    if shape.record.children or any(ref.path for ref in shape.record.columns):
        return None
    places = {column.name: place for place, column in enumerate(entity.columns)}
    wanted = [places[ref.column.name] for ref in shape.record.columns]
    return itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],) if wanted else ()


def _update(context: Run, plan: Update) -> Steps[Any]:
    entity = plan.records.entity
    ids = yield from _target_ids(context, entity, plan.target, limit=MAX_UPDATED + 1)
    if len(ids) > MAX_UPDATED:
        raise RecordError(f"Cannot update more than {MAX_UPDATED} records at once")
    given = yield from _given(context, plan.records)
    yield from update_all(entity, ids, given, context.stamp)
    renamed = given.get("id")
    return (yield from _answer(context, plan.shape, plan.target, ids if renamed is None or not ids else [renamed]))


def _given(context: Run, records: Records) -> Steps[dict[str, Any]]:
    columns = yield from resolve_connects(context.catalogue, records)
    return {name: values[0] for name, values in columns.items() if values[0] is not ABSENT}


def _mark(context: Run, plan: Delete | Restore, deleted_at: str | None, statement: Callable[..., Statement]) -> Steps[Any]:
    entity = plan.shape.record.entity
    ids = yield from _target_ids(context, entity, plan.target)
    change = {**context.stamp.updated(), "deletedAt": deleted_at}
    yield statement(entity, list(change), list(change.values()), ids)
    return (yield from _answer(context, plan.shape, plan.target, ids))


def _destroy(context: Run, plan: Destroy) -> Steps[Any]:
    entity = plan.shape.record.entity
    ids = yield from _target_ids(context, entity, plan.target)
    answer = yield from _answer(context, plan.shape, plan.target, ids)
    yield delete_statement(entity, ids)
    return answer


def _target_ids(context: Run, entity: Entity, target: Target, limit: int | None = None) -> Steps[list[str]]:
    rows = yield matching_ids_statement(context.catalogue, entity, target.condition, limit)
    if target.id is not None and not rows:
        raise record_not_found()
    return [row[0] for row in rows]


def _answer(context: Run, shape: RecordsShape, target: Target, ids: list[str]) -> Steps[Any]:
    records = yield from _answered(context, shape, ids)
    return records[0] if target.id is not None else records


def _answered(context: Run, shape: RecordsShape, ids: list[str]) -> Steps[list[Any]]:
    """Return the records with these ids, in this order."""
    rows = yield records_statement(context.catalogue, shape.record, ids)
    by_id = {row[0]: row[1:] for row in rows}
    return (yield from _written(context, shape, [by_id[record_id] for record_id in ids]))


def _written(context: Run, shape: RecordsShape, rows: list[Row]) -> Steps[list[Any]]:
    connections = yield from read_children(context.catalogue, shape.record, rows)
    return records_writer(shape)(rows, connections)
