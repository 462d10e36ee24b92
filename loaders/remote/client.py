"""GraphQL over HTTP: the key, the pace, the retries, and answers as data or as one named error."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import orjson

from loaders.errors import ServerUnreachable, Stopped
from loaders.remote.allowance import Allowance
from loaders.remote.answers import Later, read_data, read_later, refuse_status
from loaders.remote.pace import Pace
from loaders.remote.rate_words import advertised_limits, seconds_asked
from loaders.remote.root_fields import count_root_fields
from loaders.remote.targets import Target
from loaders.remote.transport import Address, HttpAnswer, StaleConnection, Transport

RECORDS, METADATA = "/graphql", "/metadata"
_WORTH_A_WORD = 1.0


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """A request: where it goes, and how many root fields it asks for."""

    path: str
    body: bytes
    headers: Mapping[str, str]
    cost: int


class Client:
    """One server and one key. Every request may be repeated: reads by nature, writes because they carry their ids.

    `notice` is told why nothing happens, for people; `waits` is told the seconds and the reason of every wait.
    """

    def __init__(
        self, transport: Transport, pace: Pace, allowance: Allowance | None = None, target: Target = Target.AUTO
    ) -> None:
        self.target = target
        self.notice: Callable[[str], None] = lambda text: print(text, file=sys.stderr)  # noqa: T201
        self.waits: Callable[[float, str], None] = lambda seconds, reason: None  # noqa: ARG005
        self._transport = transport
        self._pace = pace
        self._allowance = allowance or Allowance()
        self._stopped = threading.Event()

    @property
    def address(self) -> Address:
        """The address of the server."""
        return self._transport.address

    @property
    def origin(self) -> str:
        """The address of the server as a person writes it."""
        return self.address.origin

    def execute(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        path: str = RECORDS,
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        """Run one operation and return its data."""
        return self.read(self.send(document, variables, path, idempotency_key))

    def send(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        path: str = RECORDS,
        idempotency_key: str | None = None,
    ) -> bytes:
        """Run one operation, repeating it while waiting may cure the failure, and return the answer as it came."""
        return self.exchange(document, variables, path, idempotency_key).body

    def exchange(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        path: str = RECORDS,
        idempotency_key: str | None = None,
    ) -> HttpAnswer:
        """Do as `send` does and return the whole answer, headers included."""
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        body = orjson.dumps({"query": document, "variables": variables or {}})
        request = _Outgoing(path, body, headers, count_root_fields(document))
        attempt = 0
        while isinstance(answer := self._try(request), Later):
            attempt += 1
            if attempt > self._pace.retries:
                raise ServerUnreachable(
                    f"{self.origin} did not take the request after {attempt} tries: {answer.reason}; try later, "
                    "the same command goes on"
                )
            self._wait(attempt, answer)
        return answer

    def tell(self, document: str, variables: Mapping[str, Any]) -> None:
        """Send one operation that need not arrive: once, if the limits allow it now, also when the client was stopped."""
        cost = count_root_fields(document)
        if self._allowance.take(cost) is not None:
            return
        body = orjson.dumps({"query": document, "variables": variables})
        try:
            with suppress(OSError, HTTPException, StaleConnection):
                self._transport.post(RECORDS, body)
        finally:
            self._allowance.give_back(cost)

    def read(self, body: bytes) -> dict[str, Any]:
        """Return the data of an answer, or raise what it refuses."""
        return read_data(body, self.origin)

    def keep_to(self, per_second: int | None, per_minute: int | None) -> None:
        """Send no more root fields than this; None is no limit. What the user decided comes first."""
        self._allowance.keep_to(per_second, per_minute)

    def stop(self) -> None:
        """Make every waiting request give up."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _try(self, request: _Outgoing) -> HttpAnswer | Later:
        """Send once, when the limits allow it."""
        try:
            answer = self._post(request)
        except (socket.gaierror, ssl.SSLCertVerificationError) as error:
            raise ServerUnreachable(f"{self.origin}: {error}; check the address given with --url or FERRY_URL") from error
        except (OSError, HTTPException) as error:
            return Later(f"{self.origin}: {str(error) or type(error).__name__}")
        later = read_later(answer, self._pace.now)
        if later is None:
            refuse_status(answer, self.origin)
        return later or answer

    def _post(self, request: _Outgoing) -> HttpAnswer:
        """Post within the limits, again when a connection kept open had broken: the next one is new, so this ends."""
        while True:
            self._enter(request.cost)
            try:
                answer = self._transport.post(request.path, request.body, request.headers)
                self._heed(answer)  # before the place is given back, so that a limit learned now counts this request
                return answer
            except StaleConnection:
                continue
            finally:
                self._allowance.give_back(request.cost)

    def _enter(self, cost: int) -> None:
        """Return when the limits let so many root fields leave."""
        while not self._stopped.is_set() and (wait := self._allowance.take(cost)):
            if wait.is_news and wait.seconds >= _WORTH_A_WORD:
                self.notice(f"waiting {wait.seconds:.0f} s: {wait.reason}")
            self._rest(wait.seconds, wait.reason)
        if self._stopped.is_set():
            raise Stopped("the run was stopped")

    def _heed(self, answer: HttpAnswer) -> None:
        """Take in what the headers say of limits."""
        for tokens, seconds in advertised_limits(answer.headers):
            self._allowance.learn(tokens, seconds)
        if asked := seconds_asked(answer.headers, self._pace.now):
            self._allowance.hold(asked, f"the server asks for a pause of {asked:g} s")

    def _wait(self, attempt: int, later: Later) -> None:
        """Wait before a repetition; after a refusal for speed all requests of the client become slower."""
        asked = later.asked
        if later.limit is not None:
            asked = self._pace.spread(later.limit[1]) if asked is None else asked
            self._allowance.hold(asked, later.reason)
        if later.is_rate and not (later.limit and self._allowance.learn(*later.limit)):
            self._allowance.refused()
        seconds = self._pace.wait(attempt, asked)
        self.notice(f"{later.reason}; try {attempt} of {self._pace.retries} in {seconds:.1f} s")
        self._rest(seconds, later.reason)

    def _rest(self, seconds: float, reason: str) -> None:
        self.waits(seconds, reason)
        if self._pace.rest(self._stopped, seconds):
            raise Stopped("the run was stopped")
