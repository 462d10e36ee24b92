"""Before-images: what records held before a run changed them, and the related records it made or restored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import orjson


class Images:
    """The part of a journal that lets a run be taken back."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def keep(self, load: int, images: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Keep what records hold before they are written; of a field that is written twice the first image stays."""
        for record_id, stored in images:
            known = self.get(load, record_id)
            whole = stored if known is None else {**stored, **known}
            self._database.execute("INSERT OR REPLACE INTO image VALUES (?, ?, ?)", (load, record_id, orjson.dumps(whole)))

    def get(self, load: int, record_id: str) -> dict[str, Any] | None:
        """Return what a record held, by field, or None when the run did not change it."""
        found = self._database.execute(
            "SELECT stored FROM image WHERE load = ? AND record_id = ?", (load, record_id)
        ).fetchone()
        if found is None:
            return None
        image: dict[str, Any] = orjson.loads(found[0])
        return image

    def keep_parents(self, object_name: str, record_ids: Iterable[str], *, made: bool) -> None:
        """Keep which related records the run makes, or restores, because rows name them."""
        rows = [(object_name, record_id, int(made)) for record_id in record_ids]
        self._database.executemany("INSERT OR IGNORE INTO parent VALUES (?, ?, ?)", rows)
        self._database.commit()

    def parents(self) -> Iterator[tuple[str, str, bool]]:
        """Yield object, id, and whether the record was made rather than restored, always in the same order."""
        for object_name, record_id, made in self._database.execute("SELECT * FROM parent ORDER BY object, record_id"):
            yield object_name, record_id, bool(made)

    def parent_count(self) -> int:
        """Return how many related records the run made or restored."""
        count: int = self._database.execute("SELECT count(*) FROM parent").fetchone()[0]
        return count
