"""Inserts: checked columns completed to whole rows, positions given out, one executemany."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from schema.absent import ABSENT, Absent
from schema.columns import Column
from schema.values.refusals import null_violation
from server.engine.catalogue import Entity
from server.engine.errors import value_refused
from server.engine.operations.conflicts import naming_conflict
from server.engine.operations.stamps import SERVER_COLUMNS, Stamp, new_ids
from server.engine.sql.statements import insert_sql, positions_statement
from server.storage.statement import Batch, Row, Steps


@dataclass(frozen=True, slots=True)
class Inserted:
    """Whole rows in the order of the entity's columns, in the order they are answered."""

    rows: Sequence[Row]


def insert(entity: Entity, columns: Mapping[str, list[Any]], numbers: Sequence[int], stamp: Stamp) -> Steps[Inserted]:
    """Insert the rows with these numbers and return them as stored."""
    if not numbers:
        return Inserted(())
    count, every = len(numbers), isinstance(numbers, range)
    given = columns if every else {name: [values[number] for number in numbers] for name, values in columns.items()}
    wanted = given.get("position")
    made = {"id": _ids(given.get("id"), count), "position": (yield from resolve_positions(entity, wanted, count))}
    defaults = column_defaults(entity, stamp)
    whole = (made.get(c.name) or _whole(entity, c, given.get(c.name), defaults.get(c.name), count) for c in entity.columns)
    rows = list(zip(*whole, strict=True))
    if wanted is not None:
        rows = [row for _, row in sorted(zip(map(_group, wanted), rows, strict=True), key=itemgetter(0))]
    yield from naming_conflict(entity, Batch(insert_sql(entity), rows), lambda: given, made["id"])
    return Inserted(rows)


def _ids(given: list[Any] | None, count: int) -> list[str]:
    if given is None:
        return new_ids(count)
    made = iter(new_ids(given.count(ABSENT)))
    return [next(made) if own is ABSENT else own for own in given]


def column_defaults(entity: Entity, stamp: Stamp) -> dict[str, Any]:
    """Return what columns of a new record hold that it was not given."""
    moments = dict.fromkeys(("createdAt", "updatedAt", *entity.now_columns), stamp.now)
    return {**entity.defaults, **moments, **stamp.actors()}


def _whole(entity: Entity, column: Column, given: list[Any] | None, default: Any, count: int) -> list[Any]:
    """Return a column with a value for every row; one that needs a value and has none is refused."""
    if column.name in SERVER_COLUMNS:
        given = None
    # Asking for the types first is a third of the price of looking at every value.
    lacking = given is None or Absent in set(map(type, given))
    if lacking and default is None and not column.nullable:
        raise value_refused(null_violation(entity.table, column.name))
    if given is None:
        return [default] * count
    return [default if value is ABSENT else value for value in given] if lacking else given


def _group(wanted: Any) -> int:
    """Twenty answers, and numbers, records in this order: first or none, last, then explicit numbers."""
    return 0 if wanted is ABSENT or wanted == "first" else 1 if wanted == "last" else 2


def resolve_positions(entity: Entity, wanted: list[Any] | None, count: int) -> Steps[list[Any]]:
    """Return numbers for positions: before all others unless "last" or a number is wanted."""
    numbers = [value for value in wanted or () if _group(value) == 2]
    if len(numbers) == count:
        return numbers
    ((smallest, largest),) = yield positions_statement(entity)
    known = [value for value in (smallest, largest, *numbers) if value is not None]
    before, behind = min(known, default=1), max(known, default=0)
    if wanted is None:
        return [before - place for place in range(1, count + 1)]
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
