"""Two sets of records compared: one is laid down on disk by id, the other walked past it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

import orjson

from loaders.backups.contents import Content, content_bytes
from loaders.errors import FileError

Record = tuple[str, Content]
"""The id of a record and what it holds."""
_WINDOW = 500
_CACHE_KIB = 16 * 1024


class Kind(StrEnum):
    """What may have become of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not on both sides alike; of a changed one the paths whose values differ, with both values."""

    kind: Kind
    id: str
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """How many records are equal, added, removed or changed, and in which fields."""

    equal: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, difference: Difference) -> None:
        """Count one more difference."""
        self.kinds[difference.kind] += 1
        self.fields.update(difference.values.keys())


def compare(left: Iterable[Record], right: Iterable[Record], counts: Counts) -> Iterator[Difference]:
    """Yield how the right records differ from the left ones, the removed last; `counts` has them all at the end."""
    # An empty name is a private temporary file: it spills to disk and is deleted when closed.
    database = sqlite3.connect("", isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        database.execute("CREATE TABLE left_side (id TEXT PRIMARY KEY, content BLOB, met INTEGER)")
        database.execute("BEGIN")
        _lay_down(database, left)
        for difference in _differences(database, right, counts):
            counts.add(difference)
            yield difference
    finally:
        database.close()


def _lay_down(database: sqlite3.Connection, left: Iterable[Record]) -> None:
    rows = 0
    for window in _windows(left):
        values = ((record_id, content_bytes(content)) for record_id, content in window)
        database.executemany("INSERT OR IGNORE INTO left_side VALUES (?, ?, 0)", values)
        if database.total_changes != rows + len(window):
            ids = Counter(record_id for record_id, _ in window)
            query = f"SELECT id FROM left_side WHERE rowid <= ? AND id IN ({_marks(ids)})"  # noqa: S608
            earlier = {row[0] for row in database.execute(query, (rows, *ids))}
            raise _repeated(next(key for key, number in ids.items() if number > 1 or key in earlier))
        rows += len(window)


def _differences(database: sqlite3.Connection, right: Iterable[Record], counts: Counts) -> Iterator[Difference]:
    for window in _windows(right):
        ids = tuple(record_id for record_id, _ in window)
        query = f"UPDATE left_side SET met = met + 1 WHERE id IN ({_marks(ids)}) RETURNING id, content, met"  # noqa: S608
        stored = {record_id: (content, met) for record_id, content, met in database.execute(query, ids).fetchall()}
        for record_id, content in window:
            before, met = stored.get(record_id, (None, 1))
            if met > 1 or (before is not None and ids.count(record_id) > 1):
                raise _repeated(record_id)
            if before is None:
                yield Difference(Kind.ADDED, record_id)
            elif before == content_bytes(content):
                counts.equal += 1
            else:
                yield Difference(Kind.CHANGED, record_id, _values(orjson.loads(before), content))
    for (record_id,) in database.execute("SELECT id FROM left_side WHERE met = 0 ORDER BY id"):
        yield Difference(Kind.REMOVED, record_id)


def _values(before: Content, after: Content) -> dict[str, tuple[Any, Any]]:
    paths = sorted(before.keys() | after.keys())
    return {path: (before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)}


def _windows(records: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    rest = iter(records)
    while window := tuple(islice(rest, _WINDOW)):
        yield window


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def _repeated(record_id: str) -> FileError:
    return FileError(f"the id {record_id} comes twice on one side; without an id of its own a record cannot be compared")
