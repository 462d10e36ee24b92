"""SQLite: one writer that begins every transaction IMMEDIATE, a few readers on threads, and one reader on the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from server.storage.errors import DatabaseUnusable, StorageError
from server.storage.search_index import begin_indexing
from server.storage.snapshots import Snapshot, SnapshotBounds, Snapshots
from server.storage.sqlite_connection import BEGIN_READ, BEGIN_WRITE, Work, connect, run_alone
from server.storage.sqlite_threads import ThreadConnection, holding, on_thread
from server.storage.statement import Steps
from server.storage.versions import begin_counting

T = TypeVar("T")
_READERS = 3
_BRIEF_SECONDS = 0.003
_CLOCK_EVERY = 1_000
_TOGETHER = 8
"""How many waiting writes share one commit, the dearest part of a small one, at most."""
_WRITER_CACHE, _READER_CACHE, _BRIEF_CACHE = 65_536, 4_096, 8_192
"""How much of the file each connection keeps in memory, in KiB."""
_BOUNDS = SnapshotBounds()


class SqliteDatabase:
    """A database in one file. Open it before use and close it at the end: its threads are not daemons."""

    def __init__(self, path: Path, bounds: SnapshotBounds = _BOUNDS) -> None:
        self.path = path
        self._snapshots = Snapshots(partial(holding, path, _READER_CACHE), bounds)
        self._writer: ThreadConnection | None = None
        self._waiting: deque[tuple[Work[Any], asyncio.Future[Any]]] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._readers: asyncio.LifoQueue[ThreadConnection] = asyncio.LifoQueue()
        self._brief: _BriefReader | None = None

    async def open(self) -> None:
        """Open the file, creating it when it is missing."""
        try:
            self._writer = await on_thread(self.path, _WRITER_CACHE)
            await self._writer.run(begin_counting, BEGIN_WRITE)
            await self._writer.run(begin_indexing, BEGIN_WRITE)
            for _ in range(_READERS):
                self._readers.put_nowait(await on_thread(self.path, _READER_CACHE))
            self._brief = _BriefReader(self.path)
        except (sqlite3.Error, StorageError) as error:
            await self.close()
            raise DatabaseUnusable(f"{self.path}: {error}") from error

    async def close(self) -> None:
        """Finish what is being written and close every connection; the last one writes the log back into the file."""
        if self._writing is not None:
            await self._writing
        await self._snapshots.close()
        if self._brief is not None:
            self._brief.close()
        while not self._readers.empty():
            await self._readers.get_nowait().close()
        if self._writer is not None:
            await self._writer.close()
            self._writer = None

    async def read(self, work: Work[T], *, brief: bool = False) -> T:
        """Run the work in one read snapshot and return its result.

        Work that is expected to be `brief` starts on the event loop, for a hop between threads costs as much as a page;
        what is not done in time starts again on a thread, as it has changed nothing.
        """
        if brief and self._brief is not None:
            try:
                return self._brief.run(work)
            except _TooLong:
                pass
        connection = await self._readers.get()
        try:
            return await connection.run(work)
        finally:
            self._readers.put_nowait(connection)

    async def read_snapshot(self, token: str | None, work: Callable[[Snapshot], Steps[T]]) -> T:
        """Run the work in the snapshot of this token; without a token in a new one, which stays open."""
        return await self._snapshots.read(token, work)

    def release_snapshot(self, token: str) -> bool:
        """Take a token back, and return whether it stood for a snapshot; that one ends unless others hold it too."""
        return self._snapshots.release(token)

    async def write(self, work: Work[T]) -> T:
        """Run the work in one write transaction, all or nothing, and return its result once it is on disk."""
        if self._writer is None:
            raise DatabaseUnusable(f"{self.path}: the database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all(self._writer))
        return await future

    async def _write_all(self, writer: ThreadConnection) -> None:
        """Write what waits, and what has come meanwhile, until nothing is left."""
        while self._waiting:
            now = [self._waiting.popleft() for _ in range(min(len(self._waiting), _TOGETHER))]
            try:
                outcomes = await writer.run_together([work for work, _ in now])
            except Exception as error:  # noqa: BLE001 - nobody may wait for ever, whatever befell the thread
                outcomes = [error] * len(now)
            for (_, future), outcome in zip(now, outcomes, strict=True):
                if future.done():
                    continue
                if isinstance(outcome, BaseException):
                    future.set_exception(outcome)
                else:
                    future.set_result(outcome)
        self._writing = None


class _TooLong(Exception):
    """Work on the event loop that took more than its time."""


class _BriefReader:
    """A connection on the event loop itself, whose statements are interrupted when their time is up."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, _BRIEF_CACHE)
        self._connection.set_progress_handler(self._is_over, _CLOCK_EVERY)
        self._deadline = 0.0

    def run(self, work: Work[T]) -> T:
        """Run the work in one snapshot, or raise _TooLong."""
        self._deadline = time.perf_counter() + _BRIEF_SECONDS
        try:
            return run_alone(self._connection, BEGIN_READ, work)
        except StorageError as error:
            if time.perf_counter() >= self._deadline:
                raise _TooLong from error
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _is_over(self) -> bool:
        return time.perf_counter() >= self._deadline
