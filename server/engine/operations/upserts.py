"""Upserts: each row matched by every unique key it has, deleted records included, and parted into inserts and updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from server.engine.catalogue import Entity, UniqueKey
from server.engine.errors import RecordError
from server.engine.sql.statements import key_statement
from server.storage.statement import Steps

Columns = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Parted:
    """Rows to insert, by number, and changes to make, by the id of the matched record; both in input order."""

    inserts: tuple[int, ...]
    changes: Mapping[str, dict[str, Any]]


def part_rows(entity: Entity, columns: Columns, count: int) -> Steps[Parted]:
    """Look every key of every row up, one query per key, and decide what becomes of each row."""
    matches: list[dict[UniqueKey, str]] = [{} for _ in range(count)]
    for key in entity.keys:
        values = key_values(key, columns, count)
        wanted = list(dict.fromkeys(value for value in values if value is not None))
        if not wanted:
            continue
        rows = yield key_statement(entity, key.columns, wanted, live_only=key.live_only)
        found = {row[1:]: row[0] for row in rows}
        for row, value in enumerate(values):
            if value in found:
                matches[row][key] = found[value]
    return _parted(columns, matches)


def key_values(key: UniqueKey, columns: Columns, count: int) -> list[tuple[Any, ...] | None]:
    """Return the key of each row; None where a part is missing, for empty values never match."""
    if any(column not in columns for column in key.columns):
        return [None] * count
    if len(key.columns) == 1:
        return [None if value is None or value is ABSENT else (value,) for value in columns[key.columns[0]]]
    rows = zip(*(columns[column] for column in key.columns), strict=True)
    return [None if any(value is None or value is ABSENT for value in row) else row for row in rows]


def _parted(columns: Columns, matches: list[dict[UniqueKey, str]]) -> Parted:
    inserts: list[int] = []
    changes: dict[str, dict[str, Any]] = {}
    for row, found in enumerate(matches):
        ids = set(found.values())
        if len(ids) > 1:
            raise ambiguous(columns, row, found)
        if not ids:
            inserts.append(row)
            continue
        # What matched is equal already: leaving it out of the update spares its index.
        equal = {"id", *(column for key in found for column in key.columns)}
        given = {name: values[row] for name, values in columns.items() if values[row] is not ABSENT and name not in equal}
        changes.setdefault(ids.pop(), {"deletedAt": None}).update(given)
    return Parted(tuple(inserts), changes)


def ambiguous(columns: Columns, row: int, found: Mapping[UniqueKey, str]) -> RecordError:
    """Refuse a row whose keys are those of several records."""
    keys = "; ".join(
        f"{key.field} ({', '.join(f'{path}: {columns[c][row]}' for path, c in zip(key.paths, key.columns, strict=True))})"
        for key in found
    )
    message = f"Multiple records found with the same unique field values for {keys}. Cannot determine which record to update."
    return RecordError(message, "UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT", message)
