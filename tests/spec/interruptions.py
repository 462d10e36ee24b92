"""Imports that end at any step: at every statement to the journal and on both sides of every request."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from loaders.imports.importer import ImportRun
from loaders.imports.options import ImportOptions
from loaders.imports.planning import RunPlan
from loaders.remote.allowance import Allowance
from loaders.remote.client import RECORDS, Client
from loaders.remote.pace import Pace
from loaders.remote.transport import HttpAnswer, Transport, parse_address, request_headers
from loaders.runs import journal as journals
from loaders.runs.database import open_database
from loaders.runs.journal import Journal


class Killed(BaseException):
    """The process is gone: nothing that is not on disk already gets there any more."""


@dataclass(slots=True)
class Steps:
    """Counts the steps of a run and ends it at one of them: as a kill does, or as Ctrl-C does, which is told in order."""

    folder: Path
    last: int | None = None
    politely: bool = False
    taken: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    _dead: bool = False

    @property
    def copy(self) -> Path:
        """What was on disk when the run was killed."""
        return self.folder.with_name(f"{self.folder.name}-killed")

    def take(self) -> None:
        """Take one step, unless it is one too many."""
        with self.lock:
            if self._dead:
                raise Killed
            self.taken += 1
            if self.last is None or self.taken <= self.last:
                return
            if not self.politely:
                self._dead = True
                shutil.copytree(self.folder, self.copy)
                raise Killed
            if threading.current_thread() is threading.main_thread():
                self.last = None
                raise KeyboardInterrupt


class WatchedDatabase:
    """A journal's database whose every statement is a step."""

    def __init__(self, database: sqlite3.Connection, steps: Steps) -> None:
        self._database = database
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        """Return what the database has, a method as one that takes a step first."""
        found = getattr(self._database, name)

        def step(*arguments: Any) -> Any:
            with self._steps.lock:
                self._steps.take()
                return found(*arguments)

        return step if name in ("execute", "executemany", "commit") else found


class WatchedClient(Client):
    """A client whose every request is two steps: one before it is sent, one when it is answered."""

    steps: Steps | None = None

    def exchange(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        path: str = RECORDS,
        idempotency_key: str | None = None,
    ) -> HttpAnswer:
        """Send a request."""
        if self.steps is None:
            return super().exchange(document, variables, path, idempotency_key)
        self.steps.take()
        answer = super().exchange(document, variables, path, idempotency_key)
        self.steps.take()
        return answer


@contextmanager
def new_client(url: str, key: str) -> Iterator[WatchedClient]:
    """Give a client as a new process has it, which waits for nothing."""
    client = WatchedClient(Transport(parse_address(url), request_headers(key, "import")), Pace(retries=0), Allowance(0))
    try:
        yield client
    finally:
        client.close()


def begin(client: WatchedClient, plan: RunPlan, options: ImportOptions, steps: Steps) -> bool:
    """Run an import in a new folder; return whether it came to its end."""
    steps.folder.mkdir()
    client.steps = steps
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journals, "open_database", lambda folder: WatchedDatabase(open_database(folder), steps))
        try:
            with _opened(steps.folder) as journal:
                ImportRun(client, plan, options, journal).run()
        except (Killed, KeyboardInterrupt):
            return False
    return True


def take_up(client: WatchedClient, plan: RunPlan, options: ImportOptions, folder: Path) -> None:
    """Take an import up that was cut short and bring it to its end."""
    with _opened(folder) as journal:
        ImportRun(client, plan, options, journal).run()


@contextmanager
def _opened(folder: Path) -> Iterator[Journal]:
    journal = Journal(folder)
    try:
        yield journal
    finally:
        journal.close()
