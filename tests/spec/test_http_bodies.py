"""Bodies that are no GraphQL request are refused with a 4xx that says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.processes import create_key, served


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Serve an empty database to a client with a key."""
    database = tmp_path_factory.mktemp("http") / "ferry.sqlite"
    headers = {"authorization": f"Bearer {create_key(database)}", "content-type": "application/json"}
    with served(database) as address, httpx.Client(base_url=address, headers=headers, timeout=30) as opened:
        yield opened


@pytest.mark.parametrize(
    ("body", "status", "answer"),
    [
        (b"", 400, {"errors": [{"message": "Must provide query string."}]}),
        (b"{}", 400, {"errors": [{"message": "Must provide query string."}]}),
        (b'{"query": null}', 200, {"errors": [{"message": "Must provide query string."}]}),
        (b"[]", 400, {"errors": [{"message": "Batching is not supported."}]}),
    ],
)
def test_recorded_answers(client: httpx.Client, body: bytes, status: int, answer: dict[str, Any]) -> None:
    """Bodies without a query and batches are answered as recorded."""
    response = client.post("/graphql", content=body)

    assert (status, answer) == (response.status_code, response.json())


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b"true",
        b"5",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b'{"query": 5}',
        b'{"query": "{__typename}", "variables": []}',
        b'{"query": "{__typename}", "variables": "x"}',
        b'{"query": "{__typename}", "operationName": 5}',
        b'{"query": "{__typename}", "extensions": []}',
        b'{"query": "{__typename}", "extensions": "x"}',
        b'{"query": "{__typename}", "extensions": 0}',
        b'{"query": "{__typename}", "operationName": "\\ud800"}',
        b'{"query": "{__typename}", "variables": {"a": NaN}}',
        b"[" * 100_000,
    ],
)
def test_malformed_bodies(client: httpx.Client, body: bytes) -> None:
    """What is no JSON object with a query is answered with 400, never with a 5xx."""
    assert 400 == client.post("/graphql", content=body).status_code


def test_text_is_no_json(client: httpx.Client) -> None:
    """A body of another content type is refused with 415 and no words, as recorded."""
    response = client.post("/graphql", content=b'{"query": "{__typename}"}', headers={"content-type": "text/plain"})

    assert (415, "") == (response.status_code, response.text)


def test_large_bodies(client: httpx.Client) -> None:
    """A body above the limit is refused with 413."""
    assert 413 == client.post("/graphql", content=b'{"query": "' + b"x" * 10_000_000 + b'"}').status_code


@pytest.mark.parametrize("depth", [100, 5_000])
def test_deep_documents(client: httpx.Client, depth: int) -> None:
    """A document nested beyond reason is a syntax error."""
    answer = client.post("/graphql", json={"query": "{a" * depth + "}" * depth}).json()

    assert answer["errors"][0]["extensions"]["code"].startswith("GRAPHQL_")


def test_deep_filters(client: httpx.Client) -> None:
    """A filter nested beyond reason is refused by name."""
    condition: dict[str, Any] = {"name": {"eq": "a"}}
    for _ in range(100):
        condition = {"not": condition}
    query = "query($f: CompanyFilterInput) { companies(filter: $f) { totalCount } }"
    answer = client.post("/graphql", json={"query": query, "variables": {"f": condition}}).json()

    assert "INVALID_ARGS_FILTER" == answer["errors"][0]["extensions"]["subCode"]


def test_wide_filters(client: httpx.Client) -> None:
    """A filter of thousands of alternatives is answered."""
    condition = {"or": [{"name": {"eq": str(number)}} for number in range(5_000)]}
    query = "query($f: CompanyFilterInput) { companies(filter: $f) { totalCount } }"
    answer = client.post("/graphql", json={"query": query, "variables": {"f": condition}}).json()

    assert {"data": {"companies": {"totalCount": 0}}} == answer
