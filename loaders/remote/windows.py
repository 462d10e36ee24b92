"""One limit of so many root fields in so many seconds, as a log of the last ones."""

from __future__ import annotations

from collections import deque

_GROWTH = 10
"""After a refusal the allowance comes back in so many steps, one a window."""


class Window:
    """A place is taken when a request leaves and free again a whole window after its answer came.

    The server counts a request at some moment between the two, so that no window of the server's can hold more than this one.
    A refusal nevertheless means that others share the limit: it halves the allowance, which then grows back step by step.
    """

    def __init__(self, tokens: int, seconds: float) -> None:
        self.tokens = tokens
        self.seconds = seconds
        self.allowed = tokens
        self._landed: deque[float] = deque()
        self._changed_at = float("-inf")

    def wait(self, cost: int, flying: int, now: float) -> float:
        """Return the seconds until `cost` root fields may leave, or a part of them; `flying` ones have no answer yet."""
        self._look(now)
        needed = min(cost, self.allowed) - (self.allowed - flying - len(self._landed))
        if needed <= 0:
            return 0.0
        return self._landed[needed - 1] + self.seconds - now if needed <= len(self._landed) else self.seconds

    def land(self, cost: int, now: float) -> None:
        """Log root fields whose answer came."""
        self._landed.extend([now] * cost)

    def limit(self, tokens: int) -> None:
        """Take over another number, and keep the log."""
        self.allowed = tokens if self.allowed == self.tokens else min(self.allowed, tokens)
        self.tokens = tokens

    def shrink(self, now: float) -> None:
        """Halve the allowance; further refusals of the same window say nothing new."""
        if now - self._changed_at >= self.seconds:
            self.allowed = max(1, self.allowed // 2)
            self._changed_at = now

    def _look(self, now: float) -> None:
        while self._landed and self._landed[0] + self.seconds <= now:
            self._landed.popleft()
        if self.allowed < self.tokens and now - self._changed_at >= self.seconds:
            self.allowed = min(self.tokens, self.allowed + max(1, self.tokens // _GROWTH))
            self._changed_at = now
