"""The request: what a client asks, who it is and how much it may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Caller:
    """The API key behind a request: its id, and the name records carry in `createdBy` and `updatedBy`."""

    id: str
    name: str


class Allowance(Protocol):
    """What a key may still ask."""

    def take(self) -> tuple[int, int] | None:
        """Count one root field and return None, or count nothing and return the limit in its way: tokens and seconds."""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key under which an answer is remembered: its text, and a digest of the body it stands for."""

    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: without a key there is no caller; `reads_only` refuses mutations."""

    query: str
    operation_name: str | None
    variables: Mapping[str, Any]
    caller: Caller | None
    reads_only: bool = False
    allowance: Allowance | None = None
    idempotency_key: IdempotencyKey | None = None
