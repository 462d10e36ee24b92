"""What an export says about itself: the plan before it, the summary after it, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from loaders.exports.conditions import describe
from loaders.exports.exporter import ExportResult, plan_facts
from loaders.exports.ordering import describe_order
from loaders.exports.plan import ExportPlan
from loaders.exports.reading import is_sorted_here
from loaders.progress import duration

_ROWS_PER_SECOND, _TWENTY_ROWS_PER_SECOND = 20_000, 3_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much an export is: what the server counts, and how long that takes at its limits."""

    rows: int
    pages: int
    seconds: float


def estimate(plan: ExportPlan, total: int) -> Estimate:
    """Return how many rows and pages an export will have and how long it will take."""
    reads_all = is_sorted_here(plan.capabilities, plan.reading.order)
    limit = total if plan.reading.limit is None else min(total, plan.reading.limit)
    size = plan.reading.page or plan.capabilities.page
    pages = max(1, -(-(total if reads_all else limit) // size))
    speed = _ROWS_PER_SECOND if plan.capabilities.snapshots else _TWENTY_ROWS_PER_SECOND
    seconds = (total if reads_all else limit) / speed
    if plan.capabilities.requests_per_minute:
        seconds = max(seconds, (pages - 1) // plan.capabilities.requests_per_minute * 60.0)
    return Estimate(limit, pages, seconds)


def plan_lines(plan: ExportPlan, expected: Estimate) -> Iterator[str]:
    """Yield what will be done, for people."""
    labels = [column.label for column in plan.layout.columns]
    condition = plan.reading.condition
    yield f"export of {plan.obj.name_plural} from {plan.server} to {plan.layout.format}"
    yield f"columns ({len(labels)}): {', '.join(labels)}"
    yield f"filter: {describe(condition)}"
    if condition:
        yield f"  {orjson.dumps(condition).decode()}"
    yield f"sort: {describe_order(plan.reading.order)}{_sorted_where(plan)}"
    if plan.anonymiser is not None:
        yield f"anonymised: {', '.join(plan.anonymiser.paths)}"
    page = plan.reading.page or plan.capabilities.page
    time = "less than 10 s" if expected.seconds < 10 else f"about {duration(expected.seconds)}"
    pages = "1 page" if expected.pages == 1 else f"{expected.pages:,} pages"
    yield f"rows: {expected.rows:,}, read in {pages} of {page:,}, {time} at the server's limits"
    yield f"state: {_state(plan)}"
    yield f"permission: the key may read {plan.obj.name_plural}"
    yield f"target: {_target(plan)}"
    yield from plan.notes
    yield "nothing was written"


def plan_event(plan: ExportPlan, expected: Estimate) -> dict[str, Any]:
    """Return what will be done, for programs."""
    return {
        **plan_facts(plan),
        "filterInWords": describe(plan.reading.condition),
        "rows": expected.rows,
        "pages": expected.pages,
        "seconds": round(expected.seconds, 1),
        "target": None if plan.output is None else str(plan.output),
    }


def summary_lines(result: ExportResult) -> Iterator[str]:
    """Yield what an export came to, for people."""
    rate = result.rows / max(result.seconds, 0.001)
    parts = f" in {len(result.files):,} files" if len(result.files) > 1 else ""
    yield f"{result.rows:,} rows, {result.size:,} bytes{parts} in {duration(result.seconds)} ({rate:,.0f} rows/s)"
    for file in result.files:
        yield f"sha256 {file.sha256}{f'  {file.path}' if file.path else ''}"
    yield from result.remarks


def summary_event(plan: ExportPlan, result: ExportResult) -> dict[str, Any]:
    """Return what an export came to, for programs."""
    files = [
        {"path": _text(file.path), "rows": file.rows, "bytes": file.size, "sha256": file.sha256, "value": file.value}
        for file in result.files
    ]
    came_to = {"rows": result.rows, "bytes": result.size, "seconds": round(result.seconds, 3), "files": files}
    return {**plan_facts(plan), **came_to, "consistency": result.consistency, "remarks": list(result.remarks)}


def _sorted_where(plan: ExportPlan) -> str:
    return "; sorted here, since the server may lose rows" if is_sorted_here(plan.capabilities, plan.reading.order) else ""


def _state(plan: ExportPlan) -> str:
    if plan.capabilities.snapshots:
        return "all pages show one state of the data"
    return "pages are read one after the other; what is not changed meanwhile is there once"


def _target(plan: ExportPlan) -> str:
    if plan.output is None:
        return "standard output"
    if plan.split is not None:
        return f"several files beside {plan.output}, and a manifest"
    return f"{plan.output} {'exists and will be replaced' if plan.output.exists() else 'is free'}"


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
