"""The look at a server tells clocks that differ, keys in the open, and objects a key may not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import orjson
import pytest

from loaders.errors import ExitCode, FerryError, PermissionRefused, ServerUnreachable
from loaders.remote.checkup import Verdict, check_up
from loaders.remote.client import Client
from loaders.remote.targets import Target
from loaders.remote.transport import HttpAnswer, parse_address

NOON = "Tue, 14 Nov 2023 22:13:20 GMT"
SECONDS = 1_700_000_000.0
OBJECTS = ("company", "person")


class Server:
    """A server of two objects, some of which the key may not read."""

    target = Target.TWENTY

    def __init__(self, date: str | None = NOON, url: str = "https://example.com", hidden: tuple[str, ...] = ()) -> None:
        self.date, self.hidden = date, hidden
        self.address = parse_address(url)
        self.origin = self.address.origin
        self.failure: FerryError | None = None

    def exchange(self, document: str) -> HttpAnswer:
        """Answer with the server's time, or fail."""
        if self.failure is not None:
            raise self.failure
        return HttpAnswer(200, b"{}", {"date": self.date} if self.date else {})

    def execute(self, document: str, variables: Mapping[str, Any] | None = None, path: str = "") -> dict[str, Any]:
        """Answer a probe, or the model."""
        if path != "/metadata":
            return {"__typename": "Query"}
        names = [
            {"nameSingular": name, "namePlural": f"{name}s", "labelSingular": name, "labelPlural": name, "fieldsList": []}
            for name in OBJECTS
        ]
        nodes = [{"node": {**node, "indexMetadataList": []}} for node in names]
        return {"objects": {"edges": nodes, "pageInfo": {"hasNextPage": False, "endCursor": None}}}

    def send(self, document: str) -> bytes:
        """Answer the first record of each object."""
        assert "companys(first: 1) { edges { node { id } } } persons(first: 1)" in document
        data: dict[str, Any] = {f"{name}s": None if name in self.hidden else {"edges": []} for name in OBJECTS}
        return orjson.dumps({"data": data})

    def keep_to(self, per_second: int | None, per_minute: int | None) -> None:
        """Have no pace."""


def findings(server: Server) -> dict[str, tuple[str, str, int]]:
    """Return verdict, text with remedy, and exit code by name."""
    found = check_up(cast("Client", server), lambda: SECONDS)
    return {one.name: (one.verdict.value, f"{one.text}; {one.remedy}", int(one.exit_code)) for one in found}


def test_all_is_well() -> None:
    """Nothing is found but what is ok."""
    assert {"ok"} == {verdict for verdict, _, _ in findings(Server()).values()}


@pytest.mark.parametrize(
    ("date", "verdict", "said"),
    [
        ("Tue, 14 Nov 2023 22:13:50 GMT", "ok", "agree on the time"),
        ("Tue, 14 Nov 2023 22:13:51 GMT", "warning", "this machine is 31 s behind the server; set the clock"),
        ("Tue, 14 Nov 2023 21:13:20 GMT", "warning", "this machine is 3,600 s ahead of the server; set the clock"),
        ("yesterday", "warning", "cannot be read"),
        (None, "ok", "does not tell its time"),
    ],
)
def test_clocks_are_compared(date: str | None, verdict: str, said: str) -> None:
    """More than half a minute apart is worth a warning."""
    found = findings(Server(date))["clock"]

    assert (verdict, True) == (found[0], said in found[1])


@pytest.mark.parametrize(
    ("url", "verdict"), [("https://example.com", "ok"), ("http://127.0.0.1:8000", "ok"), ("http://example.com", "warning")]
)
def test_a_key_in_the_open_is_warned_of(url: str, verdict: str) -> None:
    """Without encryption the key is safe on this very machine alone."""
    assert verdict == findings(Server(url=url))["encryption"][0]


def test_objects_that_may_not_be_read_are_named() -> None:
    """Some are a warning, all are an error with the exit code of permissions."""
    assert ("warning", "the key may not read persons", 0) == (
        (some := findings(Server(hidden=("person",)))["reading"])[0],
        some[1].partition(";")[0],
        some[2],
    )
    assert ("error", 4) == findings(Server(hidden=OBJECTS))["reading"][::2]


@pytest.mark.parametrize(
    ("failure", "code"), [(ServerUnreachable("gone"), ExitCode.UNREACHABLE), (PermissionRefused("no"), ExitCode.PERMISSION)]
)
def test_the_first_error_ends_the_look(failure: FerryError, code: ExitCode) -> None:
    """What comes after it could not be found out."""
    server = Server()
    server.failure = failure

    assert {"server": (Verdict.ERROR.value, f"{failure}; ", int(code))} == findings(server)
