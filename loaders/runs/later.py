"""What a run has put off: rows whose related record may still come, and links between records of the run itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.files.rows import Row


@dataclass(frozen=True, slots=True)
class Link:
    """A join column that is set once every record of the run is there."""

    row: Row
    place: int
    """The number of the mapped column that names the related record."""
    record_id: str
    value: Any


class Later:
    """The part of a journal that holds what is still to be done after the rows."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def defer(self, load: int, rows: Iterable[Row]) -> None:
        """Keep rows for a later pass."""
        values = [(load, row.number, row.line, orjson.dumps(row.cells)) for row in rows]
        self._database.executemany("INSERT OR REPLACE INTO deferred VALUES (?, ?, ?, ?)", values)

    def deferred(self, load: int, after: int, limit: int) -> list[Row]:
        """Return the next deferred rows behind a row."""
        statement = "SELECT number, line, cells FROM deferred WHERE load = ? AND number > ? ORDER BY number LIMIT ?"
        found = self._database.execute(statement, (load, after, limit))
        return [Row(number, line, orjson.loads(cells)) for number, line, cells in found]

    def deferred_count(self) -> int:
        """Return how many rows wait."""
        count: int = self._database.execute("SELECT count(*) FROM deferred").fetchone()[0]
        return count

    def take_up(self, load: int, rows: Iterable[Row]) -> None:
        """Forget deferred rows that are decided now."""
        numbers = [(load, row.number) for row in rows]
        self._database.executemany("DELETE FROM deferred WHERE load = ? AND number = ?", numbers)

    def keep_links(self, load: int, links: Iterable[Link]) -> None:
        """Keep links to be set at the end."""
        values = [
            (
                load,
                link.row.number,
                link.place,
                link.record_id,
                orjson.dumps(link.value),
                link.row.line,
                orjson.dumps(link.row.cells),
            )
            for link in links
        ]
        self._database.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def links(self, load: int, limit: int) -> list[Link]:
        """Return the next links that are not set, all of a row together."""
        last = "SELECT max(number) FROM (SELECT number FROM link WHERE load = ? ORDER BY number, place LIMIT ?)"
        statement = (
            "SELECT number, line, cells, place, record_id, value FROM link "  # noqa: S608 - names of our own
            f"WHERE load = ? AND number <= ({last}) ORDER BY number, place"
        )
        found = self._database.execute(statement, (load, load, limit)).fetchall()
        return [
            Link(Row(number, line, orjson.loads(cells)), place, record_id, orjson.loads(value))
            for number, line, cells, place, record_id, value in found
        ]

    def drop_links(self, load: int, links: Sequence[Link]) -> None:
        """Forget links that are on their way."""
        values = [(load, link.row.number, link.place) for link in links]
        self._database.executemany("DELETE FROM link WHERE load = ? AND number = ? AND place = ?", values)
