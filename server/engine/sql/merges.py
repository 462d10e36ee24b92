"""Statements of mergeMany: the records as they are stored, and what points to them moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from server.engine.sql.query import IDS, json_text
from server.storage.statement import Statement
from server.storage.versions import CURRENT, VERSION


def stored_statement(table: str, columns: Sequence[str], ids: Sequence[str]) -> Statement:
    """Return the live records with these ids: id and these columns."""
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    return Statement(f'SELECT {listed} FROM "{table}" WHERE "id" IN {IDS} AND "deletedAt" IS NULL', (json_text(ids),))


def detach_statement(table: str, column: str, value: str | None, ids: Sequence[str]) -> Statement:
    """Write another value where one of these records points to one of them."""
    sql = f'{_update(table, (column,))} WHERE "id" IN {IDS} AND "{column}" IN {IDS}'
    return Statement(sql, (value, json_text(ids), json_text(ids)))


def move_statement(table: str, column: str, change: Mapping[str, Any], sources: Sequence[str]) -> Statement:
    """Write the change to every record, deleted ones too, that points to one of the sources."""
    return Statement(f'{_update(table, change)} WHERE "{column}" IN {IDS}', (*change.values(), json_text(sources)))


def part_statement(
    table: str, column: str, others: Sequence[str], deleted_at: str, ids: Sequence[str], target: str
) -> Statement:
    """Delete softly what would be equal to another record once all that point to one of these ids point to the target.

    Equal are live records with the same values in the other columns. The one that points to the target already is left
    alone, or else the oldest.
    """
    listed = ", ".join(f'"{name}"' for name in others) or "1"
    given = "".join(f' AND "{name}" IS NOT NULL' for name in others)
    place = f'row_number() OVER (PARTITION BY {listed} ORDER BY "{column}" <> ?, "createdAt", "id")'
    found = f'SELECT "id", {place} AS n FROM "{table}" WHERE "{column}" IN {IDS} AND "deletedAt" IS NULL{given}'
    sql = f'{_update(table, ("deletedAt",))} WHERE "id" IN (SELECT "id" FROM ({found}) WHERE n > 1)'
    return Statement(sql, (deleted_at, target, json_text(ids)))


def _update(table: str, columns: Iterable[str]) -> str:
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    return f'UPDATE "{table}" SET {assignments}, {VERSION} = {CURRENT}'
