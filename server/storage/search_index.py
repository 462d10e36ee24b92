"""The search index: for every object with search fields an FTS5 table with the folded text of each of its records.

No statement keeps it: what a write transaction changed bears its version, so at its end one statement per object finds it.
A trigger on INSERT would cost three times as much, for FTS5 writes its index out at every statement that may fail. Only the
rows that are gone have to be remembered until then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schema.data_model import DataModel
from server.storage.search_sources import source
from server.storage.statement import Statement, Steps
from server.storage.versions import CURRENT, VERSION

ROW: Final = "ferry_row"
"""The column of every record table by which the index knows a record; the API never shows it. Rows without a column of
their own SQLite may number anew."""
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS ferry_searched (object TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS ferry_search_gone (object TEXT NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (object, record)) WITHOUT ROWID""",
)
_OPTIONS: Final = "text, tokenize = \"ascii tokenchars '.@'\", detail = none, columnsize = 0, prefix = '1 2'"
_TRIGGER: Final = """CREATE TRIGGER "ferry_unsearched_{table}" AFTER DELETE ON "{table}"
    BEGIN INSERT OR IGNORE INTO ferry_search_gone VALUES ('{table}', OLD.rowid); END"""
_FILL: Final = 'INSERT INTO "{index}" (rowid, text) SELECT rowid, {source} FROM "{table}"'
# The limit keeps the text from being made twice, once to compare and once to insert.
_REFRESH: Final = f"""INSERT OR REPLACE INTO "{{index}}" (rowid, text) SELECT new.record, new.text
    FROM (SELECT rowid AS record, {{source}} AS text FROM "{{table}}" WHERE {VERSION} = {CURRENT} LIMIT -1) AS new
    LEFT JOIN "{{index}}_content" AS old ON old.id = new.record WHERE new.text IS NOT old.c0"""
_FORGET: Final = 'DELETE FROM "{index}" WHERE rowid IN (SELECT record FROM ferry_search_gone WHERE object = ?)'
_ARMS: Final = 200
"""How many tables one statement asks for changes: SQLite bounds the arms of a UNION."""


def index_name(table: str) -> str:
    """Return the FTS5 table that indexes a record table: its rowid is the record's row, its column `text` the text."""
    return f"ferry_search_{table}"


def begin_indexing() -> Steps[None]:
    """Create the list of indexed tables and the list of rows that are gone."""
    for sql in _TABLES:
        yield Statement(sql)


def build_indexes(model: DataModel) -> Steps[None]:
    """Index every object by its search fields; one that was indexed by others, or not at all, from its records on."""
    wanted = {obj.table: expression for obj in model.objects if (expression := source(obj)) is not None}
    known = yield Statement("SELECT object, source FROM ferry_searched")
    for table, expression in known:
        if wanted.get(table) == expression:
            del wanted[table]
        else:
            yield from _drop(table)
    for table, expression in wanted.items():
        yield from _build(table, expression)


def catch_up() -> Steps[None]:
    """Bring the indexes in step with what the running write transaction has changed."""
    gone = yield Statement("SELECT DISTINCT object FROM ferry_search_gone")
    for (table,) in gone:
        yield Statement(_FORGET.format(index=index_name(table)), (table,))
    if gone:
        yield Statement("DELETE FROM ferry_search_gone")
    known = yield Statement("SELECT object, source FROM ferry_searched")
    sources: dict[str, str] = dict(known)
    for table in (yield from _changed(list(sources))):
        yield Statement(_REFRESH.format(index=index_name(table), table=table, source=sources[table]))


def _changed(tables: Sequence[str]) -> Steps[list[str]]:
    arm = f"SELECT '{{0}}' WHERE EXISTS (SELECT 1 FROM \"{{0}}\" WHERE {VERSION} = {CURRENT})"
    changed: list[str] = []
    for first in range(0, len(tables), _ARMS):
        rows = yield Statement(" UNION ALL ".join(map(arm.format, tables[first : first + _ARMS])))
        changed += [table for (table,) in rows]
    return changed


def _build(table: str, expression: str) -> Steps[None]:
    index = index_name(table)
    yield Statement(f'CREATE VIRTUAL TABLE "{index}" USING fts5({_OPTIONS})')
    yield Statement(_TRIGGER.format(table=table))
    yield Statement(_FILL.format(index=index, table=table, source=expression))
    yield Statement("INSERT INTO ferry_searched VALUES (?, ?)", (table, expression))


def _drop(table: str) -> Steps[None]:
    yield Statement(f'DROP TRIGGER "ferry_unsearched_{table}"')
    yield Statement(f'DROP TABLE "{index_name(table)}"')
    yield Statement("DELETE FROM ferry_searched WHERE object = ?", (table,))
