"""The report: one table of ratios with the figures beside, and a line per ambition."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from measure import Cost
from results import CACHED, FERRY, ORDINARY, RAW, Results, Row
from workloads import Sizes

_HEADINGS = (
    "",
    "Ferry CPU",
    "ordinary",
    "x less",
    "x, caches",
    "Ferry wall",
    "raw wall",
    "of raw",
    "raw CPU",
    "client CPU",
)


@dataclass(frozen=True, slots=True)
class Ambition:
    """A figure to reach: at least, or below if `below`."""

    words: str
    target: float
    figure: Callable[[Results], float | None]
    below: bool = False

    def verdict(self, results: Results) -> str | None:
        """Return whether it is met, or None when it was not measured."""
        found = self.figure(results)
        if found is None:
            return None
        met = found < self.target if self.below else found >= self.target
        return f"{'met   ' if met else 'MISSED'}  {self.words}: {found:.2f} ({'<' if self.below else '>='} {self.target:g})"


def _cpu(name: str) -> Callable[[Results], float | None]:
    return lambda results: next((row.cpu_ratio(ORDINARY) for row in results.rows() if row.name == name), None)


def _speed(name: str) -> Callable[[Results], float | None]:
    return lambda results: next((row.speed_ratio(RAW) for row in results.rows() if row.name == name), None)


def _fact(name: str) -> Callable[[Results], float | None]:
    return lambda results: results.facts.get(name)


AMBITIONS = (
    Ambition("60 companies, times less server CPU than ordinary", 20, _cpu("60 companies")),
    Ambition("1,000 companies, times less server CPU than ordinary", 11, _cpu("1,000 companies")),
    Ambition("createMany by 200, times less server CPU than ordinary", 12, _cpu("create companies by 200")),
    Ambition("createMany by 200, rows/s as a part of raw executemany", 0.55, _speed("create companies by 200")),
    Ambition("full export, rows/s as a part of raw SELECT to CSV", 0.35, _speed("all people by 1,000")),
    Ambition("schema build of 28 objects, s CPU", 0.6, _fact("schema build, 28 objects, s CPU"), below=True),
    Ambition("server ready, s", 1, _fact("server ready, s"), below=True),
)


def machine() -> str:
    """Return the line that says where and when, and whether others worked there too."""
    load = os.getloadavg()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    today = datetime.now(UTC).date().isoformat()
    busy = " (BUSY: wall times do not hold)" if load > 1 else ""
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, load before {load:.1f}{busy}, {versions}, {today}"


def render(results: Results, where: str, sizes: Sizes, rounds: int, seconds: float) -> str:
    """Return the whole report."""
    scope = f"{sizes.companies:,} companies, {sizes.people:,} people, seed {sizes.seed}"
    lines = [where, f"{scope}; medians of {rounds} rounds; took {seconds:.0f} s", "", *_table(results.rows()), ""]
    lines += [f"{name}: {value:.2f}" for name, value in results.facts.items()]
    verdicts = [verdict for ambition in AMBITIONS if (verdict := ambition.verdict(results))]
    return "\n".join([*lines, "", *verdicts])


def _table(rows: Sequence[Row]) -> Iterator[str]:
    cells = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(_HEADINGS))]
    for line in cells:
        first, *others = line
        figures = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *figures])


def _cells(row: Row) -> tuple[str, ...]:
    def figure(contestant: str, what: Callable[[Cost], float]) -> str:
        cost = row.costs.get(contestant)
        return "-" if cost is None else _figure(what(cost) * (1e3 if row.unit == "request" else 1e6))

    return (
        f"{row.name} ({'ms' if row.unit == 'request' else 'us/row'})",
        figure(FERRY, lambda cost: cost.server),
        figure(ORDINARY, lambda cost: cost.server),
        _ratio(row.cpu_ratio(ORDINARY)),
        _ratio(row.cpu_ratio(CACHED)),
        figure(FERRY, lambda cost: cost.wall),
        figure(RAW, lambda cost: cost.wall),
        _ratio(row.speed_ratio(RAW)),
        figure(RAW, lambda cost: cost.server),
        figure(FERRY, lambda cost: cost.client),
    )


def _figure(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"
