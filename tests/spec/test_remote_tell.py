"""What a client says without a wish for an answer: once, and it never waits nor fails for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import cast

import pytest

from loaders.remote.allowance import Allowance
from loaders.remote.client import Client
from loaders.remote.pace import Pace
from loaders.remote.transport import HttpAnswer, StaleConnection, Transport

DOCUMENT = "mutation M($a: Int) { m(a: $a) }"


class Wire:
    """A transport that notes the bodies, and may break."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.bodies: list[bytes] = []
        self.fault = fault

    def post(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> HttpAnswer:
        """Note a body."""
        self.bodies.append(body)
        if self.fault is not None:
            raise self.fault
        return HttpAnswer(500, b"no JSON")


def client_of(wire: Wire, per_minute: int = 0) -> Client:
    """Return a client that would try again often."""
    return Client(cast("Transport", wire), Pace(10), Allowance(per_minute))


@pytest.mark.parametrize("fault", [None, OSError("broken"), HTTPException(), StaleConnection()])
def test_it_is_sent_once_whatever_comes_back(fault: Exception | None) -> None:
    """A refusal, nonsense or a broken connection are nothing to the caller."""
    wire = Wire(fault)
    client_of(wire).tell(DOCUMENT, {"a": 1})

    assert [{"query": DOCUMENT, "variables": {"a": 1}}] == [json.loads(body) for body in wire.bodies]


def test_it_is_sent_by_a_client_that_was_stopped() -> None:
    """What failed elsewhere is no reason to leave things lying about."""
    wire = Wire()
    client = client_of(wire)
    client.stop()
    client.tell(DOCUMENT, {})

    assert 1 == len(wire.bodies)


def test_it_is_not_sent_beyond_the_limits() -> None:
    """When others would have to wait for it, or it for others, it is left."""
    wire = Wire()
    client = client_of(wire, per_minute=2)
    for _ in range(5):
        client.tell(DOCUMENT, {})

    assert 1 <= len(wire.bodies) <= 2
