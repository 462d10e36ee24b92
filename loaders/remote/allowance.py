"""What a client may send now: every limit it knows of, shared by all its threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from loaders.remote.windows import Window

TWENTY_PER_SECOND = 100
TWENTY_PER_MINUTE = 100
_SECOND, _MINUTE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait before asking again, and why; `is_news` is false while another thread waits that long already."""

    seconds: float
    reason: str
    is_news: bool = True


class Allowance:
    """Begins with Twenty's limits, until the server tells its own; `per_minute` is what the user decides, 0 being no limit."""

    def __init__(self, per_minute: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._given = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[float, Window] = {}
        self._flying = 0
        self._held_until, self._held_for = float("-inf"), ""
        self._told_until = float("-inf")
        self.keep_to(TWENTY_PER_SECOND, TWENTY_PER_MINUTE)

    def keep_to(self, per_second: int | None, per_minute: int | None) -> None:
        """Obey these limits, None being no limit, as far as the user has not decided otherwise."""
        if self._given is not None:
            per_second, per_minute = per_second if self._given else None, self._given or None
        with self._lock:
            for seconds, tokens in ((_SECOND, per_second), (_MINUTE, per_minute)):
                if tokens is None:
                    self._windows.pop(seconds, None)
                else:
                    self._windows.setdefault(seconds, Window(tokens, seconds)).limit(tokens)

    def learn(self, tokens: int, seconds: float) -> bool:
        """Obey a limit that an answer names, unless the user wants none; return whether it is stricter than what was known."""
        if self._given == 0 or tokens < 1 or seconds <= 0:
            return False
        with self._lock:
            known = self._windows.get(seconds)
            if known is not None and known.tokens <= tokens:
                return False
            self._windows.setdefault(seconds, Window(tokens, seconds)).limit(tokens)
            return True

    def take(self, cost: int) -> Wait | None:
        """Take places for so many root fields, or take none and return how long to wait."""
        with self._lock:
            now = self._clock()
            if self._held_until > now:
                return self._wait(self._held_until - now, self._held_for, now)
            waits = [(window.wait(cost, self._flying, now), window) for window in self._windows.values()]
            seconds, window = max(waits, key=lambda wait: wait[0], default=(0.0, None))
            if window is not None and seconds > 0:
                return self._wait(seconds, f"the limit of requests is {window.allowed} in {window.seconds:g} s", now)
            self._flying += cost
            return None

    def give_back(self, cost: int) -> None:
        """Note that a request has its answer, or never will have one."""
        with self._lock:
            now = self._clock()
            self._flying -= cost
            for window in self._windows.values():
                window.land(cost, now)

    def hold(self, seconds: float, reason: str) -> None:
        """Let nothing leave for so long: the server asked for it."""
        with self._lock:
            until = self._clock() + seconds
            if until > self._held_until:
                self._held_until, self._held_for = until, reason

    def refused(self) -> None:
        """Ask for less from now on: the server refused although all limits were kept."""
        with self._lock:
            now = self._clock()
            for window in self._windows.values():
                window.shrink(now)

    def _wait(self, seconds: float, reason: str, now: float) -> Wait:
        is_news = now >= self._told_until
        if is_news:
            self._told_until = now + seconds
        return Wait(seconds, reason, is_news)
