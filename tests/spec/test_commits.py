"""Writes that wait together share a commit; each still stands or falls alone."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from server.storage.errors import ForeignKeyViolation, StorageError, UniqueViolation
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Batch, Statement, Steps

TABLES = (
    "CREATE TABLE parent (id TEXT PRIMARY KEY)",
    "CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)",
)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    """Open a database with two small tables."""
    opened = SqliteDatabase(tmp_path / "ferry.sqlite")
    await opened.open()
    await opened.write(tables)
    yield opened
    await opened.close()


def tables() -> Steps[None]:
    """Create the tables."""
    for sql in TABLES:
        yield Statement(sql)


def add(*ids: str, parent: str | None = None) -> Steps[int]:
    """Add children and return how many there are then."""
    yield Batch("INSERT INTO child VALUES (?, ?)", [(each, parent) for each in ids])
    ((count,),) = yield Statement("SELECT count(*) FROM child")
    return int(count)


def stored(database: SqliteDatabase) -> set[str]:
    """Return the children another connection sees."""
    with sqlite3.connect(database.path) as other:
        return {row[0] for row in other.execute("SELECT id FROM child")}


async def together(database: SqliteDatabase, *works: Steps[int]) -> list[int | BaseException]:
    """Write all at once and return each outcome."""
    return await asyncio.gather(*(database.write(partial(iter_once, work)) for work in works), return_exceptions=True)


def iter_once(work: Steps[int]) -> Steps[int]:
    """Return the work, which must run once only."""
    return work


async def test_writes_that_wait_see_each_other_in_order(database: SqliteDatabase) -> None:
    """Each write sees the ones before it, and all are on disk when they are answered."""
    outcomes = await together(database, *(add(f"{number}") for number in range(20)))

    assert list(range(1, 21)) == outcomes
    assert {f"{number}" for number in range(20)} == stored(database)


async def test_a_refused_write_leaves_no_trace(database: SqliteDatabase) -> None:
    """A duplicate takes its whole call back, and nobody else's."""
    first, second, third, fourth = await together(database, add("a"), add("b"), add("c", "a"), add("d"))

    assert (1, 2, 3) == (first, second, fourth)
    assert isinstance(third, UniqueViolation)
    assert {"a", "b", "d"} == stored(database)


async def test_a_reference_to_nothing_fails_its_own_write(database: SqliteDatabase) -> None:
    """A foreign key that is found wanting only at the commit fails the write it came with."""
    works = [partial(add, "a"), partial(add, "b", parent="nobody"), partial(add, "c"), partial(add, "d")]
    outcomes = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)

    assert [1, 2, 3] == [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    assert isinstance(outcomes[1], ForeignKeyViolation)
    assert {"a", "c", "d"} == stored(database)


async def test_any_exception_reaches_who_caused_it(database: SqliteDatabase) -> None:
    """What the work itself raises is raised where it was asked for."""

    def broken() -> Steps[int]:
        yield from add("lost")
        raise LookupError

    outcomes = await together(database, add("a"), broken(), add("b"))

    assert [int, LookupError, int] == [type(outcome) for outcome in outcomes]
    assert {"a", "b"} == stored(database)


async def test_a_closed_database_refuses(tmp_path: Path) -> None:
    """Writing before opening is an error, not a wait without end."""
    with pytest.raises(StorageError):
        await SqliteDatabase(tmp_path / "ferry.sqlite").write(partial(add, "a"))


async def test_every_connection_is_durable(database: SqliteDatabase) -> None:
    """Every connection writes ahead, syncs fully and checks foreign keys."""

    def pragmas() -> Steps[list[object]]:
        found = []
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            ((value,),) = yield Statement(f"PRAGMA {name}")
            found.append(value)
        return found

    assert ["wal", 2, 1] == await database.write(pragmas)
    assert ["wal", 2, 1] == await database.read(pragmas)
    assert ["wal", 2, 1] == await database.read(pragmas, brief=True)


async def test_a_long_read_moves_to_a_thread(database: SqliteDatabase) -> None:
    """Work that was thought brief and is not still gets its answer."""
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"
    begun = 0

    def long() -> Steps[int]:
        nonlocal begun
        begun += 1
        ((number,),) = yield Statement(count)
        return int(number)

    assert 300_000 == await database.read(long, brief=True)
    assert 2 == begun
