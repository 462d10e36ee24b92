"""Samples of what work cost, in CPU of the server, CPU of the client and wall time, and their medians."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from processes import Server


@dataclass(frozen=True, slots=True)
class Cost:
    """What one unit of work, a request or a row, costs in seconds."""

    server: float
    client: float
    wall: float

    @property
    def rate(self) -> float:
        """Units a second."""
        return 1 / self.wall


def measure(server: Server | None, work: Callable[[], int]) -> Cost:
    """Do the work, which returns how many units it was, and return the cost of one; without a server all CPU is its own."""
    server_before, client_before = server.cpu() if server else 0.0, time.process_time()
    started = time.perf_counter()
    units = work()
    wall = time.perf_counter() - started
    client = time.process_time() - client_before
    spent = server.cpu() - server_before if server else client
    return Cost(spent / units, client / units, wall / units)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(median(c.server for c in costs), median(c.client for c in costs), median(c.wall for c in costs))


def repeat_for(seconds: float, step: Callable[[], object]) -> int:
    """Take the step until the time is over, three times at least, and return how often."""
    deadline, count = time.perf_counter() + seconds, 0
    while count < 3 or time.perf_counter() < deadline:
        step()
        count += 1
    return count
