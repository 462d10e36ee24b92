"""Bulk writes: what the verdicts on the rows of a bulk upsert make of the table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from schema.absent import ABSENT
from server.engine.operations.inserts import insert, resolve_positions
from server.engine.operations.stamps import Stamp
from server.engine.operations.upsert_rows import Place, UpsertRows
from server.engine.operations.verdicts import Change, Verdicts
from server.engine.sql.statements import update_sql
from server.storage.statement import Batch, Row, Steps


def write_verdicts(rows: UpsertRows, verdicts: Verdicts, stamp: Stamp) -> Steps[Sequence[Row]]:
    """Update the changed records, insert the new ones, and return these whole."""
    positions = yield from _positions(rows, verdicts)
    yield from _update(rows, verdicts, positions, stamp)
    columns = {**rows.columns, "id": list(rows.ids)}
    if positions:
        columns["position"] = [positions.get(row) for row in range(rows.count)]
    numbers = range(rows.count) if len(verdicts.created) == rows.count else verdicts.created
    return (yield from insert(rows.entity, columns, numbers, stamp)).rows


def _positions(rows: UpsertRows, verdicts: Verdicts) -> Steps[Mapping[int, Any]]:
    """Return the positions of the rows that are written and want one; nothing when no row gives any."""
    given = rows.columns.get("position")
    if given is None:
        return {}
    moved = [change.row for change in verdicts.changes if given[change.row] is not ABSENT]
    numbers = sorted([*verdicts.created, *moved])
    wanted = [value.word if isinstance(value := given[row], Place) else value for row in numbers]
    found = yield from resolve_positions(rows.entity, wanted, len(wanted))
    return dict(zip(numbers, found, strict=True))


def _update(rows: UpsertRows, verdicts: Verdicts, positions: Mapping[int, Any], stamp: Stamp) -> Steps[None]:
    """Write a batch for each set of indexed columns that change: writing an index costs more than all else.

    What no index holds is written for all records, changed or not. When a record changes twice, or a unique value goes from
    one record to another, there is one batch in the order of the rows.
    """
    columns, changes = rows.layout.columns, verdicts.changes
    stamped = stamp.updated()
    every = frozenset[int]().union(*(change.places for change in changes)) - {rows.layout.places["updatedAt"]}
    plain = every - _indexed(rows)
    ordered = verdicts.moved or len({change.id for change in changes}) < len(changes)
    batches: dict[frozenset[int], list[Change]] = {}
    for change in changes:
        batches.setdefault(every if ordered else every & (plain | change.places), []).append(change)
    for places, some in batches.items():
        names = [*(columns[place] for place in places), *stamped]
        yield Batch(update_sql(rows.entity, names), [_row(rows, change, places, positions, stamped) for change in some])


def _indexed(rows: UpsertRows) -> frozenset[int]:
    entity = rows.entity
    names = {"createdAt", "position", *entity.join_columns, *(column for key in entity.keys for column in key.columns)}
    return frozenset(place for name, place in rows.layout.places.items() if name in names)


def _row(
    rows: UpsertRows, change: Change, places: Collection[int], positions: Mapping[int, Any], stamped: Mapping[str, Any]
) -> Row:
    """Return the values of an UPDATE: the columns at these places, what the server stamps, and the id."""
    after = change.after
    values = [positions[value.row] if (value := after[place]).__class__ is Place else value for place in places]
    return (*values, *{**stamped, "updatedAt": after[rows.layout.places["updatedAt"]]}.values(), change.id)
