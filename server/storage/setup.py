"""Bring a database up to its data model: create the tables, columns and indexes that are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schema.data_model import DataModel
from server.storage.search_index import build_indexes
from server.storage.statement import Statement, Steps
from server.storage.versions import TOMBSTONES, VERSION, triggers

if TYPE_CHECKING:
    from sqlalchemy import MetaData, Table

_OWN_TABLES = (
    "CREATE TABLE IF NOT EXISTS ferry_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS ferry_api_key (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    last_four TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS ferry_idempotency (owner TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,
    digest TEXT NOT NULL, answer TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (owner, key, place))""",
    "CREATE INDEX IF NOT EXISTS ferry_idempotency_age ON ferry_idempotency (created_at)",
    *TOMBSTONES,
)
_LAYOUT = 3
"""The number of what is made of a model; it grows with every change of the tables beside their columns."""
_STATE = "INSERT INTO ferry_state VALUES ('model', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def prepare(model: DataModel) -> Steps[None]:
    """Create what the model needs and the database lacks; do nothing when it was prepared for this very model."""
    for sql in _OWN_TABLES:
        yield Statement(sql)
    fingerprint = hashlib.sha256(f"{_LAYOUT}{model.objects!r}".encode()).hexdigest()
    known = yield Statement("SELECT value FROM ferry_state WHERE name = 'model'")
    if known == [(fingerprint,)]:
        return
    for sql in (yield from _missing(model)):
        yield Statement(sql)
    yield from build_indexes(model)
    yield Statement(_STATE, (fingerprint,))


def _missing(model: DataModel) -> Steps[list[str]]:
    # SQLAlchemy costs a quarter of a second to import: only a database that needs DDL pays for it.
    from server.storage.tables import model_tables

    metadata = model_tables(model)
    found = yield Statement("SELECT name FROM sqlite_master WHERE type IN ('table', 'index', 'trigger')")
    names = {name for (name,) in found}
    ddl: list[str] = []
    for table in metadata.tables.values():
        if table.name in names:
            rows = yield Statement(f'PRAGMA table_info("{table.name}")')
            ddl += _missing_columns(table, {row[1] for row in rows})
    made = [sql for table in metadata.tables for sql in triggers(table, names)]
    return [*_missing_tables(metadata, names), *ddl, *_missing_indexes(metadata, names), *made]


def _missing_tables(metadata: MetaData, names: set[str]) -> Iterator[str]:
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateTable

    # Tables that refer to each other are created in any order: SQLite looks a foreign key's target up when rows come.
    for table in metadata.tables.values():
        if table.name not in names:
            yield str(CreateTable(table).compile(dialect=dialect()))


def _missing_columns(table: Table, names: set[str]) -> Iterator[str]:
    from sqlalchemy.dialects.sqlite import dialect

    for column in table.columns:
        # A row number cannot be added; every row has one all the same.
        if column.name not in names and not column.primary_key:
            kind = column.type.compile(dialect=dialect())
            reference = "".join(
                f' REFERENCES "{key.target_fullname.split(".")[0]}" (id) ON DELETE {key.ondelete} DEFERRABLE INITIALLY DEFERRED'
                for key in column.foreign_keys
            )
            # Records from before there were versions stand before all others.
            first = " NOT NULL DEFAULT 0" if column.name == VERSION else ""
            yield f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}{reference}{first}'


def _missing_indexes(metadata: MetaData, names: set[str]) -> Iterator[str]:
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex

    for table in metadata.tables.values():
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if index.name not in names:
                yield str(CreateIndex(index).compile(dialect=dialect()))
