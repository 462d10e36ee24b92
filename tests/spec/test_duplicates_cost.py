"""findDuplicates costs a few statements whatever the number of candidates, and holds to the limits of a request."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schema.standard import standard_model
from server.engine.catalogue import Catalogue, build_catalogue
from server.engine.documents.selections import Selection
from server.engine.errors import RecordError
from server.engine.limits import Limits
from server.engine.operations.context import Context
from server.engine.operations.run import run
from server.engine.operations.stamps import stamp
from server.engine.planning.planner import plan_root, plan_shape
from server.storage.sqlite_connection import connect
from server.storage.statement import Statement
from tests.property.in_process import serving_in_process

CREATE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"
NODE = Selection("node", "node", {}, (Selection("id", "id", {}),))
SELECTION = Selection("d", "personDuplicates", {}, (Selection("n", "totalCount", {}), Selection("e", "edges", {}, (NODE,))))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return a connection to a database of twenty twins of each of ten people."""
    path: Path = tmp_path_factory.mktemp("cost") / "ferry.sqlite"
    names = [{"name": {"firstName": "Twin", "lastName": f"Number{place % 10}"}} for place in range(200)]
    with serving_in_process(path, standard_model()) as api:
        api.ask(CREATE, data=names)
        connection = connect(path, 1_000)
        yield connection
        connection.close()


def answered(connection: sqlite3.Connection, catalogue: Catalogue, **arguments: Any) -> tuple[list[Any], int]:
    """Return the answer of personDuplicates and the number of statements it took."""
    root = catalogue.root_fields["personDuplicates"]
    plan = plan_root(catalogue, root, plan_shape(catalogue, root, SELECTION), arguments)
    steps = run(Context(catalogue, stamp("test")), plan)
    rows, count = None, 0
    while True:
        try:
            statement = steps.send(rows) if rows is not None else next(steps)
        except StopIteration as done:
            return done.value, count
        assert isinstance(statement, Statement)
        rows, count = connection.execute(statement.sql, statement.values).fetchall(), count + 1


def test_many_candidates_take_as_few_statements_as_one(database: sqlite3.Connection) -> None:
    """The ids, one statement per criterion with values, and the records: three for people with names."""
    catalogue = build_catalogue(standard_model())
    ids = [row[0] for row in database.execute('SELECT "id" FROM "person"')]
    answers, statements = answered(database, catalogue, ids=ids)

    assert (200, {19}) == (len(answers), {answer["n"] for answer in answers})
    assert 3 == statements == answered(database, catalogue, ids=ids[:1])[1]


def test_more_records_than_a_request_may_hold(database: sqlite3.Connection) -> None:
    """The records that are found count towards the limit of a request, and are refused before they are read."""
    catalogue = build_catalogue(standard_model(), Limits(nodes=39))
    candidates = [{"name": {"firstName": "Twin", "lastName": f"Number{place}"}} for place in range(2)]

    assert 20 == answered(database, catalogue, data=candidates[:1])[0][0]["n"]
    with pytest.raises(RecordError, match="may hold 40 records together, at most 39 are allowed"):
        answered(database, catalogue, data=candidates)
