"""Versions of records: taken in the order of commits, and given by the tables where a statement forgets them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from schema.standard import standard_model
from server.storage.errors import NotNullViolation, UniqueViolation
from server.storage.setup import prepare
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Statement, Steps
from server.storage.versions import CURRENT, VERSION
from tests.feeds import kinds, page
from tests.property.in_process import serving_in_process

MODEL = standard_model()
REQUIRED = '"createdAt", "updatedAt", "position", "createdBySource", "createdByName", "updatedBySource", "updatedByName"'


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    """Open an empty database of the standard model."""
    opened = SqliteDatabase(tmp_path / "ferry.sqlite")
    await opened.open()
    await opened.write(partial(prepare, MODEL))
    yield opened
    await opened.close()


def insert(table: str, record_id: str, **columns: str) -> Steps[None]:
    """Insert a record with a version."""
    names = "".join(f', "{name}"' for name in columns)
    values = (record_id, *["2024-01-01T00:00:00.000Z"] * 2, 0, *["API", "x"] * 2, *columns.values())
    marks = ", ".join("?" * len(values))
    yield Statement(f'INSERT INTO "{table}" (id, {REQUIRED}{names}, {VERSION}) VALUES ({marks}, {CURRENT})', values)


def execute(sql: str, *values: Any) -> Steps[list[Any]]:
    """Execute one statement and return its rows."""
    return (yield Statement(sql, values))


async def versions(database: SqliteDatabase, table: str) -> dict[str, int]:
    """Return the version of every record of a table."""
    return dict(await database.read(partial(execute, f'SELECT id, {VERSION} FROM "{table}"')))


async def test_an_insert_without_a_version_is_refused(database: SqliteDatabase) -> None:
    """Nothing can be stored that the feed would never list."""
    with pytest.raises(NotNullViolation, match=VERSION):
        await database.write(partial(execute, f"INSERT INTO company (id, {REQUIRED}) VALUES (1, 1, 1, 1, 1, 1, 1, 1)"))


async def test_an_update_without_a_version_gets_one(database: SqliteDatabase) -> None:
    """Whatever statement changes a record, the record has the version of that write; others keep theirs."""
    for name in ("a", "b"):
        await database.write(partial(insert, "company", name))
    before = await versions(database, "company")
    await database.write(partial(execute, "UPDATE company SET name = 'x' WHERE id = 'a'"))
    after = await versions(database, "company")

    assert before["a"] < before["b"] == after["b"] < after["a"]


async def test_versions_grow_with_commits(database: SqliteDatabase) -> None:
    """Writes that wait together have versions as they were committed; one that fails takes nobody's."""
    writes = [partial(insert, "company", f"{number:02}") for number in (*range(20), 7)]
    outcomes = await asyncio.gather(*(database.write(write) for write in writes), return_exceptions=True)
    found = await versions(database, "company")

    assert [UniqueViolation] == [type(outcome) for outcome in outcomes if outcome is not None]
    assert sorted(found.values()) == [found[f"{number:02}"] for number in range(20)]
    assert len(set(found.values())) > 1


async def test_another_process_counts_on(database: SqliteDatabase, tmp_path: Path) -> None:
    """A second process that writes to the file takes the numbers that follow."""
    await database.write(partial(insert, "company", "a"))
    other = SqliteDatabase(tmp_path / "ferry.sqlite")
    await other.open()
    await other.write(partial(insert, "company", "b"))
    await database.write(partial(insert, "company", "c"))
    await other.close()
    found = await versions(database, "company")

    assert found["a"] < found["b"] < found["c"]


def test_records_from_before_there_were_versions(tmp_path: Path) -> None:
    """A database that had no versions gets them: its records stand at the beginning, later changes behind them."""
    path = tmp_path / "ferry.sqlite"
    with serving_in_process(path, MODEL) as api:
        made = api.ask("mutation { createCompanies(data: [{}, {}, {}]) { id } }")["createCompanies"]
        ids = sorted(record["id"] for record in made)
    without_versions(path)
    with serving_in_process(path, MODEL) as api:
        assert [("WRITTEN", each) for each in ids] == kinds(api, "companies", None)
        since = page(api, "companies", None, 1)["next"]
        api.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=ids[1])
        api.ask('mutation($id: UUID!) { updateCompany(id: $id, data: {name: "x"}) { id } }', id=ids[0])

        assert [("WRITTEN", ids[2]), ("DESTROYED", ids[1]), ("WRITTEN", ids[0])] == kinds(api, "companies", since)


def without_versions(path: Path) -> None:
    """Take everything that versions need out of a database."""
    connection = sqlite3.connect(path)
    connection.executescript(
        f"""DROP TRIGGER ferry_updated_company; DROP TRIGGER ferry_renamed_company; DROP TRIGGER ferry_deleted_company;
        DROP INDEX IX_company_{VERSION}; ALTER TABLE company DROP COLUMN {VERSION};
        DROP TABLE ferry_tombstone; DROP TABLE ferry_counter; DELETE FROM ferry_state WHERE name = 'model'"""
    )
    connection.close()
