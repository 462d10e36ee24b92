"""A snapshot that is given back: its place is free at once, for who reads it no longer and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import client_in_process, serving_in_process

OPEN = "{ companies { totalCount snapshot { token } } }"
COUNTS = "query($s: String) { companies(snapshot: $s) { totalCount } }"
RELEASE = "mutation($t: String!) { releaseSnapshot(token: $t) }"
CREATE = "mutation { createCompany(data: {}) { id } }"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve a workspace."""
    with serving_in_process(tmp_path_factory.mktemp("released") / "ferry.sqlite", standard_model()) as running:
        yield running


def opened(api: Api) -> str:
    """Open a snapshot and return the token."""
    token: str = api.ask(OPEN)["companies"]["snapshot"]["token"]
    return token


def released(api: Api, token: str) -> bool:
    """Give a token back and return the answer."""
    answer: bool = api.ask(RELEASE, t=token)["releaseSnapshot"]
    return answer


def count(api: Api, token: str | None = None) -> int:
    """Return how many companies there are in a snapshot, or now."""
    number: int = api.ask(COUNTS, s=token)["companies"]["totalCount"]
    return number


def is_ended(api: Api, token: str) -> bool:
    """Tell whether a token is refused as one that stands for nothing."""
    answer = api.send(COUNTS, s=token)
    return [("BAD_USER_INPUT", "SNAPSHOT_EXPIRED")] == [
        (error["extensions"]["code"], error["extensions"]["subCode"]) for error in answer.get("errors", ())
    ]


def test_one_walk_after_another_finds_a_place(api: Api) -> None:
    """However many states are read in a row, none is refused when each is given back."""
    before = count(api)
    for number in range(20):
        token = opened(api)
        api.ask(CREATE)

        assert before + number == count(api, token)
        assert released(api, token)
        assert is_ended(api, token)


def test_a_state_that_another_reads_is_kept(api: Api) -> None:
    """Two who read one state have a token each; giving one back, even twice, takes nothing from the other."""
    before, one, other = count(api), opened(api), opened(api)
    api.ask(CREATE)

    assert [True, False] == [released(api, one), released(api, one)]
    assert is_ended(api, one)
    assert before == count(api, other)
    assert released(api, other)
    assert is_ended(api, other)


@pytest.mark.parametrize("token", ["", "nonsense", "é" * 5_000])
def test_what_stands_for_nothing_cannot_be_released(api: Api, token: str) -> None:
    """An unknown token is no error."""
    assert not released(api, token)


def test_releases_of_a_document_answer_by_their_keys(api: Api) -> None:
    """Several are given back in order, and one that is left out is not."""
    token, kept = opened(api), opened(api)
    answer = api.ask(
        """mutation($t: String!, $kept: String!, $no: Boolean = false) {
          __typename ...F none: releaseSnapshot(token: "none") kept: releaseSnapshot(token: $kept) @include(if: $no)
        }
        fragment F on Mutation { first: releaseSnapshot(token: $t) second: releaseSnapshot(token: $t) }""",
        t=token,
        kept=kept,
    )

    assert {"__typename": "Mutation", "first": True, "second": False, "none": False} == answer
    assert count(api) == count(api, kept)


def test_an_answer_is_not_kept(api: Api) -> None:
    """The same document releases what it names each time."""
    query = f'mutation {{ releaseSnapshot(token: "{opened(api)}") }}'

    assert [True, False, False] == [api.ask(query)["releaseSnapshot"] for _ in range(3)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('{ releaseSnapshot(token: "x") }', 'Cannot query field "releaseSnapshot" on type "Query".'),
        ("mutation { releaseSnapshot(token: null) }", 'Expected value of type "String!", found null.'),
        (
            'mutation { releaseSnapshot(token: "x") createCompany(data: {}) { id } }',
            "This query cannot be executed as a single request. Please split it into separate queries.",
        ),
        (
            " ".join(["mutation {", *(f'r{n}: releaseSnapshot(token: "x")' for n in range(21)), "}"]),
            "Query too complex - Too many root resolvers requested: 21 - Maximum allowed root resolvers: 20",
        ),
    ],
)
def test_a_document_that_cannot_be_executed_is_refused(api: Api, query: str, message: str) -> None:
    """A release is judged by the schema like any GraphQL field, and stands in no document with records."""
    answer = api.send(query)

    assert message == answer["errors"][0]["message"]
    assert not answer.get("data")


async def test_a_release_counts_against_the_rate_limit(tmp_path: Path) -> None:
    """Beyond it nothing of the document is released."""
    twice = "mutation($t: String!) { a: releaseSnapshot(token: $t) b: releaseSnapshot(token: $t) }"
    async with client_in_process(tmp_path / "ferry.sqlite", standard_model(), requests_per_minute=2) as (client, database):
        opened = (await client.post("/graphql", json={"query": OPEN})).json()
        token = opened["data"]["companies"]["snapshot"]["token"]
        answer = (await client.post("/graphql", json={"query": twice, "variables": {"t": token}})).json()

        assert None is answer["data"]
        assert ["LIMIT_REACHED"] == [error["extensions"]["subCode"] for error in answer["errors"]]
        assert database.release_snapshot(token)


async def test_without_a_key_nothing_is_released(tmp_path: Path) -> None:
    """A caller without a key is refused with 401, and the snapshot is still there."""
    strict = {"accept": "application/graphql-response+json", "authorization": ""}
    async with client_in_process(tmp_path / "ferry.sqlite", standard_model()) as (client, _):
        answer = (await client.post("/graphql", json={"query": OPEN})).json()
        token = answer["data"]["companies"]["snapshot"]["token"]
        refused = await client.post("/graphql", json={"query": RELEASE, "variables": {"t": token}}, headers=strict)
        found = (await client.post("/graphql", json={"query": COUNTS, "variables": {"s": token}})).json()

    assert (401, "UNAUTHENTICATED") == (refused.status_code, refused.json()["errors"][0]["extensions"]["code"])
    assert {"data": {"companies": {"totalCount": 0}}} == found
