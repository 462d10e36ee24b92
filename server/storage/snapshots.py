"""Snapshots: states of the data that stay readable under a token while others write, until nobody asks for them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from typing import Any, Protocol, TypeVar

from server.storage.errors import DatabaseUnusable, SnapshotExpired, TooManySnapshots
from server.storage.statement import Steps

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SnapshotBounds:
    """How many snapshots are open at once, for how many seconds without use, and for how many at all.

    What is written meanwhile stays in the database's log until the oldest snapshot ends.
    """

    most: int = 8
    idle: float = 60
    age: float = 1_800


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the data, and the moment until which it can be used next; each use puts that off."""

    token: str
    expires_at: datetime


class Held(Protocol):
    """A connection that holds one state of the data; `state` is equal for equal states."""

    @property
    def state(self) -> object:
        """What tells this state from others."""

    def run(self, work: Callable[[], Steps[T]]) -> Awaitable[T]:
        """Run the work in that state."""

    def close(self) -> Awaitable[None]:
        """Let the state go, once what runs has ended."""


@dataclass(slots=True, eq=False)
class _Open:
    """An open snapshot. The event loop's timer ends it, never while it is in use."""

    token: str
    connection: Held
    ends: float
    users: int = 0
    timer: asyncio.TimerHandle | None = None


class Snapshots:
    """The open snapshots of one database; `hold` opens a connection that holds the state of now."""

    def __init__(self, hold: Callable[[], Awaitable[Held]], bounds: SnapshotBounds) -> None:
        self._hold, self._bounds = hold, bounds
        self._open: dict[str, _Open] = {}
        self._opening = asyncio.Lock()
        self._closing: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def read(self, token: str | None, work: Callable[[Snapshot], Steps[T]]) -> T:
        """Run the work in the state this token stands for, without one in that of now, which stays open.

        While nothing is written, all who ask for the state of now share one.
        Raises SnapshotExpired for a token that stands for nothing, TooManySnapshots when no more can be opened.
        """
        return await self._used(self._known(token) if token is not None else await self._opened(), work)

    async def close(self) -> None:
        """End all snapshots."""
        async with self._opening:
            self._closed = True
        for each in list(self._open.values()):
            self._end(each)
        await asyncio.gather(*self._closing)

    def _known(self, token: str) -> _Open:
        found = self._open.get(token)
        if found is None or found.ends <= _now():
            raise SnapshotExpired
        return found

    async def _opened(self) -> _Open:
        async with self._opening:
            if self._closed:
                raise DatabaseUnusable("the database is closed")
            connection = await self._hold()
        found = self._young(connection.state)
        if found is not None:
            self._let_go(connection)
            return found
        if len(self._open) >= self._bounds.most:
            self._let_go(connection)
            raise TooManySnapshots(self._bounds.most, ceil(self._soonest()))
        made = _Open(secrets.token_urlsafe(16), connection, _now() + self._bounds.age)
        self._open[made.token] = made
        return made

    def _young(self, state: object) -> _Open | None:
        """Return an open snapshot of this state that has half its age before it at least."""
        until = _now() + self._bounds.age / 2
        return next((each for each in self._open.values() if each.connection.state == state and each.ends >= until), None)

    async def _used(self, found: _Open, work: Callable[[Snapshot], Steps[T]]) -> T:
        found.users += 1
        if found.timer is not None:
            found.timer.cancel()
        until = datetime.now(UTC) + timedelta(seconds=self._remaining(found))
        try:
            return await found.connection.run(partial(work, Snapshot(found.token, until)))
        except SnapshotExpired:
            self._end(found)
            raise
        finally:
            found.users -= 1
            if not found.users:
                found.timer = asyncio.get_running_loop().call_later(self._remaining(found), self._end, found)

    def _remaining(self, found: _Open) -> float:
        return max(0.0, min(self._bounds.idle, found.ends - _now()))

    def _soonest(self) -> float:
        """Return in how many seconds a place is free at the soonest: one that nobody uses from now on."""
        timers = [each.timer.when() - _now() for each in self._open.values() if each.timer is not None and not each.users]
        return max(1.0, min(timers, default=self._bounds.idle))

    def _end(self, found: _Open) -> None:
        if self._open.pop(found.token, None) is not None:
            self._let_go(found.connection)

    def _let_go(self, connection: Held) -> None:
        task = asyncio.ensure_future(connection.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _now() -> float:
    return asyncio.get_running_loop().time()
