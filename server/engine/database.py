"""The database as the engine sees it: work goes in, its result comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from server.storage.snapshots import Snapshot
from server.storage.statement import Steps

T = TypeVar("T")


class Database(Protocol):
    """Where plans run."""

    def read(self, work: Callable[[], Steps[T]], *, brief: bool = False) -> Awaitable[T]:
        """Run the work in one read snapshot; `brief` work is expected to take less than changing threads is worth."""

    def read_snapshot(self, token: str | None, work: Callable[[Snapshot], Steps[T]]) -> Awaitable[T]:
        """Run the work in the state this token stands for; without a token in that of now, which stays readable by its own.

        Raises SnapshotExpired or TooManySnapshots.
        """

    def release_snapshot(self, token: str) -> bool:
        """Take a token back, and return whether it stood for a state; to be called on the event loop."""

    def write(self, work: Callable[[], Steps[T]]) -> Awaitable[T]:
        """Run the work in one write transaction."""
