"""What an undo says, and the file of what it could not take back."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.imports.undoing import Undo
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, Reject
from loaders.runs.undone import Undone
from loaders.runs.written import WRITTEN

_COLUMNS = ("object", "row", "record", "code", "reason")


def intention_text(run: Journal, server: str, *, hard: bool) -> str:
    """Describe what is about to be taken back."""
    lines = [f"the run {run.name} at {server} is taken back:"]
    ends = {
        Outcome.CREATED: "are destroyed for good" if hard else "are deleted; they can be restored",
        Outcome.UPDATED: "hold again what they held before",
        Outcome.RESTORED: "hold again what they held before, and are deleted again",
    }
    for load in reversed(run.loads()):
        counts = run.counts(load.number)
        lines += [f"  {load.object_name}: {counts[end]:,} {end} records {ends[end]}" for end in WRITTEN if counts[end]]
    if parents := run.images.parent_count():
        lines.append(f"  {parents:,} related records that were made or restored for rows are deleted")
    if unanswered := sum(len(batch.intents) for batch in run.open_batches()):
        lines.append(f"  {unanswered:,} rows were sent and not answered: what became of them is found out first")
    lines.append("records that somebody has changed since are left as they are, new ones apart")
    return "\n".join(lines)


def summary_text(undo: Undo) -> str:
    """Account for every row that had changed a record."""
    counts = undo.counts()
    told = ", ".join(f"{counts[end]:,} {end}" for end in Undone)
    head = "dry run, nothing written: " if undo.is_rehearsal else ""
    return f"{head}{counts.total():,} rows = {told}"


def summary_event(undo: Undo, report: Path | None) -> dict[str, Any]:
    """Return the same as an event."""
    counts = undo.counts()
    return {
        "event": "summary",
        "run": undo.journal.name,
        "undoes": undo.run.name,
        "dryRun": undo.is_rehearsal,
        "rows": counts.total(),
        "outcomes": {end.value: counts[end] for end in Undone},
        "parents": undo.run.images.parent_count(),
        "left": str(report) if report else None,
    }


def left_events(undo: Undo) -> Iterator[dict[str, Any]]:
    """Yield the rows whose records were left, as events."""
    for object_name, reject in undo.left():
        members = dict(zip(_COLUMNS, _row(object_name, reject), strict=True))
        yield {"event": "left", **members}


def write_left(undo: Undo, path: Path) -> Path | None:
    """Write the rows whose records were left, and why, readable by their owner alone; without any there is no file."""
    if not any(True for _ in undo.left()):
        return None
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_row(object_name, reject) for object_name, reject in undo.left())
    return path


def _row(object_name: str, reject: Reject) -> tuple[str, int | None, str, str, str]:
    error = reject.errors[0]
    return (object_name, reject.row, reject.record_id, error.code, str(error))
