"""Inserts: checked columns completed to whole rows, positions given out, one executemany."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from schema.values.refusals import null_violation
from server.engine.catalogue import Entity
from server.engine.conflicts import naming_conflict
from server.engine.errors import value_refused
from server.engine.stamps import Stamp, new_ids
from server.engine.statements import insert_sql, positions_statement
from server.storage.statement import Batch, Row, Steps

_ACTOR_GIVEN = ("createdBySource", "createdByName")
"""What a client may say about the creator; the rest of both actors is the server's."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """Whole rows in the order of the entity's columns, in the order they are answered."""

    rows: Sequence[Row]


def insert(entity: Entity, columns: Mapping[str, list[Any]], numbers: Sequence[int], stamp: Stamp) -> Steps[Inserted]:
    """Insert the rows with these numbers and return them as stored."""
    if not numbers:
        return Inserted(())
    given = {name: [values[number] for number in numbers] for name, values in columns.items()}
    ids = _completed(given.get("id"), new_ids(len(numbers)))
    wanted = given.get("position") or [ABSENT] * len(numbers)
    positions = yield from resolve_positions(entity, wanted)
    whole = [
        ids if column.name == "id" else positions if column.name == "position" else values
        for column, values in zip(entity.columns, _whole(entity, given, len(numbers), stamp), strict=True)
    ]
    rows = list(zip(*whole, strict=True))
    order = sorted(range(len(rows)), key=lambda place: _group(wanted[place]))
    rows = [rows[place] for place in order]
    yield from naming_conflict(entity, Batch(insert_sql(entity), rows), given, frozenset(ids))
    return Inserted(rows)


def _whole(entity: Entity, given: Mapping[str, list[Any]], count: int, stamp: Stamp) -> list[list[Any]]:
    defaults = {**entity.defaults, **dict.fromkeys(entity.now_columns, stamp.now), **stamp.created()}
    whole = []
    for column in entity.columns:
        name = column.name
        values = given.get(name)
        if name.startswith(("createdBy", "updatedBy")) and name not in _ACTOR_GIVEN:
            values = None
        default = defaults.get(name)
        if default is None and not column.nullable and name not in ("id", "position"):
            _refuse_missing(entity, name, values)
        whole.append([default] * count if values is None else _completed(values, [default] * count))
    return whole


def _refuse_missing(entity: Entity, column: str, values: list[Any] | None) -> None:
    if values is None or ABSENT in values:
        raise value_refused(null_violation(entity.obj, column))


def _completed(values: list[Any] | None, defaults: list[Any]) -> list[Any]:
    if values is None:
        return defaults
    return [default if value is ABSENT else value for value, default in zip(values, defaults, strict=True)]


def _group(wanted: Any) -> int:
    """Twenty answers, and numbers, records in this order: first or none, last, then explicit numbers."""
    return 0 if wanted is ABSENT or wanted == "first" else 1 if wanted == "last" else 2


def resolve_positions(entity: Entity, wanted: list[Any]) -> Steps[list[Any]]:
    """Return numbers for positions: before all others unless "last" or a number is wanted."""
    numbers = [value for value in wanted if _group(value) == 2]
    if len(numbers) == len(wanted):
        return wanted
    ((smallest, largest),) = yield positions_statement(entity)
    known = [value for value in (smallest, largest, *numbers) if value is not None]
    before, behind = min(known, default=1), max(known, default=0)
    positions: list[Any] = []
    for value in wanted:
        match _group(value):
            case 0:
                before -= 1
                positions.append(before)
            case 1:
                behind += 1
                positions.append(behind)
            case _:
                positions.append(value)
    return positions
