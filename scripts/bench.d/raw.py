"""The database's own limit: the same tuples into the same table and out of it, with nothing but sqlite3."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "wal_autocheckpoint=10000",
    "cache_size=-65536",
    "temp_store=MEMORY",
)
"""Those Ferry sets."""
VERSION = "ferry_version"
UNIQUE = {"company": "domainNamePrimaryLinkUrl", "person": "emailsPrimaryEmail"}
EXPORTED = (
    "id",
    "createdAt",
    "nameFirstName",
    "nameLastName",
    "emailsPrimaryEmail",
    "linkedinLinkPrimaryLinkUrl",
    "jobTitle",
    "phonesPrimaryPhoneNumber",
    "phonesPrimaryPhoneCountryCode",
    "phonesPrimaryPhoneCallingCode",
    "avatarUrl",
    "companyId",
    "city",
    "xLinkPrimaryLinkUrl",
)
"""The columns of the full export of people."""


def copy(source: Path, target: Path) -> None:
    """Copy a database, tables, rows and indexes, as it is at this moment."""
    with sqlite3.connect(source) as origin, sqlite3.connect(target) as copied:
        origin.backup(copied)
    origin.close()
    copied.close()


def strip(database: Path) -> None:
    """Take the versions and triggers, Ferry's own bookkeeping, out of a copy."""
    connection = connect(database)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if VERSION in columns(connection, table):
            connection.execute(f'DROP INDEX "IX_{table}_{VERSION}"')
            connection.execute(f'ALTER TABLE "{table}" DROP COLUMN {VERSION}')
    connection.close()


def connect(database: Path) -> sqlite3.Connection:
    """Open a copy of Ferry's database as Ferry opens it, without what Ferry keeps up to date beside the tables."""
    connection = sqlite3.connect(database, isolation_level=None, cached_statements=512)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    return connection


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table in order."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def stored(database: Path, table: str, ids: Sequence[str]) -> list[Row]:
    """Return the tuples another process stored under these ids, in their order."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    select = f'SELECT * FROM "{table}" WHERE id = ?'
    rows = [connection.execute(select, (key,)).fetchone() for key in ids]
    connection.close()
    return rows


def write(connection: sqlite3.Connection, sql: str, batches: Iterable[Sequence[Row]]) -> int:
    """Write every batch in a transaction of its own and return the number of rows."""
    written = 0
    for batch in batches:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(sql, batch)
        connection.execute("COMMIT")
        written += len(batch)
    return written


def insertion(connection: sqlite3.Connection, table: str) -> str:
    """Return the statement that inserts a tuple."""
    names = columns(connection, table)
    listed = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})'


def upsertion(connection: sqlite3.Connection, table: str) -> str:
    """Return the statement that inserts a tuple or updates the row with its unique value."""
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns(connection, table) if name != "id")
    return f'{insertion(connection, table)} ON CONFLICT ("{UNIQUE[table]}") DO UPDATE SET {changes}'


def export(connection: sqlite3.Connection, table: str, names: Sequence[str], target: Path, page: int) -> int:
    """Write the columns of all live rows to a CSV file, page after page by id, and return the number of rows."""
    listed = ", ".join(f'"{name}"' for name in names)
    select = f'SELECT {listed} FROM "{table}" WHERE id > ? AND "deletedAt" IS NULL ORDER BY id LIMIT ?'
    written, after = 0, ""
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        while rows := connection.execute(select, (after, page)).fetchall():
            writer.writerows(rows)
            written, after = written + len(rows), rows[-1][0]
    return written


def load_csv(connection: sqlite3.Connection, table: str, source: Path, batch: int) -> int:
    """Insert the rows of a CSV file of tuples, empty cells as NULL, in transactions of `batch` rows."""
    sql = insertion(connection, table)
    with source.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        return write(connection, sql, _batches(reader, batch))


def _batches(reader: Iterable[list[str]], size: int) -> Iterable[Sequence[Row]]:
    batch: list[Row] = []
    for cells in reader:
        batch.append(tuple(cell or None for cell in cells))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
