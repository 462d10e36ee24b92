"""How far a run is: a live bar on a terminal, a line every ten seconds elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

EVERY_SECONDS = 10.0


class Progress(Protocol):
    """What a run tells about itself while it lasts."""

    def update(self, done: int, detail: str = "") -> None:
        """Tell how many rows are done, and what became of them."""

    def notice(self, text: str) -> None:
        """Tell why nothing happens at the moment."""

    def close(self) -> None:
        """Tell nothing more."""


class Quiet:
    """Says nothing."""

    def update(self, done: int, detail: str = "") -> None:
        """Say nothing."""

    def notice(self, text: str) -> None:
        """Say nothing."""

    def close(self) -> None:
        """Say nothing."""


class PlainLines:
    """A line now and then, for logs."""

    def __init__(self, stream: TextIO, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._total = total
        self._clock = clock
        self._start = self._last = clock()

    def update(self, done: int, detail: str = "") -> None:
        """Write a line when the last one is ten seconds old."""
        now = self._clock()
        if now - self._last < EVERY_SECONDS:
            return
        self._last = now
        rate = done / (now - self._start)
        of_total = f" of {self._total:,}" if self._total is not None else ""
        left = f", {duration((self._total - done) / rate)} left" if self._total is not None and rate else ""
        self._stream.write(f"{done:,}{of_total} rows, {rate:,.0f} rows/s{left}{', ' if detail else ''}{detail}\n")
        self._stream.flush()

    def notice(self, text: str) -> None:
        """Write the notice at once."""
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Write nothing more."""


class LiveBar:
    """A bar with rate and time left."""

    def __init__(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self._bar = Bar(*columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=total, rate="")
        self._start = time.monotonic()
        self._bar.start()

    def update(self, done: int, detail: str = "") -> None:
        """Move the bar."""
        rate = done / max(time.monotonic() - self._start, 0.001)
        self._bar.update(self._task, completed=done, description=detail, rate=f"{rate:,.0f} rows/s")

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
