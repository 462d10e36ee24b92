"""Rows with one key where the last one counts: found in a pass before the import, alone or with what earlier rows hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex


class LastRows:
    """Knows for every key value the last sound row that brings it; with `merging`, rows before it give it their values."""

    def __init__(self, index: DuplicateIndex, *, merging: bool) -> None:
        self._index = index
        self._merging = merging
        self._database: sqlite3.Connection = index.database
        self._database.execute(
            "CREATE TABLE given (row INTEGER, earlier INTEGER, given BLOB, PRIMARY KEY (row, earlier)) WITHOUT ROWID"
        )

    def survey(self, drafts: Iterable[Draft]) -> None:
        """Take note of the key values of rows, which come in the order of the file."""
        claims = self._index.claims(draft for draft in drafts if not draft.errors)
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?)", [(value, draft.row.number) for value, draft, _ in claims]
        )
        self._database.execute("COMMIT")

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Leave out every row that a later one stands for, and give the later one what it holds."""
        sound = [draft for draft in drafts if draft.is_open]
        winners: dict[int, int] = {}
        for value, draft, _ in self._index.claims(sound):
            last = self._index.row_of(value) or draft.row.number
            winners[draft.row.number] = max(last, winners.get(draft.row.number, 0))
        for draft in sound:
            winner = winners.get(draft.row.number, draft.row.number)
            if self._merging:
                self._collect(draft)
            if winner != draft.row.number:
                if self._merging:
                    self._hand_on(draft, winner)
                draft.skip()

    def _hand_on(self, draft: Draft, winner: int) -> None:
        given = orjson.dumps([draft.record, draft.references])
        self._database.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?)", (winner, draft.row.number, given))

    def _collect(self, draft: Draft) -> None:
        found = self._database.execute("SELECT given FROM given WHERE row = ? ORDER BY earlier DESC", (draft.row.number,))
        for (given,) in found.fetchall():
            record, references = orjson.loads(given)
            _add(draft.record, record)
            known = {place for place, _ in draft.references}
            draft.references += [(place, value) for place, value in references if place not in known]


def _add(record: dict[str, Any], earlier: dict[str, Any]) -> None:
    """Give a record the values of an earlier row that it has not itself."""
    for name, value in earlier.items():
        own = record.get(name)
        if name not in record:
            record[name] = value
        elif isinstance(own, dict) and isinstance(value, dict):
            _add(own, value)
