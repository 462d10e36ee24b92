"""The loader's processes of one import: begun, killed, taken up again, until one of them comes to the end."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable

from tests.durability.disturber import Disturber
from tests.io.running_server import ROOT, RunningServer

_FINISHED = (0, 1)
_KILLED, _UNREACHABLE, _USAGE = -9, 5, 2
_NOT_BEGUN = ("is not known", "run the import again")
_EARLY, _EARLY_SECONDS = 0.15, 1.5
"""How many of the processes are killed on their way to the first batch, and how far that may be."""
_IMPATIENT = 0.3
"""How many of the processes give up soon when the server is away; the others wait for it."""
_LONGEST = 3600.0


class ImportFailed(Exception):
    """The loader ended as it should not, whatever was done to it; the message is what it said."""


class Loading:
    """Runs one import through as many processes as it takes; a class because it counts them."""

    def __init__(self, server: RunningServer, url: str, disturber: Disturber, chance: random.Random) -> None:
        self.processes = 0
        self._log = server.folder / "loader.log"
        self._environment = {**server.environment(), "FERRY_URL": url}
        self._disturber = disturber
        self._chance = chance

    def run(self, files: Iterable[str], options: Iterable[str]) -> None:
        """Import the files to the end."""
        command = begin = ["import", *files, *options, "--yes"]
        while (code := self._step(command)) not in _FINISHED:
            said = self._log.read_text(encoding="utf-8")
            if code == _USAGE and any(words in said for words in _NOT_BEGUN):
                command = begin
            elif code == _USAGE and "nothing to take up" in said:
                command = ["rejects", "last"]
            elif code in (_KILLED, _UNREACHABLE):
                command = ["resume", "last"]
            else:
                raise ImportFailed(f"{' '.join(command[:2])} ended with {code}:\n{said}")

    def _step(self, command: list[str]) -> int:
        """Run one process and return how it ended."""
        self._disturber.server_is_up.wait()
        patience = "1" if self._chance.random() < _IMPATIENT else "10"
        way = [] if command[0] == "rejects" else ["--quiet", "--retries", patience, "--requests-per-minute", "0"]
        with self._log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "loaders", *command, *way],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
            )
        self._disturber.watch(process)
        self.processes += 1
        if command[0] != "rejects" and self._chance.random() < _EARLY and self._disturber.is_due:
            self._disturber.later(self._chance.uniform(0, _EARLY_SECONDS), self._disturber.kill_loader)
        return process.wait(_LONGEST)
