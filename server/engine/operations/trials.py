"""Trials: work that is done for its answer alone."""

from __future__ import annotations

from typing import TypeVar

from server.storage.statement import Statement, Steps

T = TypeVar("T")


def tried(work: Steps[T]) -> Steps[T]:
    """Run the work, take back all that it wrote, and return its result."""
    yield Statement("SAVEPOINT trial")
    result = yield from work
    yield Statement("ROLLBACK TO trial")
    yield Statement("RELEASE trial")
    return result
