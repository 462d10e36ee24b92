"""Changes: update, soft delete, restore and destroy of the records a target means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schema.absent import ABSENT
from server.engine.catalogue import Entity
from server.engine.errors import RecordError, record_not_found
from server.engine.operations.answers import answer_ids
from server.engine.operations.conflicts import naming_conflict
from server.engine.operations.connects import resolve_connects
from server.engine.operations.context import Context
from server.engine.operations.updates import update_all
from server.engine.plans.entries import RecordsShape
from server.engine.plans.plan import Delete, Destroy, Records, Restore, Target, Update
from server.engine.sql.statements import (
    delete_statement,
    matching_ids_statement,
    restore_statement,
    update_many_statement,
)
from server.storage.statement import Statement, Steps


def update(context: Context, plan: Update) -> Steps[Any]:
    """Write the same data to every record that is meant."""
    entity = plan.records.entity
    most = context.catalogue.limits.records_per_update
    ids = yield from _target_ids(context, entity, plan.target, limit=most + 1)
    if len(ids) > most:
        raise RecordError(f"Cannot update more than {most} records at once")
    given = yield from _given(context, plan.records)
    yield from update_all(entity, ids, given, context.stamp)
    renamed = given.get("id")
    return (yield from _answer(context, plan.shape, plan.target, ids if renamed is None or not ids else [renamed]))


def delete(context: Context, plan: Delete) -> Steps[Any]:
    """Set the soft-delete mark."""
    return (yield from _mark(context, plan, context.stamp.now, update_many_statement))


def restore(context: Context, plan: Restore) -> Steps[Any]:
    """Clear the soft-delete mark; a live record stays as it is."""
    return (yield from _mark(context, plan, None, restore_statement))


def destroy(context: Context, plan: Destroy) -> Steps[Any]:
    """Remove the records for ever and return them as they were."""
    entity = plan.shape.record.entity
    ids = yield from _target_ids(context, entity, plan.target)
    answer = yield from _answer(context, plan.shape, plan.target, ids)
    yield delete_statement(entity, ids)
    return answer


def _mark(context: Context, plan: Delete | Restore, deleted_at: str | None, statement: Callable[..., Statement]) -> Steps[Any]:
    entity = plan.shape.record.entity
    ids = yield from _target_ids(context, entity, plan.target)
    change = {**context.stamp.updated(), "deletedAt": deleted_at}
    # A record that comes back may find its unique value taken, where the deleted do not keep theirs.
    yield from naming_conflict(entity, statement(entity, list(change), list(change.values()), ids), dict, ids)
    return (yield from _answer(context, plan.shape, plan.target, ids))


def _given(context: Context, records: Records) -> Steps[dict[str, Any]]:
    columns = yield from resolve_connects(context.catalogue, records)
    return {name: values[0] for name, values in columns.items() if values[0] is not ABSENT}


def _target_ids(context: Context, entity: Entity, target: Target, limit: int | None = None) -> Steps[list[str]]:
    rows = yield matching_ids_statement(context.catalogue, entity, target.condition, limit)
    if target.id is not None and not rows:
        raise record_not_found()
    return [row[0] for row in rows]


def _answer(context: Context, shape: RecordsShape, target: Target, ids: list[str]) -> Steps[Any]:
    records = yield from answer_ids(context, shape, ids)
    return records[0] if target.id is not None else records
