"""How far a run is: a live bar on a terminal, a line every ten seconds elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Protocol, TextIO

EVERY_SECONDS = 10.0


class Progress(Protocol):
    """What a run tells about itself while it lasts; several threads may tell."""

    def update(self, done: int, detail: str = "") -> None:
        """Tell how many rows are done, and what became of them."""

    def wait(self, seconds: float, reason: str) -> None:
        """Tell that a request begins to wait, for how long and for what; fits `Client.waits`."""

    def notice(self, text: str) -> None:
        """Tell why nothing happens at the moment."""

    def close(self) -> None:
        """Tell nothing more."""


class Quiet:
    """Says nothing."""

    def update(self, done: int, detail: str = "") -> None:
        """Say nothing."""

    def wait(self, seconds: float, reason: str) -> None:
        """Say nothing."""

    def notice(self, text: str) -> None:
        """Say nothing."""

    def close(self) -> None:
        """Say nothing."""


class Speed:
    """How fast a run is, how long it will still take, and how much of its time it waited."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self._clock = clock
        self._start = clock()
        self._waited = 0.0
        self._lock = threading.Lock()

    def add_wait(self, seconds: float) -> None:
        """Count a wait."""
        with self._lock:
            self._waited += seconds

    def words(self, done: int, detail: str = "") -> str:
        """Return rate, time left, what became of the rows, and the time spent waiting."""
        rate = done / max(self._clock() - self._start, 0.001)
        parts = [f"{rate:,.0f} rows/s"]
        if self.total is not None and rate:
            parts.append(f"{duration(max(0, self.total - done) / rate)} left")
        if detail:
            parts.append(detail)
        if self._waited >= 1:
            parts.append(f"{duration(self._waited)} spent waiting")
        return ", ".join(parts)


class PlainLines:
    """A line now and then, for logs."""

    def __init__(self, stream: TextIO, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._last = clock()
        self._speed = Speed(total, clock)

    def update(self, done: int, detail: str = "") -> None:
        """Write a line when the last one is ten seconds old."""
        now = self._clock()
        if now - self._last < EVERY_SECONDS:
            return
        self._last = now
        of_total = f" of {self._speed.total:,}" if self._speed.total is not None else ""
        self._write(f"{done:,}{of_total} rows, {self._speed.words(done, detail)}")

    def wait(self, seconds: float, reason: str) -> None:  # noqa: ARG002 - the notice has told the reason
        """Count the wait for the next line."""
        self._speed.add_wait(seconds)

    def notice(self, text: str) -> None:
        """Write the notice at once."""
        self._write(text)

    def close(self) -> None:
        """Write nothing more."""

    def _write(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()


class LiveBar:
    """A bar with rate and time left, drawn anew once a second."""

    def __init__(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        words = TextColumn("{task.description}", markup=False)
        console = Console(stderr=True)
        self._bar = Bar(BarColumn(), MofNCompleteColumn(), words, console=console, transient=True, refresh_per_second=1)
        self._task = self._bar.add_task("", total=total)
        self._speed = Speed(total)
        self._bar.start()

    def update(self, done: int, detail: str = "") -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=done, description=self._speed.words(done, detail))

    def wait(self, seconds: float, reason: str) -> None:
        """Say on the bar what the run waits for, until it goes on."""
        self._speed.add_wait(seconds)
        self._bar.update(self._task, description=f"waiting {duration(seconds)}: {reason}")

    def notice(self, text: str) -> None:
        """Show the notice above the bar."""
        self._bar.console.print(text, markup=False, highlight=False)

    def close(self) -> None:
        """Remove the bar."""
        self._bar.stop()


def choose_progress(total: int | None, *, quiet: bool) -> Progress:
    """Return the progress that fits where standard error leads."""
    if quiet:
        return Quiet()
    return LiveBar(total) if sys.stderr.isatty() else PlainLines(sys.stderr, total)


def duration(seconds: float) -> str:
    """Return a length of time as a person says it."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
