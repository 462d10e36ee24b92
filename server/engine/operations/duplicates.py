"""Duplicates: findDuplicates, a few statements whatever the number of candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from schema.absent import ABSENT
from server.engine.catalogue import Entity
from server.engine.errors import too_many_nodes
from server.engine.operations.children import read_children
from server.engine.operations.connects import resolve_connects
from server.engine.operations.context import Context
from server.engine.plans.entries import ConnectionShape
from server.engine.plans.plan import FindDuplicates, Records
from server.engine.results.cursors import cursor_writer
from server.engine.results.writers import PageFacts, connection_writer
from server.engine.sql.duplicates import aggregates_statement, candidates_statement, matches_statement
from server.engine.sql.statements import page_columns, records_statement
from server.storage.statement import Row, Steps

MAX_DUPLICATES: Final = 200
_SHORTEST: Final = 3
_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What duplicates are looked for of: a stored record, or one that might be created."""

    id: str | None
    values: Mapping[str, Any]

    def key(self, columns: Sequence[str]) -> _Key | None:
        """Return its values in the columns of a criterion, or None when one is too short to tell records apart."""
        key = tuple(self.values.get(column) for column in columns)
        return key if all(value is not None and len(str(value)) >= _SHORTEST for value in key) else None


def find_duplicates(context: Context, plan: FindDuplicates) -> Steps[Any]:
    """Return, for every candidate in order, a connection of the live records that have a criterion's values."""
    shape = plan.shape
    entity = shape.record.entity
    if plan.candidates is None:
        candidates = yield from _stored(entity, plan.ids)
    else:
        candidates = yield from _given(context, plan.candidates)
    groups = yield from _groups(entity, candidates)
    nodes = sum(map(len, groups)) * shape.record.nodes
    if shape.wants_rows and nodes > context.catalogue.limits.nodes:
        raise too_many_nodes(nodes, context.catalogue.limits.nodes)
    return (yield from _connections(context, plan, groups))


def _stored(entity: Entity, ids: Sequence[str]) -> Steps[list[_Candidate]]:
    columns = _criteria_columns(entity)
    rows = yield candidates_statement(entity, columns, ids)
    found = {row[0]: _Candidate(row[0], dict(zip(columns, row[1:], strict=True))) for row in rows}
    return [found[record_id] for record_id in ids if record_id in found]


def _given(context: Context, records: Records) -> Steps[list[_Candidate]]:
    columns = yield from resolve_connects(context.catalogue, records)
    rows: list[dict[str, Any]] = [{} for _ in range(records.count)]
    for name in ("id", *_criteria_columns(records.entity)):
        for row, value in zip(rows, columns.get(name, ()), strict=False):
            row[name] = None if value is ABSENT else value
    return [_Candidate(row.get("id"), row) for row in rows]


def _criteria_columns(entity: Entity) -> list[str]:
    return list(dict.fromkeys(column for criterion in entity.obj.duplicate_criteria for column in criterion))


def _groups(entity: Entity, candidates: Sequence[_Candidate]) -> Steps[list[list[str]]]:
    """Return the ids of the duplicates of each candidate; the record that was not written for longest comes first."""
    found: list[set[tuple[str, str]]] = [set() for _ in candidates]
    for criterion in entity.obj.duplicate_criteria:
        keys = [candidate.key(criterion) for candidate in candidates]
        wanted = list(dict.fromkeys(key for key in keys if key is not None))
        if not wanted:
            continue
        # One more than are answered, for the candidate itself may be among them.
        rows = yield matches_statement(entity, criterion, wanted, MAX_DUPLICATES + 1)
        matches: dict[_Key, list[tuple[str, str]]] = defaultdict(list)
        for updated_at, record_id, *values in rows:
            matches[tuple(values)].append((updated_at, record_id))
        for duplicates, key in zip(found, keys, strict=True):
            duplicates.update(matches[key] if key is not None else ())
    return [
        [record_id for _, record_id in sorted(duplicates) if record_id != candidate.id][:MAX_DUPLICATES]
        for duplicates, candidate in zip(found, candidates, strict=True)
    ]


def _connections(context: Context, plan: FindDuplicates, groups: list[list[str]]) -> Steps[list[Any]]:
    shape = plan.shape
    rows = yield from _rows(context, shape, groups)
    connections = yield from read_children(context.catalogue, shape.record, list(rows.values()))
    totals = yield from _totals(shape, groups)
    columns = page_columns(shape.record, plan.order)
    cursor = cursor_writer(plan.order, tuple(columns.index(key.ref) for key in plan.order))
    write = connection_writer(shape)
    return [
        write([rows[record_id] for record_id in group] if rows else [], cursor, PageFacts(False, False, total), connections)
        for group, total in zip(groups, totals, strict=True)
    ]


def _rows(context: Context, shape: ConnectionShape, groups: list[list[str]]) -> Steps[dict[str, Row]]:
    """Return the row of every record that is answered, its id behind the columns of the shape."""
    ids = list(dict.fromkeys(record_id for group in groups for record_id in group))
    if not shape.wants_rows or not ids:
        return {}
    rows = yield records_statement(context.catalogue, shape.record, ids)
    return {row[0]: (*row[1:], row[0]) for row in rows}


def _totals(shape: ConnectionShape, groups: list[list[str]]) -> Steps[list[Row]]:
    if not shape.aggregates:
        return [(len(group),) for group in groups]
    nothing = (None,) * len(shape.aggregates)
    found = {row[0]: row[1:] for row in (yield aggregates_statement(shape, groups))}
    return [(len(group), *found.get(place, nothing)) for place, group in enumerate(groups)]
