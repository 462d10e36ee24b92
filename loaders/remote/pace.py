"""When a request that failed may be sent again: exponential back-off with jitter, the server's own word first."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how patiently a request is repeated.

    `chance` gives numbers from 0 to 1, `now` the time of day; `rest` waits for an event so many seconds at most, and tells
    whether it came.
    """

    retries: int = 10
    first_wait: float = 0.5
    chance: Callable[[], float] = random.random
    now: Callable[[], float] = time.time
    rest: Callable[[threading.Event, float], bool] = threading.Event.wait

    def wait(self, attempt: int, asked: float | None = None) -> float:
        """Return the seconds to wait before the `attempt`-th repetition, counted from 1; `asked` is the server's word."""
        jittered = min(LONGEST_WAIT, self.first_wait * 2.0 ** (attempt - 1)) * (0.5 + 0.5 * self.chance())
        return jittered if asked is None else max(jittered, min(asked, 10 * LONGEST_WAIT))

    def spread(self, seconds: float) -> float:
        """Return a window's length and up to a tenth more: loaders that share a limit shall not come back at once."""
        return seconds * (1.0 + 0.1 * self.chance())
