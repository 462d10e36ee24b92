"""SQLite connections on threads of their own, which run whole pieces of work in one hop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from server.storage.sqlite_connection import BEGIN_READ, Work, connect, hold, let_go, run_alone, run_held, run_together

T = TypeVar("T")


class ThreadConnection(aiosqlite.Connection):
    """A connection for transactions that come and go."""

    async def run(self, work: Work[T], begin: Sequence[str] = BEGIN_READ) -> T:
        """Run the work in one transaction on the connection's thread."""
        result: T = await self._execute(run_alone, self._conn, begin, work)  # type: ignore[no-untyped-call]
        return result

    async def run_together(self, works: Sequence[Work[Any]]) -> list[Any]:
        """Run the writes on the connection's thread and return the outcome of each."""
        outcomes: list[Any] = await self._execute(run_together, self._conn, works)  # type: ignore[no-untyped-call]
        return outcomes


class HeldConnection(aiosqlite.Connection):
    """A connection that sees one state of the data, that of a version, until it is closed."""

    state: int

    async def begin(self) -> int:
        """Begin to see the state of now and return its version."""
        version: int = await self._execute(hold, self._conn)  # type: ignore[no-untyped-call]
        return version

    async def run(self, work: Work[T]) -> T:
        """Run the work in that state on the connection's thread."""
        result: T = await self._execute(run_held, self._conn, work)  # type: ignore[no-untyped-call]
        return result

    async def close(self) -> None:
        """Let the state go, once what runs has ended."""
        await self._execute(let_go, self._conn)  # type: ignore[no-untyped-call]
        await super().close()


async def on_thread(path: Path, cache: int) -> ThreadConnection:
    """Open a connection; `cache` is how much of the file it keeps in memory, in KiB."""
    return cast("ThreadConnection", await ThreadConnection(partial(connect, path, cache), iter_chunk_size=64))


async def holding(path: Path, cache: int) -> HeldConnection:
    """Open a connection that holds the state of now."""
    connection = cast("HeldConnection", await HeldConnection(partial(connect, path, cache), iter_chunk_size=64))
    connection.state = await connection.begin()
    return connection
