"""The costs measured so far, by workload and contestant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from measure import Cost, middle

FERRY, ORDINARY, CACHED, RAW = "Ferry", "ordinary", "ordinary, caches", "raw sqlite3"


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one workload; `unit` is "request" or "row"."""

    name: str
    unit: str
    costs: Mapping[str, Cost]

    def cpu_ratio(self, rival: str) -> float | None:
        """Return how many times the server CPU of Ferry the rival takes."""
        if FERRY not in self.costs or rival not in self.costs:
            return None
        return self.costs[rival].server / self.costs[FERRY].server

    def speed_ratio(self, rival: str) -> float | None:
        """Return Ferry's units a second as a part of the rival's."""
        if FERRY not in self.costs or rival not in self.costs:
            return None
        return self.costs[FERRY].rate / self.costs[rival].rate


@dataclass(slots=True)
class Results:
    """Grows while the bench runs."""

    costs: dict[tuple[str, str], dict[str, list[Cost]]] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)
    """Single figures: seconds and mebibytes."""

    def add(self, name: str, unit: str, contestant: str, cost: Cost) -> None:
        """Keep the cost of one round."""
        self.costs.setdefault((name, unit), {}).setdefault(contestant, []).append(cost)

    def rows(self) -> list[Row]:
        """Return the medians of every workload, in the order they were first measured."""
        return [
            Row(name, unit, {contestant: middle(costs) for contestant, costs in found.items()})
            for (name, unit), found in self.costs.items()
        ]
