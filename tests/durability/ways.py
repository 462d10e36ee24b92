"""The way to a server on which troubles befall batches: straight to Ferry, or to Ferry in the likeness of Twenty."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from http.client import HTTPException
from typing import Any, Protocol

from tests.io.flaky_proxy import FlakyProxy, Reply, serving
from tests.twenty_like import TwentyLike

_BATCH = re.compile(r"/(\d+)")
_PLENTY = 1_000_000


class AnswerLost(Exception):
    """The connection is cut in place of an answer."""


_CUT = (AnswerLost, OSError, HTTPException)


class Carrier(Protocol):
    """Who decides what becomes of a request."""

    def carry(self, batch: int | None, forward: Callable[[], Reply]) -> Reply:
        """Return the answer to a batch, or to another mutation where there is no number, or raise AnswerLost."""


def batch_number(headers: Mapping[str, str]) -> int | None:
    """Return the number of the batch that a request carries: its idempotency key ends with it."""
    found = _BATCH.search(headers.get("idempotency-key", ""))
    return int(found[1]) if found else None


class FerryWay(FlakyProxy):
    """Passes everything on, unless the carrier decides otherwise."""

    def __init__(self, target: str, carrier: Carrier) -> None:
        super().__init__(target, [])
        self._carrier = carrier

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return what the client gets."""
        if b"mutation" not in body:
            return self.forward(path, body, headers)
        return self._carrier.carry(batch_number(headers), lambda: self.forward(path, body, headers))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that were cut on purpose, or because the server was away."""
        if not isinstance(sys.exception(), _CUT):
            super().handle_error(request, client_address)


class TwentyWay(TwentyLike):
    """Passes everything on as Twenty would take it, without its limits, unless the carrier decides otherwise."""

    def __init__(self, target: str, carrier: Carrier) -> None:
        super().__init__(target, [], tokens=_PLENTY, seconds=1.0, records=200)
        self._carrier = carrier

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return what the client gets."""
        if b"mutation" not in body:
            return super().reply(path, body, headers)
        return self._carrier.carry(batch_number(headers), lambda: super(TwentyWay, self).reply(path, body, headers))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that were cut on purpose, or because the server was away."""
        if not isinstance(sys.exception(), _CUT):
            super().handle_error(request, client_address)


def way_to(target: str, carrier: Carrier, *, twenty: bool) -> AbstractContextManager[Any]:
    """Open the way to the server at an address."""
    return serving(TwentyWay(target, carrier) if twenty else FerryWay(target, carrier))
