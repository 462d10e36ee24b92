"""Connections to SQLite: how one is opened, and how steps run on it in a transaction."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, Final, TypeVar

from server.storage.errors import (
    Busy,
    DatabaseUnusable,
    ForeignKeyViolation,
    NotNullViolation,
    SnapshotExpired,
    StorageError,
    UniqueViolation,
)
from server.storage.functions import FUNCTIONS
from server.storage.search_index import catch_up
from server.storage.statement import Batch, Steps
from server.storage.versions import CURRENT, NEXT

T = TypeVar("T")
Work = Callable[[], Steps[T]]
_BUSY_SECONDS = 10
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "wal_autocheckpoint=10000",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)
BEGIN_READ: Final = ("BEGIN",)
BEGIN_WRITE: Final = ("BEGIN IMMEDIATE",)
_BEGIN_NUMBERED: Final = (*BEGIN_WRITE, NEXT)
_CONSTRAINT = re.compile(r"(UNIQUE|NOT NULL|FOREIGN KEY) constraint failed(?:: (.*))?")


def connect(path: Path, cache: int) -> sqlite3.Connection:
    """Open the file, creating it when it is missing; `cache` is how much of it to keep in memory, in KiB."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=512)
    for pragma in (*_PRAGMAS, f"cache_size=-{cache}"):
        connection.execute(f"PRAGMA {pragma}")
    for name, function in FUNCTIONS.items():
        connection.create_function(name, len(signature(function).parameters), function, deterministic=True)
    return connection


def run_alone(connection: sqlite3.Connection, begin: Sequence[str], work: Work[T]) -> T:
    """Run the work between `begin` and COMMIT."""
    try:
        for statement in begin:
            connection.execute(statement)
        result = _drive(connection, work())
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _named(error) from error
    else:
        return result
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def hold(connection: sqlite3.Connection) -> int:
    """Let the connection see the state of now until it lets go, and return the version of that state."""
    try:
        # BEGIN alone sees nothing yet: the first read does.
        for statement in BEGIN_READ:
            connection.execute(statement)
        ((version,),) = connection.execute(f"SELECT {CURRENT}")
    except sqlite3.Error as error:
        raise _named(error) from error
    return int(version)


def run_held(connection: sqlite3.Connection, work: Work[T]) -> T:
    """Run the work in the state a connection holds; an error of the disk may have ended it."""
    if not connection.in_transaction:
        raise SnapshotExpired
    return _drive(connection, work())


def let_go(connection: sqlite3.Connection) -> None:
    """End what a connection holds, and write back to the file what the log had to keep meanwhile."""
    # What the disk refuses here, it refuses the next write too.
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def run_together(connection: sqlite3.Connection, works: Sequence[Work[Any]]) -> list[Any]:
    """Run several writes and make them durable with one commit; each answers its result or its exception.

    A write that fails leaves no trace, and the others stand. What fails only at the commit, a reference to nothing, does
    not say whose it is: then every write runs again for itself.
    """
    if len(works) == 1:
        return [_outcome(partial(_run_numbered, connection, works[0]))]

    def all_works() -> list[Any]:
        for statement in _BEGIN_NUMBERED:
            connection.execute(statement)
        outcomes = [_outcome(partial(_run_within, connection, work)) for work in works]
        _drive(connection, catch_up())
        connection.execute("COMMIT")
        return outcomes

    try:
        return all_works()
    except (sqlite3.Error, StorageError):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return [_outcome(partial(_run_numbered, connection, work)) for work in works]


def _run_numbered(connection: sqlite3.Connection, work: Work[T]) -> T:
    def completed() -> Steps[T]:
        result = yield from work()
        yield from catch_up()
        return result

    return run_alone(connection, _BEGIN_NUMBERED, completed)


def _run_within(connection: sqlite3.Connection, work: Work[T]) -> T:
    connection.execute("SAVEPOINT work")
    try:
        return _drive(connection, work())
    except BaseException:
        connection.execute("ROLLBACK TO work")
        raise
    finally:
        connection.execute("RELEASE work")


def _outcome(run: Callable[[], Any]) -> Any:
    try:
        return run()
    except Exception as error:  # noqa: BLE001 - it belongs to whoever asked for this work, not to the others
        return error


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
    if kind == "NOT NULL":
        return NotNullViolation(columns.partition(".")[0], names[0])
    return ForeignKeyViolation(str(error))
