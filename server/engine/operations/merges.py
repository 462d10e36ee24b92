"""Merges: mergeMany, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schema.columns import unique_columns
from schema.model import ManyToOne, ObjectMetadata
from server.engine.errors import RecordError
from server.engine.operations.answers import answer_rows
from server.engine.operations.conflicts import duplicate_entry
from server.engine.operations.context import Context
from server.engine.operations.merged_values import merged_columns, merged_values
from server.engine.operations.stamps import new_ids
from server.engine.operations.trials import tried
from server.engine.operations.updates import update_all
from server.engine.plans.plan import Merge
from server.engine.sql.merges import detach_statement, move_statement, part_statement, stored_statement
from server.engine.sql.statements import delete_statement, records_statement
from server.storage.errors import UniqueViolation
from server.storage.statement import Steps


def merge(context: Context, plan: Merge) -> Steps[Any]:
    """Make the records one and return it.

    What points to the losers, deleted records and those of inactive objects too, points to the survivor afterwards. Where
    only one live record of its kind may do so, as a person may be in a list once, one stays and the others are moved too
    but deleted softly: nothing is lost. A dry run does the same under a new id and takes it back.
    """
    work = _merge(context, plan)
    return (yield from tried(work) if plan.dry_run else work)


def _merge(context: Context, plan: Merge) -> Steps[Any]:
    entity, survivor = plan.shape.record.entity, plan.ids[plan.priority]
    obj = context.catalogue.model.by_name[entity.name]
    target = new_ids(1)[0] if plan.dry_run else survivor
    records = yield from _records(obj, plan, target)
    change = merged_values(obj, records, plan.priority)
    if plan.dry_run:
        change |= {"id": target, "deletedAt": context.stamp.now}
    yield from _move_relations(context, obj, [record_id for record_id in plan.ids if record_id != target], target)
    # The survivor may take over a unique value of another one, which must be gone before.
    yield delete_statement(entity, [record_id for record_id in plan.ids if record_id != survivor])
    yield from update_all(entity, [survivor], change, context.stamp)
    return (yield from _answer(context, plan, target, records))


def _records(obj: ObjectMetadata, plan: Merge, target: str) -> Steps[list[Mapping[str, Any]]]:
    """Return the records in order. A relation between two of them ends: no record becomes a parent of itself."""
    for referring, relation in _relations_to(obj, [obj]):
        yield detach_statement(referring.table, relation.join_column, None if relation.nullable else target, plan.ids)
    columns = merged_columns(obj)
    rows = yield stored_statement(obj.table, columns, plan.ids)
    found = {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}
    if len(found) < len(plan.ids):
        friendly = "One or more records were not found."
        raise RecordError("One or more records not found", "RECORD_NOT_FOUND", friendly, code="NOT_FOUND")
    return [found[record_id] for record_id in plan.ids]


def _move_relations(context: Context, obj: ObjectMetadata, sources: list[str], target: str) -> Steps[None]:
    written = context.stamp.updated()
    for referring, relation in _relations_to(obj, context.catalogue.model.objects):
        table, column = referring.table, relation.join_column
        for index in referring.unique_indexes:
            others = [name for name in unique_columns(referring, index) if name != column]
            if index.live_only and relation.name in index.fields:
                yield part_statement(table, column, others, context.stamp.now, [*sources, target], target)
        try:
            yield move_statement(table, column, {**written, column: target}, sources)
        except UniqueViolation as violation:
            raise duplicate_entry(context.catalogue.entities[obj.name_singular]) from violation


def _relations_to(obj: ObjectMetadata, objects: Iterable[ObjectMetadata]) -> Iterator[tuple[ObjectMetadata, ManyToOne]]:
    for referring in objects:
        for member in referring.members:
            if isinstance(member, ManyToOne) and member.target == obj.name_singular:
                yield referring, member


def _answer(context: Context, plan: Merge, target: str, records: list[Mapping[str, Any]]) -> Steps[Any]:
    obj, shape = context.catalogue.model.by_name[plan.shape.record.entity.name], plan.shape.record
    asked = {ref.column.name for ref in shape.columns if not ref.path}
    shown = merged_values(obj, records, plan.priority, asked)
    ((_, *row),) = yield records_statement(context.catalogue, shape, [target])
    values = tuple(
        value if ref.path else shown.get(ref.column.name, value) for ref, value in zip(shape.columns, row, strict=True)
    )
    return (yield from answer_rows(context, plan.shape, [values]))[0]
