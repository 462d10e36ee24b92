"""Idempotency-Key: a mutation sent again answers what it answered and is carried out once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes import create_key, served

CREATE = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id name } }"
COUNT = "query($f: CompanyFilterInput) { companies(filter: $f) { totalCount } }"


@dataclass(frozen=True, slots=True)
class Server:
    """A server with two keys to it."""

    client: httpx.Client
    database: Path
    keys: tuple[str, str]

    def send(self, query: str, idempotency_key: str | None, key: int = 0, **variables: Any) -> httpx.Response:
        """Send a document under an idempotency key."""
        headers = {"authorization": f"Bearer {self.keys[key]}"}
        if idempotency_key is not None:
            headers["idempotency-key"] = idempotency_key
        return self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)

    def count(self, name: str) -> int:
        """Return how many companies have this name."""
        answer = self.send(COUNT, None, f={"name": {"eq": name}}).json()
        return int(answer["data"]["companies"]["totalCount"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve an empty database."""
    database = tmp_path_factory.mktemp("idempotency") / "ferry.sqlite"
    keys = (create_key(database, "first"), create_key(database, "second"))
    with served(database) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield Server(client, database, keys)


def test_the_same_request_is_carried_out_once(server: Server) -> None:
    """The second answer is the first one to the byte, and there is one record."""
    first, second = (server.send(CREATE, "once", d=[{"name": "once"}]) for _ in range(2))

    assert (first.content, 1) == (second.content, server.count("once"))


def test_without_a_key_every_request_counts(server: Server) -> None:
    """What is sent twice without a key is carried out twice."""
    for _ in range(2):
        server.send(CREATE, None, d=[{"name": "twice"}])

    assert server.count("twice") == 2


def test_another_body_is_refused(server: Server) -> None:
    """A key stands for one body: another one is a conflict and writes nothing."""
    server.send(CREATE, "body", d=[{"name": "body"}])
    answer = server.send(CREATE, "body", d=[{"name": "other body"}])
    extensions = answer.json()["errors"][0]["extensions"]

    assert (422, "CONFLICT", "IDEMPOTENCY_KEY_REUSED") == (answer.status_code, extensions["code"], extensions["subCode"])
    assert server.count("other body") == 0


def test_the_keys_of_two_callers_are_two(server: Server) -> None:
    """Whoever sends the same text with another API key sends another key."""
    for key in (0, 1):
        server.send(CREATE, "shared", key, d=[{"name": "shared"}])

    assert server.count("shared") == 2


def test_a_refusal_is_remembered(server: Server) -> None:
    """A mutation that was refused stays refused under its key, even when it would now succeed."""
    company = {"name": "taken", "domainName": {"primaryLinkUrl": "https://taken.example"}}
    server.send(CREATE, None, d=[company])
    first = server.send(CREATE, "refused", d=[company])
    server.send('mutation { destroyCompanies(filter: {name: {eq: "taken"}}) { id } }', None)
    second = server.send(CREATE, "refused", d=[company])

    assert "A duplicate entry was detected" == first.json()["errors"][0]["message"]
    assert (first.content, 0) == (second.content, server.count("taken"))


def test_every_mutation_of_a_document_is_remembered_by_its_place(server: Server) -> None:
    """A document of two mutations, one of them refused, answers both again and writes once."""
    query = """mutation { createCompany(data: {name: "placed"}) { id } updatePerson(
        id: "00000000-0000-4000-8000-000000000000", data: {jobTitle: "x"}) { id } }"""
    first, second = (server.send(query, "places") for _ in range(2))

    assert ("Record not found", first.content) == (first.json()["errors"][0]["message"], second.content)
    assert server.count("placed") == 1


def test_many_at_once_are_carried_out_once(server: Server) -> None:
    """Of fifty requests of one key one is carried out; the others answer the same or are told to come back."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: server.send(CREATE, "many", d=[{"name": "many"}]), range(50)))
    contents = {answer.content for answer in answers if answer.status_code == 200}
    waiting = [answer for answer in answers if answer.status_code != 200]

    assert (1, 1) == (len(contents), server.count("many"))
    assert all(a.status_code == 409 and a.headers["retry-after"] and "IN_USE" in a.text for a in waiting)


def test_a_key_is_forgotten_after_a_day(server: Server) -> None:
    """What was remembered more than 24 hours ago is carried out anew."""
    server.send(CREATE, "day", d=[{"name": "day"}])
    with sqlite3.connect(server.database) as connection:
        connection.execute("UPDATE ferry_idempotency SET created_at = '2020-01-01T00:00:00.000Z' WHERE key = 'day'")
    connection.close()
    server.send(CREATE, "day", d=[{"name": "day"}])

    assert server.count("day") == 2


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_is_none_is_refused(server: Server, key: str) -> None:
    """A key has 1 to 255 characters."""
    answer = server.send(CREATE, key, d=[{"name": "bad key"}])

    assert (400, "BAD_USER_INPUT") == (answer.status_code, answer.json()["errors"][0]["extensions"]["code"])
    assert server.count("bad key") == 0
