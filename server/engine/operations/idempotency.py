"""Idempotency: the answer of a mutation, remembered with its key in the very transaction that wrote.

A document of several mutations remembers each by its place: one that was cut short goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from server.engine.errors import RecordError, idempotency_key_reused
from server.engine.operations.stamps import instant
from server.storage.statement import Statement, Steps

_KEPT: Final = timedelta(hours=24)
_FORGET = "DELETE FROM ferry_idempotency WHERE created_at < ?"
_FIND = "SELECT digest, place, answer FROM ferry_idempotency WHERE owner = ? AND key = ?"
_REMEMBER = """INSERT INTO ferry_idempotency (owner, key, place, digest, answer, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Remembrance:
    """Where an answer is remembered: under the id of the API key, the idempotency key it sent, and the mutation's place.

    `digest` stands for the body of the request.
    """

    owner: str
    key: str
    place: int
    digest: str


def once(remembrance: Remembrance, work: Callable[[], Steps[Any]]) -> Steps[Any]:
    """Run the work and remember its answer, or return the one that is remembered.

    Raises the RecordError that is remembered, and RequestError for a key that came before with another body.
    """
    now = datetime.now(UTC)
    yield Statement(_FORGET, (instant(now - _KEPT),))
    rows = yield Statement(_FIND, (remembrance.owner, remembrance.key))
    if any(digest != remembrance.digest for digest, _, _ in rows):
        raise idempotency_key_reused()
    for _, place, answer in rows:
        if place == remembrance.place:
            return _recalled(orjson.loads(answer))
    answer = yield from work()
    yield _remember(remembrance, {"data": answer})
    return answer


def remember_refusal(remembrance: Remembrance, error: RecordError) -> Steps[None]:
    """Remember that a mutation was refused, whose transaction has been rolled back."""
    yield _remember(remembrance, error.as_graphql())


def _recalled(answer: dict[str, Any]) -> Any:
    if "data" in answer:
        return answer["data"]
    raise RecordError.recalled(answer)


def _remember(remembrance: Remembrance, answer: dict[str, Any]) -> Statement:
    text, now = orjson.dumps(answer).decode(), instant(datetime.now(UTC))
    where = (remembrance.owner, remembrance.key, remembrance.place)
    return Statement(_REMEMBER, (*where, remembrance.digest, text, now))
