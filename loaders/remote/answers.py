"""What an answer means: data, a refusal that stays, or one that time may cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.errors import PermissionRefused, ServerAnswerError
from loaders.remote.rate_words import seconds_asked, worded_limit
from loaders.remote.refusals import Refusal, ServerRefused, read_refusal
from loaders.remote.transport import HttpAnswer

_BUSY = frozenset((429, 502, 503, 504))
_LOOKED_AT = 4096
"""A refusal stands at the beginning of an answer; records behind it are not searched."""


@dataclass(frozen=True, slots=True)
class Later:
    """Why a request did not succeed but may when it is sent again, and what the server says of when.

    `limit` are tokens and seconds of a limit the refusal names; `is_rate` tells that requests came too fast.
    """

    reason: str
    asked: float | None = None
    limit: tuple[int, float] | None = None
    is_rate: bool = False


def read_later(answer: HttpAnswer, now: Callable[[], float]) -> Later | None:
    """Return why the request has to be sent again, or None when the answer is final."""
    if answer.status == 409 and "retry-after" in answer.headers:
        return Later("the same request is still running", seconds_asked(answer.headers, now))
    refusal = _first_refusal(answer.body) if b"LIMIT_REACHED" in answer.body[:_LOOKED_AT] else None
    if refusal is not None and refusal.is_rate_limit:
        asked = seconds_asked(answer.headers, now)
        held = refusal.extensions.get("retryAfter")
        limit = worded_limit(refusal.message)
        return Later(refusal.message, float(held) if isinstance(held, int) else asked, limit, limit is not None)
    if answer.status in _BUSY:
        return Later(f"HTTP {answer.status}", seconds_asked(answer.headers, now), is_rate=answer.status == 429)
    return None


def refuse_status(answer: HttpAnswer, origin: str) -> None:
    """Raise what the status of a final answer says, unless its body says more."""
    if answer.status == 413:
        raise ServerRefused(Refusal("the request is too large", "PAYLOAD_TOO_LARGE"))
    if answer.status in (401, 403) and b'"errors"' not in answer.body:
        raise PermissionRefused(f"{origin} refuses the key of FERRY_API_KEY or of the profile (HTTP {answer.status})")
    if answer.status == 404 or (answer.status >= 300 and b'"errors"' not in answer.body):
        raise ServerAnswerError(f"{origin} answered HTTP {answer.status}; does it speak Twenty's API there?")


def read_data(body: bytes, origin: str) -> dict[str, Any]:
    """Return the data of an answer, or raise what it refuses."""
    answer = _parse(body)
    refusal = _refusal_of(answer)
    if refusal is not None and refusal.is_permission:
        hint = "check the key, FERRY_API_KEY or that of the profile, and its role"
        raise PermissionRefused(f"{origin} refuses: {refusal}; {hint}")
    if refusal is not None:
        raise ServerRefused(refusal)
    data = answer.get("data")
    if not isinstance(data, dict):
        raise ServerAnswerError(f"{origin} answered neither data nor errors; is the address right?")
    return data


def _first_refusal(body: bytes) -> Refusal | None:
    return _refusal_of(_parse(body))


def _refusal_of(answer: dict[str, Any]) -> Refusal | None:
    errors = answer.get("errors")
    return read_refusal(errors[0]) if isinstance(errors, list) and errors and isinstance(errors[0], dict) else None


def _parse(body: bytes) -> dict[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise ServerAnswerError("the server's answer is not GraphQL; does the address name a server that speaks Twenty's API?")
    return answer
