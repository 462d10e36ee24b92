"""GraphQL over HTTP: the key, the retries, and answers as data or as one named error."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

import orjson

from loaders.errors import PermissionRefused, ServerAnswerError, ServerUnreachable, Stopped
from loaders.remote.pace import Pace
from loaders.remote.refusals import Refusal, ServerRefused, read_refusal
from loaders.remote.targets import Target
from loaders.remote.transport import HttpAnswer, Transport, parse_address

RECORDS, METADATA = "/graphql", "/metadata"
_BUSY = frozenset((429, 502, 503, 504))


class Client:
    """One server and one key. Every request may be repeated: reads by nature, writes because they carry their ids."""

    def __init__(self, url: str, key: str, purpose: str, pace: Pace, target: Target = Target.AUTO) -> None:
        headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "ferry",
            "X-Ferry-Purpose": purpose,
        }
        self._transport = Transport(parse_address(url), headers)
        self._pace = pace
        self.target = target
        self.notice: Callable[[str], None] = lambda text: print(text, file=sys.stderr)  # noqa: T201
        self._stopped = threading.Event()

    @property
    def origin(self) -> str:
        """The address of the server."""
        return self._transport.address.origin

    def execute(self, document: str, variables: Mapping[str, Any] | None = None, path: str = RECORDS) -> dict[str, Any]:
        """Run one operation and return its data."""
        return self.read(self.send(document, variables, path))

    def send(self, document: str, variables: Mapping[str, Any] | None = None, path: str = RECORDS) -> bytes:
        """Run one operation, repeating it while waiting may cure the failure, and return the answer as it came."""
        body = orjson.dumps({"query": document, "variables": variables or {}})
        attempt = 0
        while True:
            reason, answer = self._try(path, body)
            if answer is not None and reason is None:
                return answer.body
            attempt += 1
            if attempt > self._pace.retries:
                raise ServerUnreachable(f"{self.origin} did not take the request after {attempt} tries: {reason}")
            self._wait(attempt, str(reason), answer)

    def read(self, body: bytes) -> dict[str, Any]:
        """Return the data of an answer, or raise what it refuses."""
        answer = _parse(body)
        errors = answer.get("errors")
        if errors:
            refusal = read_refusal(errors[0])
            if refusal.is_permission:
                raise PermissionRefused(f"{self.origin} refuses: {refusal}; check the key in FERRY_API_KEY and its role")
            raise ServerRefused(refusal)
        data = answer.get("data")
        if not isinstance(data, dict):
            raise ServerAnswerError(f"{self.origin} answered neither data nor errors; is the address right?")
        return data

    def stop(self) -> None:
        """Make every waiting request give up."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _try(self, path: str, body: bytes) -> tuple[str | None, HttpAnswer | None]:
        """Send once; a reason means: not now, perhaps later."""
        if self._stopped.is_set():
            raise Stopped("the run was stopped")
        try:
            answer = self._transport.post(path, body)
        except (socket.gaierror, ssl.SSLCertVerificationError) as error:
            raise ServerUnreachable(f"{self.origin}: {error}; check the address given with --url or FERRY_URL") from error
        except (OSError, HTTPException) as error:
            return f"{self.origin}: {str(error) or type(error).__name__}", None
        if answer.status in _BUSY:
            return f"HTTP {answer.status}", answer
        if b"LIMIT_REACHED" in answer.body[:4096] and (limit := _rate_limit(answer.body)):
            return limit, answer
        self._refuse_status(answer)
        return None, answer

    def _refuse_status(self, answer: HttpAnswer) -> None:
        if answer.status == 413:
            raise ServerRefused(Refusal("the request is too large", "PAYLOAD_TOO_LARGE"))
        if answer.status in (401, 403) and b'"errors"' not in answer.body:
            raise PermissionRefused(f"{self.origin} refuses the key in FERRY_API_KEY (HTTP {answer.status})")
        if answer.status == 404 or (answer.status >= 300 and b'"errors"' not in answer.body):
            raise ServerAnswerError(f"{self.origin} answered HTTP {answer.status}; does it speak Twenty's API there?")

    def _wait(self, attempt: int, reason: str, answer: HttpAnswer | None) -> None:
        seconds = self._pace.wait(attempt, answer.retry_after if answer else None, reason)
        self.notice(f"{reason}; try {attempt} of {self._pace.retries} in {seconds:.1f} s")
        if self._stopped.wait(seconds):
            raise Stopped("the run was stopped")


def _parse(body: bytes) -> dict[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise ServerAnswerError("the server's answer is not GraphQL; does the address name a server that speaks Twenty's API?")
    return answer


def _rate_limit(body: bytes) -> str | None:
    errors = _parse(body).get("errors")
    if isinstance(errors, list) and errors and (refusal := read_refusal(errors[0])).is_rate_limit:
        return refusal.message
    return None
