"""Records sorted here come in the order that Ferry's server gives them, empty and equal values included."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from loaders.exports.reading import Reading, read_records
from loaders.exports.selecting import select_fields
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from schema.standard import standard_model
from schema.standard.opportunity import OPPORTUNITY
from tests.property.in_process import client_in_process
from tests.spec.exporting import FERRY, TWENTY

PATHS = (
    "name",
    "stage",
    "amount.amountMicros",
    "amount.currencyCode",
    "closeDate",
    "company.name",
    "createdBy.name",
    "position",
)
DIRECTIONS = ("AscNullsFirst", "AscNullsLast", "DescNullsFirst", "DescNullsLast")
ROWS = 60


class InProcess:
    """The loader's client for a server whose event loop runs in a thread of its own."""

    def __init__(self, database: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._context = client_in_process(database, standard_model())
        self._http, _ = self._run(self._context.__aenter__())

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Return the answer as it came."""
        body: bytes = self._run(self._http.post("/graphql", json={"query": document, "variables": variables})).content
        return body

    def read(self, body: bytes) -> Any:
        """Return the data of an answer."""
        answer = orjson.loads(body)
        assert "errors" not in answer, answer
        return answer["data"]

    def stop(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """End the server and its thread."""
        self._run(self._context.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve opportunities with few different values, many of them empty."""
    chance = random.Random(7)
    server = InProcess(tmp_path_factory.mktemp("sorting") / "ferry.sqlite")
    names = [{"name": name} for name in ("Alpha", "beta", "Été", "")]
    created = server.send("mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }", {"d": names})
    companies = [None, *(company["id"] for company in server.read(created)["createCompanies"])]
    data = [
        {
            "name": chance.choice(("", "a", "B", "é", "10", "9")),
            "stage": chance.choice(("NEW", "SCREENING", "CUSTOMER", "PROPOSAL")),
            "amount": chance.choice((None, {"amountMicros": chance.choice((0, -1, 10**9)), "currencyCode": "EUR"})),
            "closeDate": chance.choice((None, "2024-01-01T00:00:00Z", "1999-01-01T00:00:00Z")),
            "companyId": chance.choice(companies),
            "position": chance.choice((-1, 0.5, 2)),
        }
        for _ in range(ROWS)
    ]
    server.read(server.send("mutation($d: [OpportunityCreateInput!]!) { createOpportunities(data: $d) { id } }", {"d": data}))
    yield cast("Client", server)
    server.close()


def ids(client: Client, order: list[dict[str, Any]], paths: list[str], capabilities: Capabilities, page: int) -> list[str]:
    """Return the ids of all records in an order, read by pages of a size."""
    fields, _ = select_fields((), [("id",), *(tuple(path.split(".")) for path in paths)])
    pages = read_records(client, OPPORTUNITY, fields, capabilities, Reading(order=order, page=page))
    return [edge["node"]["id"] for found in pages for edge in found.edges]


@pytest.mark.parametrize("seed", range(20))
def test_pages_joined_are_one_big_page_however_they_are_sorted(client: Client, seed: int) -> None:
    """With ties and empty values: small pages, one page, and records sorted here after reading by id, are the same rows."""
    chance = random.Random(seed)
    paths = chance.sample(PATHS, chance.randint(1, 3))
    order: list[dict[str, Any]] = [{"id": chance.choice(DIRECTIONS[::3])}]
    for path in reversed(paths):
        key: Any = chance.choice(DIRECTIONS)
        for name in reversed(path.split(".")):
            key = {name: key}
        order.insert(0, key)

    whole = ids(client, order, paths, FERRY, ROWS)
    assert ROWS == len(set(whole))
    assert whole == ids(client, order, paths, FERRY, 7)
    assert whole == ids(client, order, paths, TWENTY, 7)


def test_a_limit_takes_the_first_of_the_order(client: Client) -> None:
    """Where the order is made here all records are read before the first are taken."""
    order = [{"position": "DescNullsLast"}, {"id": "AscNullsFirst"}]
    fields, _ = select_fields((), [("id",), ("position",)])
    reading = Reading(order=order, page=7, limit=3)
    pages = read_records(client, OPPORTUNITY, fields, TWENTY, reading)

    assert [2, 2, 2] == [edge["node"]["position"] for page in pages for edge in page.edges]


def test_sorting_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """What is laid down on disk goes with the export."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    assert ROWS == len(ids(client, [{"name": "AscNullsFirst"}, {"id": "AscNullsFirst"}], ["name"], TWENTY, 20))
    assert [] == list(tmp_path.iterdir())
