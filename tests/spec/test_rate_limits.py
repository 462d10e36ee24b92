"""Rate limits: buckets of tokens by the clock, and the answers of Twenty when they are empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.security.rate_limits import Allowance, RateLimit, RateLimits
from tests.processes import create_key, served

QUERY = "{ companies(first: 1) { edges { node { id } } } }"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        """Return the milliseconds it was set to."""
        return self.now


@pytest.mark.parametrize(("tokens", "seconds"), [(100, 1), (100, 60), (7, 60), (1, 3)])
@pytest.mark.parametrize("step", [1, 7, 100])
def test_a_bucket_lets_through_what_it_holds_and_what_flows_in(tokens: int, seconds: int, step: int) -> None:
    """Over ten minutes of a caller that never rests exactly the full bucket and the refill pass."""
    clock = Clock()
    allowance = Allowance([RateLimit(tokens, seconds)], clock)
    taken = 0
    for now in range(0, 600_000, step):
        clock.now = now
        while allowance.take() is None:
            taken += 1

    assert tokens + now * tokens // (seconds * 1_000) == taken


def test_a_rest_fills_the_bucket_and_no_more() -> None:
    """After an hour of silence one bucket is there to take."""
    clock = Clock()
    allowance = Allowance([RateLimit(5, 60)], clock)
    while allowance.take() is None:
        clock.now += 1
    clock.now += 3_600_000

    assert [None] * 5 + [(5, 60)] == [allowance.take() for _ in range(6)]


def test_the_empty_bucket_is_named_and_nothing_is_taken_from_the_others() -> None:
    """With two limits the one in the way is told; a refused take costs nothing."""
    clock = Clock()
    allowance = Allowance([RateLimit(10, 1), RateLimit(12, 60)], clock)
    first = [allowance.take() for _ in range(11)]
    clock.now = 1_000
    second = [allowance.take() for _ in range(4)]

    assert [None] * 10 + [(10, 1)] == first
    assert [None, None, (12, 60), (12, 60)] == second


def test_each_key_has_a_bucket_of_its_own() -> None:
    """What one key takes, another one still has; without limits there is nothing to count."""
    limits = RateLimits([RateLimit(1, 60)], Clock())
    one, other = limits.allowance("one"), limits.allowance("other")
    assert one is not None
    assert other is not None

    assert [None, (1, 60), None] == [one.take(), one.take(), other.take()]
    assert RateLimits([]).allowance("one") is None


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Serve an empty database under Twenty's limits."""
    database: Path = tmp_path_factory.mktemp("limits") / "ferry.sqlite"
    headers = {"authorization": f"Bearer {create_key(database)}"}
    with served(database, "--limits", "twenty") as address, httpx.Client(base_url=address, headers=headers) as opened:
        yield opened


def test_the_hundred_and_first_root_field_is_refused_as_twenty_does(client: httpx.Client) -> None:
    """LIMIT_REACHED with status 200 for plain JSON, 429 for GraphQL's own type, always with the headers of the limit."""
    published = client.post("/graphql", json={"query": "{ limits { requestsPerSecond requestsPerMinute } }"}).json()
    answers = [client.post("/graphql", json={"query": QUERY}) for _ in range(104)]
    allowed = [answer for answer in answers if "errors" not in answer.json()]
    strict = client.post("/graphql", json={"query": QUERY}, headers={"accept": "application/graphql-response+json"})
    refusal = answers[-1].json()

    assert {"requestsPerSecond": 100, "requestsPerMinute": 100} == published["data"]["limits"]
    assert 100 <= len(allowed) <= 102
    assert (200, {"companies": None}) == (answers[-1].status_code, refusal["data"])
    assert refusal["errors"] == [
        {
            "message": "Limit reached (100 tokens per 60000 ms)",
            "extensions": {
                "code": "BAD_USER_INPUT",
                "subCode": "LIMIT_REACHED",
                "userFriendlyMessage": "Rate limit reached. Please try again later.",
            },
        }
    ]
    assert ("1", '"1s";q=100;w=1, "60s";q=100;w=60') == (
        answers[-1].headers["retry-after"],
        answers[-1].headers["ratelimit-policy"],
    )
    assert (429, '"60s";r=0;t=1') == (strict.status_code, strict.headers["ratelimit"].split(", ")[1])
    assert "retry-after" not in answers[0].headers
