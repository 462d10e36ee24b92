"""upsertMany asks the database as much for a thousand rows as for two."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest_asyncio

from schema.operations import Operation, RootField
from server.engine.catalogue import build_catalogue
from server.engine.documents.selections import Selection
from server.engine.operations.context import Context
from server.engine.operations.run import run
from server.engine.operations.stamps import stamp
from server.engine.planning.planner import plan_root, plan_shape
from server.storage.setup import prepare
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Steps
from tests.spec.upserting import rocket_model

CATALOGUE = build_catalogue(rocket_model())
ROOT = RootField("upsertRockets", Operation.UPSERT_MANY, "rocket")
NAME = Selection("name", "name", {})
MAKER = Selection("maker", "maker", {}, (NAME,))
RESULT = Selection(
    "upsertRockets",
    "upsertRockets",
    {},
    (
        Selection("updated", "updated", {}),
        Selection("created", "created", {}),
        Selection("results", "results", {}, (Selection("record", "record", {}, (NAME, MAKER)),)),
    ),
)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> Any:
    """Open an empty database that has rockets."""
    opened = SqliteDatabase(tmp_path / "ferry.sqlite")
    await opened.open()
    await opened.write(partial(prepare, rocket_model()))
    yield opened
    await opened.close()


def counted(work: Steps[Any], statements: list[str]) -> Steps[Any]:
    """Return the work, which notes every statement it asks for."""
    answer: Any = None
    while True:
        try:
            statement = work.send(answer)
        except StopIteration as done:
            return done.value
        statements.append(statement.sql)
        answer = yield statement


def rows(count: int, mass: int) -> list[dict[str, Any]]:
    """Return as many rows of four kinds, each of which gives other columns."""
    return [
        {
            "kind": "BIG",
            "serial": f"s{number}",
            **({"contact": {"primaryEmail": f"c{number}@x.example"}}, {"row": number, "seat": mass}, {"name": "n"}, {})[
                number % 4
            ],
            "mass": mass,
            "meta": {"n": number},
        }
        for number in range(count)
    ]


async def upserted(database: SqliteDatabase, data: list[dict[str, Any]]) -> tuple[dict[str, Any], int]:
    """Return the counts of a call, and how many statements it took."""
    plan = plan_root(CATALOGUE, ROOT, plan_shape(CATALOGUE, ROOT, RESULT), {"data": data})
    statements: list[str] = []
    result = await database.write(lambda: counted(run(Context(CATALOGUE, stamp("test")), plan), statements))
    return {name: result[name] for name in ("created", "updated")}, len(statements)


async def test_the_number_of_statements_does_not_grow(database: SqliteDatabase) -> None:
    """New, half known and changed rows take no more statements for many rows than for a few."""
    few, of_few = await upserted(database, rows(8, 1))
    half, of_half = await upserted(database, rows(16, 2))
    many, of_many = await upserted(database, rows(1000, 3))
    changed, of_changed = await upserted(database, rows(1000, 4))

    assert [{"created": 8, "updated": 0}, {"created": 8, "updated": 8}] == [few, half]
    assert [{"created": 984, "updated": 16}, {"created": 0, "updated": 1000}] == [many, changed]
    assert of_half == of_many
    assert max(of_few, of_changed, of_many) <= 12
