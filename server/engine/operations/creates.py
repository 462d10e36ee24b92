"""Creates: createOne and createMany, with or without upsert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from server.engine.operations.answers import answer_ids, answer_rows, projection
from server.engine.operations.connects import resolve_connects
from server.engine.operations.context import Context
from server.engine.operations.inserts import insert
from server.engine.operations.updates import update_each
from server.engine.operations.upserts import part_rows
from server.engine.plans.plan import Create
from server.storage.statement import Steps


def create(context: Context, plan: Create) -> Steps[Any]:
    """Insert the records, or with upsert update those that match, and return them: updated ones first."""
    entity, records = plan.records.entity, plan.records
    columns = yield from resolve_connects(context.catalogue, records)
    numbers: Sequence[int] = range(records.count)
    updated: list[str] = []
    if plan.upsert:
        parted = yield from part_rows(entity, columns, records.count)
        yield from update_each(entity, parted.changes, context.stamp)
        numbers, updated = parted.inserts, list(parted.changes)
    inserted = yield from insert(entity, columns, numbers, context.stamp)
    project = None if updated else projection(plan.shape.record)
    if project is not None:
        written = yield from answer_rows(context, plan.shape, [project(row) for row in inserted.rows])
    else:
        place = next(place for place, column in enumerate(entity.columns) if column.name == "id")
        written = yield from answer_ids(context, plan.shape, updated + [row[place] for row in inserted.rows])
    return written[0] if plan.single else written
