"""What the engine asks of a database: statements, and steps that yield them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Row = tuple[Any, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement with its bound values; it answers its rows."""

    sql: str
    values: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """One SQL statement executed once per row of values; it answers no rows."""

    sql: str
    rows: Sequence[Sequence[Any]]


Steps = Generator[Statement | Batch, list[Row], T]
"""Work on a database that knows no driver: it yields statements, is sent their rows, and returns its result.

A database runs the whole of it in one transaction, on its own thread or over its own protocol, and throws the errors of
`server.storage.errors` into it, so that the same work serves every engine.
"""
