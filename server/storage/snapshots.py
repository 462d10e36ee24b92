"""Snapshots: states of the data that stay readable under tokens while others write, until they are released or left alone."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
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
class _State:
    """A state of the data, held for as long as somebody holds it."""

    connection: Held
    ends: float
    holders: set[_Holder] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class _Holder:
    """One who asked for a state. The event loop's timer takes the token back, never while it is in use."""

    token: str
    state: _State
    until: float
    users: int = 0
    timer: asyncio.TimerHandle | None = None


class Snapshots:
    """The open snapshots of one database; `hold` opens a connection that holds the state of now."""

    def __init__(self, hold: Callable[[], Awaitable[Held]], bounds: SnapshotBounds) -> None:
        self._hold, self._bounds = hold, bounds
        self._by_token: dict[str, _Holder] = {}
        self._states: set[_State] = set()
        self._opening = asyncio.Lock()
        self._closing: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def read(self, token: str | None, work: Callable[[Snapshot], Steps[T]]) -> T:
        """Run the work in the state this token stands for, without one in that of now, which stays open.

        While nothing is written, all who ask for the state of now share one, each under a token of its own.
        Raises SnapshotExpired for a token that stands for nothing, TooManySnapshots when no more can be opened.
        """
        if token is not None:
            found = self._found(token)
            if found is None:
                raise SnapshotExpired
            return await self._used(found, work)
        opened = await self._opened()
        try:
            return await self._used(opened, work)
        except BaseException:
            # Nobody was told its token.
            self._end(opened)
            raise

    def release(self, token: str) -> bool:
        """Take a token back, and return whether it stood for a state; that one ends unless others hold it too."""
        found = self._found(token)
        if found is None:
            return False
        self._end(found)
        return True

    async def close(self) -> None:
        """End all snapshots."""
        async with self._opening:
            self._closed = True
        for each in list(self._by_token.values()):
            self._end(each)
        await asyncio.gather(*self._closing)

    def _found(self, token: str) -> _Holder | None:
        found = self._by_token.get(token)
        return found if found is not None and found.state.ends > _now() else None

    async def _opened(self) -> _Holder:
        async with self._opening:
            if self._closed:
                raise DatabaseUnusable("the database is closed")
            connection = await self._hold()
        state = self._young(connection.state)
        if state is not None:
            self._let_go(connection)
        elif len(self._states) >= self._bounds.most:
            self._let_go(connection)
            raise TooManySnapshots(self._bounds.most, ceil(self._soonest()))
        else:
            state = _State(connection, _now() + self._bounds.age)
            self._states.add(state)
        made = _Holder(secrets.token_urlsafe(16), state, self._until(state))
        self._by_token[made.token] = made
        state.holders.add(made)
        return made

    def _young(self, sought: object) -> _State | None:
        """Return a state that is held and equals this one, with half its age before it at least."""
        until = _now() + self._bounds.age / 2
        return next((each for each in self._states if each.connection.state == sought and each.ends >= until), None)

    async def _used(self, found: _Holder, work: Callable[[Snapshot], Steps[T]]) -> T:
        found.users += 1
        if found.timer is not None:
            found.timer.cancel()
        found.until = self._until(found.state)
        expires_at = datetime.now(UTC) + timedelta(seconds=found.until - _now())
        try:
            return await found.state.connection.run(partial(work, Snapshot(found.token, expires_at)))
        except SnapshotExpired:
            self._end_all(found.state)
            raise
        finally:
            found.users -= 1
            if not found.users and found.token in self._by_token:
                found.until = self._until(found.state)
                found.timer = asyncio.get_running_loop().call_at(found.until, self._end, found)

    def _until(self, state: _State) -> float:
        """Return when a token of this state is taken back if nobody uses it from now on."""
        return min(_now() + self._bounds.idle, state.ends)

    def _soonest(self) -> float:
        """Return in how many seconds a place is free at the soonest: when a state is left alone from now on."""
        ends = (max(holder.until for holder in state.holders) for state in self._states)
        return max(1.0, min(ends, default=0.0) - _now())

    def _end_all(self, state: _State) -> None:
        for each in list(state.holders):
            self._end(each)

    def _end(self, found: _Holder) -> None:
        if self._by_token.pop(found.token, None) is None:
            return
        if found.timer is not None:
            found.timer.cancel()
        found.state.holders.discard(found)
        if not found.state.holders:
            self._states.discard(found.state)
            self._let_go(found.state.connection)

    def _let_go(self, connection: Held) -> None:
        task = asyncio.ensure_future(connection.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _now() -> float:
    return asyncio.get_running_loop().time()
