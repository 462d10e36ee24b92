"""When a request that failed may be sent again: exponential back-off with jitter, the server's own word first."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0
_WINDOW = re.compile(r"per (\d+) ?ms")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how patiently a request is repeated. `chance` gives numbers from 0 to 1, `now` the clock."""

    retries: int = 10
    first_wait: float = 0.5
    chance: Callable[[], float] = random.random
    now: Callable[[], float] = time.time

    def wait(self, attempt: int, retry_after: str | None = None, reason: str = "") -> float:
        """Return the seconds to wait before repeating for the `attempt`-th time, counted from 1."""
        backoff = min(LONGEST_WAIT, self.first_wait * 2.0 ** (attempt - 1))
        jittered = backoff * (0.5 + 0.5 * self.chance())
        asked = self._asked(retry_after)
        if asked is None and (window := _WINDOW.search(reason)):
            asked = int(window.group(1)) / 1000 * (1.0 + 0.1 * self.chance())
        return jittered if asked is None else max(jittered, min(asked, 10 * LONGEST_WAIT))

    def _asked(self, retry_after: str | None) -> float | None:
        if retry_after is None:
            return None
        if retry_after.strip().isdigit():
            return float(retry_after)
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - datetime.fromtimestamp(self.now(), UTC)).total_seconds())
