"""Rows with one key where the last one counts: found in a pass before the import, alone or with what earlier rows hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import orjson

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex


class LastRows:
    """Knows for every key value the last sound row that brings it, and leaves all earlier ones out."""

    def __init__(self, index: DuplicateIndex) -> None:
        self._index = index

    def survey(self, drafts: Iterable[Draft]) -> None:
        """Take note of the key values of rows, which come in the order of the file."""
        claims = self._index.claims(draft for draft in drafts if not draft.errors)
        self._index.database.execute("BEGIN")
        self._index.database.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?)", [(value, draft.row.number) for value, draft, _ in claims]
        )
        self._index.database.execute("COMMIT")

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Leave out every row that a later one stands for."""
        for value, draft, _ in self._index.claims(draft for draft in drafts if draft.is_open):
            if (self._index.row_of(value) or 0) > draft.row.number:
                draft.skip()


class MergedRows:
    """Makes one row of all sound rows that hang together by their keys: the last of them, with what only earlier ones have."""

    def __init__(self, index: DuplicateIndex, read: Callable[[Row], Draft], wholes: frozenset[int]) -> None:
        self._index = index
        self._read = read
        self._wholes = wholes
        """Positions of cells that are objects of several parts."""
        self._database: sqlite3.Connection = index.database
        self._database.execute("CREATE TABLE follower (row INTEGER PRIMARY KEY, next INTEGER NOT NULL)")
        self._database.execute(
            "CREATE TABLE given (row INTEGER, earlier INTEGER, cells BLOB, PRIMARY KEY (row, earlier)) WITHOUT ROWID"
        )

    def survey(self, drafts: Iterable[Draft]) -> None:
        """Take note of rows, which come in the order of the file, and of the earlier rows each of them stands for."""
        self._database.execute("BEGIN")
        for value, draft, _ in self._index.claims(draft for draft in drafts if not draft.errors):
            number, known = draft.row.number, self._index.row_of(value)
            if known is not None and (last := self._last_of(known)) != number:
                self._database.execute("INSERT INTO follower VALUES (?, ?)", (last, number))
            self._database.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (value, number))
        self._database.execute("COMMIT")

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Leave out every row that a later one stands for, and give that one the cells it has not itself."""
        for draft in drafts:
            if not draft.is_open:
                continue
            last = self._last_of(draft.row.number)
            if last != draft.row.number:
                self._hand_on(draft.row, last)
                draft.skip()
            else:
                self._collect(draft)

    def _last_of(self, number: int) -> int:
        """Return the row that stands for a row in the end."""
        last = number
        while found := self._database.execute("SELECT next FROM follower WHERE row = ?", (last,)).fetchone():
            last = found[0]
        if last != number:  # The way is remembered, so that many rows of one key are not gone through again and again.
            self._database.execute("INSERT OR REPLACE INTO follower VALUES (?, ?)", (number, last))
        return last

    def _hand_on(self, row: Row, last: int) -> None:
        self._database.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?)", (last, row.number, orjson.dumps(row.cells)))

    def _collect(self, draft: Draft) -> None:
        """Read the row again as it is with the cells of the rows it stands for; the latest of them comes first."""
        found = self._database.execute("SELECT cells FROM given WHERE row = ? ORDER BY earlier DESC", (draft.row.number,))
        cells = draft.row.cells
        for (given,) in found.fetchall():
            cells = self._filled(cells, orjson.loads(given))
        if cells != draft.row.cells:
            merged = self._read(replace(draft.row, cells=cells))
            draft.row, draft.record, draft.references = merged.row, merged.record, merged.references
            for error in merged.errors:
                draft.reject(error)

    def _filled(self, cells: list[str], earlier: list[str]) -> list[str]:
        width = max(len(cells), len(earlier))
        pairs = zip(*(row + [""] * (width - len(row)) for row in (cells, earlier)), strict=True)
        return [_whole(*pair) if place in self._wholes else pair[0] or pair[1] for place, pair in enumerate(pairs)]


def _whole(cell: str, earlier: str) -> str:
    """Return an object with the parts that only an earlier one has."""
    if not (cell.startswith("{") and earlier.startswith("{")):
        return cell or earlier
    return orjson.dumps({**orjson.loads(earlier), **orjson.loads(cell)}).decode()
