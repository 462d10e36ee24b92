"""What a server allows is asked of it; what it does not tell is Twenty's."""

from __future__ import annotations

from typing import Any, cast

import pytest

from loaders.errors import UsageError
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.refusals import Refusal, ServerRefused
from loaders.remote.targets import Target

LIMITS: dict[str, int | None] = {
    "maxRecordsPerCreate": 500,
    "maxRecordsPerUpsert": 800,
    "maxRootFields": 20,
    "maxPageSize": 20_000,
    "requestsPerSecond": None,
    "requestsPerMinute": 600,
}
ADDITIONS = {
    "upserts": {"enumValues": []},
    "snapshots": {"name": "ConnectionSnapshot"},
    "changes": {"name": "ChangeKind"},
}
FERRY = Capabilities(
    records_per_call=500,
    records_per_upsert=800,
    jobs=4,
    page=1000,
    row_upserts=True,
    idempotency=True,
    snapshots=True,
    releases=True,
    changes=True,
    requests_per_second=None,
    requests_per_minute=600,
)


class Server:
    """A server that has a type `Limits` with these fields, or does not allow introspection."""

    target = Target.AUTO

    def __init__(self, limits: dict[str, Any] | None, additions: dict[str, Any] | None = None, *, open_: bool = True) -> None:
        self.limits = limits
        self.additions = additions or {}
        self.open = open_
        self.mutations = ["createPerson", "releaseSnapshot"]
        self.asked: list[str] = []
        self.kept_to: tuple[int | None, int | None] | None = None

    def keep_to(self, per_second: int | None, per_minute: int | None) -> None:
        """Note the rates the client shall keep to."""
        self.kept_to = (per_second, per_minute)

    def execute(self, document: str) -> dict[str, Any]:
        """Answer the introspection, or the limits."""
        self.asked.append(document)
        if not self.open:
            raise ServerRefused(Refusal("GraphQL introspection is not allowed"))
        if document.startswith("query Capabilities"):
            limits = self.limits and {"fields": [{"name": name} for name in self.limits]}
            return {"limits": limits, "upserts": None, "snapshots": None, "changes": None, **self.additions}
        return {"limits": self.limits, "mutations": {"fields": [{"name": name} for name in self.mutations]}}


def fetch(server: Server, target: Target = Target.AUTO) -> Capabilities:
    """Return what the loader makes of the server."""
    server.target = target
    return fetch_capabilities(cast("Client", server))


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Server(LIMITS, ADDITIONS), FERRY),
        (Server(None), Capabilities()),
        (Server({"id": "x", "name": "y"}), Capabilities()),
        (Server(None, open_=False), Capabilities()),
    ],
    ids=["a ferry", "a twenty", "a twenty with a custom object of that name", "no introspection"],
)
def test_what_fits_at_once_follows_the_server(server: Server, expected: Capabilities) -> None:
    """A server with limits gets its own numbers, four calls at once and large pages; any other is treated as a Twenty."""
    assert expected == fetch(server)


def test_twenty_allows_two_hundred_records_and_a_hundred_calls() -> None:
    """The numbers of a server that does not tell are those measured of Twenty."""
    twenty = Capabilities()

    assert (200, 200, 1, 200) == (twenty.records_per_call, twenty.records_per_upsert, twenty.jobs, twenty.page)
    assert (100, 100) == (twenty.requests_per_second, twenty.requests_per_minute)
    assert not any((twenty.row_upserts, twenty.idempotency, twenty.snapshots, twenty.releases, twenty.changes))


def test_only_the_limits_a_server_has_are_asked_for() -> None:
    """A server that publishes two of the limits is not asked for the others, and what it does not limit has no limit."""
    server = Server({"maxRecordsPerCreate": 60, "maxRecordsPerUpsert": 60})

    assert (60, 1000, None) == ((found := fetch(server)).records_per_call, found.page, found.requests_per_minute)
    assert server.asked[-1].startswith("{ limits { maxRecordsPerCreate maxRecordsPerUpsert } ")


def test_an_older_ferry_takes_no_snapshot_back() -> None:
    """A server with snapshots but without the mutation is left alone."""
    older = Server(LIMITS, ADDITIONS)
    older.mutations.remove("releaseSnapshot")
    found = fetch(older)

    assert (True, False) == (found.snapshots, found.releases)


def test_a_page_is_no_larger_than_the_server_allows() -> None:
    """The bound of a page holds where it is below the loader's own."""
    assert 300 == fetch(Server({**LIMITS, "maxPageSize": 300})).page


def test_the_target_can_be_said() -> None:
    """`twenty` uses none of the additions and asks nothing; `ferry` refuses a server without them."""
    server = Server(LIMITS, ADDITIONS)

    assert (Capabilities(), []) == (fetch(server, Target.TWENTY), server.asked)
    assert FERRY == fetch(server, Target.FERRY)
    with pytest.raises(UsageError, match="none of Ferry's additions; leave --target out"):
        fetch(Server(None), Target.FERRY)


@pytest.mark.parametrize(("server", "rates"), [(Server(LIMITS, ADDITIONS), (None, 600)), (Server(None), (100, 100))])
def test_the_client_keeps_to_what_was_found(server: Server, rates: tuple[int | None, int | None]) -> None:
    """The rates a server advertises, or Twenty's, hold from now on."""
    fetch(server)

    assert rates == server.kept_to
