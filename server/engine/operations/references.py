"""References: the records of other objects that rows of a bulk upsert name, looked up before any row is judged."""

from __future__ import annotations

from typing import Any

from schema.absent import ABSENT
from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import foreign_key_violation
from server.engine.operations.connects import find_connected, named, not_connected
from server.engine.plans.plan import Records, UpsertMany
from server.engine.plans.upserts import Rejection
from server.engine.sql.candidates import existing_ids_statement
from server.storage.statement import Steps

Resolved = tuple[dict[str, list[Any]], dict[int, Rejection]]


def resolve_references(catalogue: Catalogue, plan: UpsertMany) -> Steps[Resolved]:
    """Return the columns with what is connected, and by number all rows that are refused so far.

    Records of the rows' own object are left for later: an earlier row may make them.
    """
    records = plan.records
    columns, rejected = dict(records.columns), dict(plan.rejected)
    for relation in records.entity.join_columns.values():
        target = catalogue.entities[relation.target]
        if target is records.entity or relation.join_column not in columns:
            continue
        yield from _refuse_missing(records, relation, target, rejected)
        columns[relation.join_column] = yield from _connected(records, relation, target, rejected)
    return columns, rejected


def _refuse_missing(records: Records, relation: ManyToOne, target: Entity, rejected: dict[int, Rejection]) -> Steps[None]:
    column = records.columns[relation.join_column]
    ids = set(column) - {None, ABSENT}
    if not ids:
        return
    rows = yield existing_ids_statement(target, ids)
    missing = ids - {row[0] for row in rows}
    if missing:
        error = foreign_key_violation(records.entity.table)
        for row, value in enumerate(column):
            if value in missing and row not in rejected:
                rejected[row] = Rejection.of(error, relation.join_column)


def _connected(records: Records, relation: ManyToOne, target: Entity, rejected: dict[int, Rejection]) -> Steps[list[Any]]:
    column, connects = records.columns[relation.join_column], records.connects.get(relation.name)
    if connects is None:
        return column
    column, found = list(column), (yield from find_connected(target, connects))
    for row, connect in enumerate(connects):
        if connect is None:
            continue
        record = found.get(named(connect))
        if record is not None:
            column[row] = record
        elif row not in rejected:
            rejected[row] = Rejection.of(not_connected(target, connect), relation.name)
    return column
