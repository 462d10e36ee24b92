"""The records a run has written: the rows behind them, and the rows behind a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import orjson

from loaders.runs.outcomes import Outcome
from loaders.runs.states import RowRecord

WRITTEN = (Outcome.CREATED, Outcome.UPDATED, Outcome.RESTORED)
"""The outcomes of rows that changed a record."""
_OWN = "length(record_id) > 1"  # an id that follows from its row is kept as one character
_COLUMNS = "number, outcome, record_id, updated_at, code"
_CHANGED = f"outcome IN ({', '.join(repr(outcome.value) for outcome in WRITTEN)})"


class Written:
    """The part of a journal that is asked by what was written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def count(self, load: int) -> int:
        """Return how many rows of a file changed a record."""
        counted: int = self._database.execute(
            f"SELECT count(*) FROM row WHERE load = ? AND {_CHANGED}",  # noqa: S608 - names of our own
            (load,),
        ).fetchone()[0]
        return counted

    def rows_before(self, load: int, number: int | None, limit: int) -> list[RowRecord]:
        """Return the rows that changed a record, the last ones first, from before a row on."""
        statement = (
            f"SELECT {_COLUMNS} FROM row WHERE load = ? AND number < coalesce(?, 9e18) AND {_CHANGED} "  # noqa: S608
            "ORDER BY number DESC LIMIT ?"
        )
        return [RowRecord(*row) for row in self._database.execute(statement, (load, number, limit))]

    def of_records(self, load: int, record_ids: Iterable[str]) -> dict[str, RowRecord]:
        """Return the rows of a file that met these records, by the ids as the journal keeps them."""
        self._database.execute(f"CREATE INDEX IF NOT EXISTS row_by_record ON row (record_id) WHERE {_OWN}")
        statement = (
            f"SELECT {_COLUMNS} FROM row WHERE {_OWN} AND load = ? "  # noqa: S608
            "AND record_id IN (SELECT value FROM json_each(?))"
        )
        found = self._database.execute(statement, (load, orjson.dumps(list(record_ids)).decode()))
        return {row.record_id: row for row in (RowRecord(*values) for values in found)}

    def shared(self, load: int) -> int:
        """Return how many rows of a file have a record that an earlier row of it has too."""
        statement = (
            "SELECT count(record_id) - count(DISTINCT record_id) FROM row "  # noqa: S608
            f"WHERE load = ? AND {_OWN} AND outcome NOT IN ('rejected', 'skipped')"
        )
        shared: int = self._database.execute(statement, (load,)).fetchone()[0]
        return shared
