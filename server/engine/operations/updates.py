"""Updates: only given columns are written, grouped so that equal sets of columns share one executemany."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from server.engine.catalogue import Entity
from server.engine.operations.conflicts import naming_conflict
from server.engine.operations.inserts import resolve_positions
from server.engine.operations.stamps import SERVER_COLUMNS, Stamp
from server.engine.sql.statements import update_many_statement, update_sql
from server.storage.statement import Batch, Steps

FIXED_COLUMNS = SERVER_COLUMNS | {"createdByName"}
"""What a client may not change once a record exists."""


def update_each(entity: Entity, changes: Mapping[str, dict[str, Any]], stamp: Stamp) -> Steps[None]:
    """Write to each record, by id, its own changes."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for record_id, given in changes.items():
        change = yield from _stamped(entity, given, stamp)
        by_columns.setdefault(tuple(change), []).append((*change.values(), record_id))
    for columns, rows in by_columns.items():
        yield from naming_conflict(entity, Batch(update_sql(entity, columns), rows), partial(_by_column, changes), changes)


def update_all(entity: Entity, ids: Sequence[str], given: Mapping[str, Any], stamp: Stamp) -> Steps[None]:
    """Write the same changes to all these records."""
    if not given or not ids:
        return
    change = yield from _stamped(entity, given, stamp)
    write = update_many_statement(entity, list(change), list(change.values()), ids)
    yield from naming_conflict(entity, write, lambda: {name: [value] for name, value in given.items()}, ids)


def _by_column(changes: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for change in changes.values() for name in change)
    return {name: [change.get(name) for change in changes.values()] for name in names}


def _stamped(entity: Entity, given: Mapping[str, Any], stamp: Stamp) -> Steps[dict[str, Any]]:
    change = {**stamp.updated(), **{name: value for name, value in given.items() if name not in FIXED_COLUMNS}}
    if isinstance(change.get("position"), str):
        (change["position"],) = yield from resolve_positions(entity, [change["position"]], 1)
    return change
