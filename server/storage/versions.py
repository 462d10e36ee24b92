"""Versions: every write transaction has a number, and every record bears the number of the one that wrote it last.

SQLite has one writer, who takes the number once it holds the lock: numbers order as commits do. The tables see to the
rest: an INSERT without a version is refused, an UPDATE without one gets it from a trigger, as does a record whose join
column the end of its parent clears, and whatever is deleted leaves a tombstone, by a cascade too.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from typing import Final

from server.storage.statement import Statement, Steps

VERSION: Final = "ferry_version"
"""The column of every record table; the API never shows it, and no field can have its name."""
CURRENT: Final = "(SELECT number FROM ferry_counter)"
"""The number of the running write transaction; while reading, of the last one whose writes are seen."""
NEXT: Final = "UPDATE ferry_counter SET number = number + 1"
TOMBSTONES: Final = (
    """CREATE TABLE IF NOT EXISTS ferry_tombstone (object TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (object, id)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS ferry_tombstone_version ON ferry_tombstone (object, version, id)",
)
"""The records that are gone, kept for ever; `object` is the name of their table."""
_BURY: Final = (
    f"INSERT INTO ferry_tombstone VALUES ('{{table}}', OLD.id, {CURRENT}) ON CONFLICT DO UPDATE SET version = excluded.version"
)
_TRIGGERS: Final = {
    "ferry_updated_{table}": (
        f'AFTER UPDATE ON "{{table}}" WHEN NEW.{VERSION} = OLD.{VERSION} AND NEW.{VERSION} <> {CURRENT} '
        f'BEGIN UPDATE "{{table}}" SET {VERSION} = {CURRENT} WHERE id = NEW.id; END'
    ),
    "ferry_renamed_{table}": f'AFTER UPDATE OF id ON "{{table}}" WHEN NEW.id <> OLD.id BEGIN {_BURY}; END',
    "ferry_deleted_{table}": f'AFTER DELETE ON "{{table}}" BEGIN {_BURY}; END',
}


def begin_counting() -> Steps[None]:
    """Create the counter; `origin` tells this database from every other."""
    yield Statement("CREATE TABLE IF NOT EXISTS ferry_counter (number INTEGER NOT NULL, origin TEXT NOT NULL)")
    if not (yield Statement("SELECT number FROM ferry_counter")):
        yield Statement("INSERT INTO ferry_counter VALUES (0, ?)", (secrets.token_hex(8),))


def triggers(table: str, existing: Collection[str]) -> Iterator[str]:
    """Yield what makes the triggers of a record table, anew where they exist: they hold no data that could be lost."""
    for pattern, body in _TRIGGERS.items():
        name = pattern.format(table=table)
        if name in existing:
            yield f'DROP TRIGGER "{name}"'
        yield f'CREATE TRIGGER "{name}" {body.format(table=table)}'
