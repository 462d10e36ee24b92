"""Rate limits: token buckets per API key, exact to the millisecond."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Clock = Callable[[], int]
"""Answers milliseconds that never go back."""
_REMEMBERED_KEYS: Final = 10_000


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many root fields in so many seconds. A bucket is full at first and refills evenly."""

    tokens: int
    seconds: int


class Bucket:
    """What is left of one limit. Levels are counted in fractions of a token that make every refill a whole number."""

    def __init__(self, limit: RateLimit, now: int) -> None:
        self.limit = limit
        self._token = limit.seconds * 1_000
        self._full = limit.tokens * self._token
        self._level, self._filled_at = self._full, now

    def fill(self, now: int) -> None:
        """Add what has come in since the last look."""
        self._level = min(self._full, self._level + (now - self._filled_at) * self.limit.tokens)
        self._filled_at = now

    def take(self) -> None:
        """Take one token, which must be there."""
        self._level -= self._token

    @property
    def remaining(self) -> int:
        """How many tokens are left."""
        return self._level // self._token

    @property
    def seconds_to_next(self) -> int:
        """After how many seconds, rounded up, there is a token; 0 when there is one."""
        return -(-max(0, self._token - self._level) // (self.limit.tokens * 1_000))


class Allowance:
    """What one key may still ask: one bucket per limit."""

    def __init__(self, limits: Sequence[RateLimit], clock: Clock) -> None:
        self._clock = clock
        self.buckets = [Bucket(limit, clock()) for limit in limits]

    def take(self) -> tuple[int, int] | None:
        """Take a token from every bucket and return None, or take nothing and return tokens and seconds of the empty one."""
        self.look()
        for bucket in self.buckets:
            if not bucket.remaining:
                return bucket.limit.tokens, bucket.limit.seconds
        for bucket in self.buckets:
            bucket.take()
        return None

    def look(self) -> None:
        """Bring the buckets up to now."""
        now = self._clock()
        for bucket in self.buckets:
            bucket.fill(now)


class RateLimits:
    """The allowances of all keys; those not used for longest are forgotten when there are too many."""

    def __init__(self, limits: Sequence[RateLimit], clock: Clock = lambda: time.monotonic_ns() // 1_000_000) -> None:
        self._limits, self._clock = limits, clock
        self._allowances: OrderedDict[str, Allowance] = OrderedDict()

    def allowance(self, key_id: str) -> Allowance | None:
        """Return what the key may still ask; None when nothing limits it."""
        if not self._limits:
            return None
        allowance = self._allowances.setdefault(key_id, Allowance(self._limits, self._clock))
        self._allowances.move_to_end(key_id)
        if len(self._allowances) > _REMEMBERED_KEYS:
            self._allowances.popitem(last=False)
        return allowance
