"""The rows a run has not reached: written out as they stand, or given up."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from loaders.files.rows import Row, Source
from loaders.imports.steps import WINDOW, windows
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome
from loaders.runs.states import LoadRecord, RowRecord


def write_unprocessed(journal: Journal, load: LoadRecord, source: Source, path: Path) -> Path:
    """Write the rows without an outcome to a CSV file with the headings of theirs."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=source.delimiter, lineterminator="\r\n")
        writer.writerow(source.survey().headings)
        writer.writerows(row.cells for row in _pending(journal, load, source))
    return path


def abandon(journal: Journal, load: LoadRecord, source: Source) -> None:
    """Give every row without an outcome one: skipped."""
    journal.settle(load.number, (RowRecord(row.number, Outcome.SKIPPED) for row in _pending(journal, load, source)))


def _pending(journal: Journal, load: LoadRecord, source: Source) -> Iterator[Row]:
    for window in windows(source.rows(), WINDOW):
        known = {row.row for row in journal.rows(load.number, window[0].number - 1, len(window))}
        yield from (row for row in window if row.number not in known)
