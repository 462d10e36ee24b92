"""The two media types: Twenty's 200 for nearly everything, and the statuses of GraphQL over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.processes import create_key, served

STRICT = {"accept": "application/graphql-response+json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Serve an empty database to a client with a key."""
    database = tmp_path_factory.mktemp("http") / "ferry.sqlite"
    headers = {"authorization": f"Bearer {create_key(database)}"}
    with served(database) as address, httpx.Client(base_url=address, headers=headers, timeout=30) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("{ companies { totalCount } }", 200),
        ("{ company(filter: {}) { id } }", 200),
        ("{ companies( { }", 400),
        ("{ nope }", 400),
        ("query($id: UUID!) { company(filter: {id: {eq: $id}}) { id } }", 400),
    ],
)
def test_statuses(client: httpx.Client, query: str, status: int) -> None:
    """A client of the strict media type gets its statuses, one of application/json always 200."""
    strict, plain = (client.post("/graphql", json={"query": query}, headers=headers) for headers in (STRICT, {}))

    assert (status, 200) == (strict.status_code, plain.status_code)
    assert "application/graphql-response+json; charset=utf-8" == strict.headers["content-type"]
    assert strict.json() == plain.json()


@pytest.mark.parametrize("authorization", ["", "Basic abc", "Bearer", "Bearer ferry_nope"])
def test_without_a_valid_key(client: httpx.Client, authorization: str) -> None:
    """Without a valid key the strict media type answers 401 and nobody sees a record type."""
    headers = {**STRICT, "authorization": authorization}
    response = client.post("/graphql", json={"query": "{ companies { totalCount } }"}, headers=headers)

    assert (401, "UNAUTHENTICATED") == (response.status_code, response.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("", 200, "application/json"),
        ("*/*", 200, "application/json"),
        ("application/graphql-response+json", 400, "application/graphql-response+json"),
        ("application/graphql-response+json, application/json;q=0.9", 400, "application/graphql-response+json"),
        ("application/json, application/graphql-response+json", 400, "application/graphql-response+json"),
        ("application/json, application/graphql-response+json; q=0.5", 200, "application/json"),
        ("application/graphql-response+json;q=0, */*", 200, "application/json"),
        ("application/graphql-response+json;q=much", 200, "application/json"),
    ],
)
def test_the_media_type_a_client_likes_best(client: httpx.Client, accept: str, status: int, media_type: str) -> None:
    """The strict media type is chosen where it is named and plain JSON is liked no better."""
    response = client.post("/graphql", json={"query": "{ nope }"}, headers={"accept": accept})

    assert (status, f"{media_type}; charset=utf-8") == (response.status_code, response.headers["content-type"])


def test_metadata_without_a_key(client: httpx.Client) -> None:
    """Without a key the metadata API answers 401 to the strict media type, and 200 to plain JSON."""
    body = {"query": "{ objects { edges { node { id } } } }"}
    strict, plain = (client.post("/metadata", json=body, headers={**headers, "authorization": ""}) for headers in (STRICT, {}))

    assert (401, 200) == (strict.status_code, plain.status_code)
    assert ["FORBIDDEN"] == [error["extensions"]["code"] for error in plain.json()["errors"]]


def test_anonymous_introspection_shows_no_records(client: httpx.Client) -> None:
    """Introspection without a key knows only the core fields."""
    query = "{ __schema { queryType { fields { name } } } }"
    answer = client.post("/graphql", json={"query": query}, headers={"authorization": ""}).json()

    assert ["limits"] == [field["name"] for field in answer["data"]["__schema"]["queryType"]["fields"]]


def test_get_queries_with_a_key(client: httpx.Client) -> None:
    """A GET executes a query, its variables being JSON in the address."""
    query = "query($n: Int) { companies(first: $n) { totalCount } }"
    response = client.get("/graphql", params={"query": query, "variables": '{"n": 1}'})

    assert {"data": {"companies": {"totalCount": 0}}} == response.json()


def test_get_never_writes(client: httpx.Client) -> None:
    """A mutation over GET is refused with 405 and changes nothing."""
    response = client.get("/graphql", params={"query": "mutation { createCompany(data: {}) { id } }"})

    assert (405, "POST") == (response.status_code, response.headers["allow"])
    assert (
        0 == client.post("/graphql", json={"query": "{ companies { totalCount } }"}).json()["data"]["companies"]["totalCount"]
    )


def test_get_takes_extensions_and_an_operation_name(client: httpx.Client) -> None:
    """A GET carries the same parameters as a POST; one left empty counts as not given."""
    parameters = {"query": "query A { __typename }", "operationName": "A", "variables": "", "extensions": '{"a": 1}'}
    response = client.get("/graphql", params=parameters)

    assert {"data": {"__typename": "Query"}} == response.json()


def test_head_never_writes(client: httpx.Client) -> None:
    """A HEAD reads its address as a GET does, whatever it has for a body."""
    count, create = "{ companies { totalCount } }", "mutation { createCompany(data: {}) { id } }"
    before = client.post("/graphql", json={"query": count}).json()
    by_body = client.request("HEAD", "/graphql", json={"query": create})
    by_address = client.request("HEAD", "/graphql", params={"query": create})

    assert (400, 405) == (by_body.status_code, by_address.status_code)
    assert before == client.post("/graphql", json={"query": count}).json()


def test_health(client: httpx.Client) -> None:
    """Health and readiness answer 200 on a working server, without a key."""
    assert (200, 200) == tuple(client.get(path, headers={"authorization": ""}).status_code for path in ("/healthz", "/readyz"))
