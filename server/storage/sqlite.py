"""SQLite: one writer that begins every transaction IMMEDIATE, a few readers on threads, and one reader on the event loop."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from server.storage.errors import Busy, DatabaseUnusable, ForeignKeyViolation, NotNullViolation, StorageError, UniqueViolation
from server.storage.functions import FUNCTIONS
from server.storage.statement import Batch, Steps

T = TypeVar("T")
_READERS = 3
_BUSY_SECONDS = 10
_BRIEF_SECONDS = 0.003
_CLOCK_EVERY = 1_000
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "wal_autocheckpoint=10000",
    "temp_store=MEMORY",
)
_WRITER_CACHE, _READER_CACHE = 65_536, 8_192
"""Pages kept in memory by each connection, in KiB."""
_CONSTRAINT = re.compile(r"(UNIQUE|NOT NULL|FOREIGN KEY) constraint failed(?:: (.*))?")


class SqliteDatabase:
    """A database in one file. Open it before use and close it at the end: its threads are not daemons."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: _Connection | None = None
        self._writing = asyncio.Lock()
        self._readers: asyncio.LifoQueue[_Connection] = asyncio.LifoQueue()
        self._brief: _BriefReader | None = None

    async def open(self) -> None:
        """Open the file, creating it when it is missing."""
        try:
            self._writer = await _threaded(self.path, _WRITER_CACHE)
            for _ in range(_READERS):
                self._readers.put_nowait(await _threaded(self.path, _READER_CACHE))
            self._brief = _BriefReader(self.path)
        except sqlite3.Error as error:
            await self.close()
            raise DatabaseUnusable(f"{self.path}: {error}") from error

    async def close(self) -> None:
        """Close every connection; the last one writes the log back into the file."""
        if self._brief is not None:
            self._brief.close()
        while not self._readers.empty():
            await self._readers.get_nowait().close()
        if self._writer is not None:
            await self._writer.close()
            self._writer = None

    async def read(self, work: Callable[[], Steps[T]], *, brief: bool = False) -> T:
        """Run the work in one read snapshot and return its result.

        Work that is expected to be `brief` starts on the event loop, for a hop between threads costs as much as a page;
        what is not done in time starts again on a thread, as it has changed nothing.
        """
        if brief and self._brief is not None:
            try:
                return self._brief.run(work)
            except _TooLong:
                pass
        connection = await self._readers.get()
        try:
            return await connection.run("BEGIN", work)
        finally:
            self._readers.put_nowait(connection)

    async def write(self, work: Callable[[], Steps[T]]) -> T:
        """Run the work in one write transaction, all or nothing, and return its result once it is on disk."""
        if self._writer is None:
            raise DatabaseUnusable(f"{self.path}: the database is closed")
        async with self._writing:
            return await self._writer.run("BEGIN IMMEDIATE", work)


class _Connection(aiosqlite.Connection):
    """A connection whose thread runs whole pieces of work in one hop."""

    async def run(self, begin: str, work: Callable[[], Steps[T]]) -> T:
        """Run the work between `begin` and COMMIT on the connection's thread."""
        result: T = await self._execute(_transaction, self._conn, begin, work)  # type: ignore[no-untyped-call]
        return result


class _TooLong(Exception):
    """Work on the event loop that took more than its time."""


class _BriefReader:
    """A connection on the event loop itself, whose statements are interrupted when their time is up."""

    def __init__(self, path: Path) -> None:
        self._connection = _connected(path, _READER_CACHE)
        self._connection.set_progress_handler(self._is_over, _CLOCK_EVERY)
        self._deadline = 0.0

    def run(self, work: Callable[[], Steps[T]]) -> T:
        """Run the work in one snapshot, or raise _TooLong."""
        self._deadline = time.perf_counter() + _BRIEF_SECONDS
        try:
            return _transaction(self._connection, "BEGIN", work)
        except StorageError as error:
            if time.perf_counter() >= self._deadline:
                raise _TooLong from error
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _is_over(self) -> bool:
        return time.perf_counter() >= self._deadline


async def _threaded(path: Path, cache: int) -> _Connection:
    return cast("_Connection", await _Connection(partial(_connected, path, cache), iter_chunk_size=64))


def _connected(path: Path, cache: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=512)
    for pragma in (*_PRAGMAS, f"cache_size=-{cache}"):
        connection.execute(f"PRAGMA {pragma}")
    for name, function in FUNCTIONS.items():
        connection.create_function(name, 1, function, deterministic=True)
    return connection


def _transaction(connection: sqlite3.Connection, begin: str, work: Callable[[], Steps[T]]) -> T:
    try:
        connection.execute(begin)
        result = _drive(connection, work())
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _named(error) from error
    else:
        return result
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _drive(connection: sqlite3.Connection, steps: Steps[T]) -> T:
    """Execute what the steps yield until they return; a refusal is thrown into them, who may know more about it."""
    resume: Callable[[], Any] = partial(next, steps)
    while True:
        try:
            statement = resume()
        except StopIteration as done:
            result: T = done.value
            return result
        try:
            if isinstance(statement, Batch):
                connection.executemany(statement.sql, statement.rows)
                rows = []
            else:
                rows = connection.execute(statement.sql, statement.values).fetchall()
        except sqlite3.Error as error:
            resume = partial(steps.throw, _named(error))
        else:
            resume = partial(steps.send, rows)


def _named(error: sqlite3.Error) -> StorageError:
    found = _CONSTRAINT.match(str(error))
    if found is None:
        return Busy(str(error)) if "locked" in str(error) else DatabaseUnusable(str(error))
    kind, columns = found.group(1), (found.group(2) or "")
    names = tuple(column.rpartition(".")[2] for column in columns.split(", "))
    if kind == "UNIQUE":
        return UniqueViolation(names)
    return NotNullViolation(names[0]) if kind == "NOT NULL" else ForeignKeyViolation(str(error))
