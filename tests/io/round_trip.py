"""Export, import into an empty server, export again: what differs is lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVER_OWNED = frozenset(("Last update", "updatedAt", "updatedBy"))
"""What a server writes by itself; in text all columns of `updatedBy` begin with its label."""
NOT_WRITABLE = frozenset(("Created by / Workspace Member", "Created by / Context"))
"""What a server says of the maker of a record, and lets nobody write."""

Ferry = Callable[..., tuple[int, str]]
"""Runs `ferry` against a server to its end, and returns its exit code and what it said."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A cell that did not survive, or a whole row where the column is empty."""

    object: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.object}.{self.column}: {self.before[:80]!r} -> {self.after[:80]!r}"


def round_trip(source: Ferry, target: Ferry, objects: Sequence[str], suffix: str, folder: Path) -> list[Loss]:
    """Take the records of some objects from one server to the other, and return what differs there."""
    before, after = folder / f"before-{suffix}", folder / f"after-{suffix}"
    for out in (before, after):
        out.mkdir()
    _export(source, objects, before, suffix)
    code, said = target("import", before, "--yes", "--quiet", "--preserve-history", "--key", "id")
    assert code in (0, 1), said
    _export(target, objects, after, suffix)
    return [loss for name in objects for loss in _losses(name, before / f"{name}.{suffix}", after / f"{name}.{suffix}")]


def _export(ferry: Ferry, objects: Sequence[str], folder: Path, suffix: str) -> None:
    for name in objects:
        code, said = ferry("export", name, "-o", folder / f"{name}.{suffix}", "--deleted", "with", "--sort", "id", "--quiet")
        assert 0 == code, said


def _losses(name: str, before: Path, after: Path) -> Iterator[Loss]:
    rows, others = _rows(before), _rows(after)
    yield from (Loss(name, "", record_id, "") for record_id in rows.keys() - others.keys())
    yield from (Loss(name, "", "", record_id) for record_id in others.keys() - rows.keys())
    for record_id in rows.keys() & others.keys():
        for column, cell in rows[record_id].items():
            if cell != others[record_id].get(column):
                yield Loss(name, column, cell, str(others[record_id].get(column)))


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """Return the cells of every row by its id, as they stand in the file."""
    text = path.read_bytes().decode()
    records = (
        map(_values, filter(None, text.split("\n")))
        if path.suffix == ".jsonl"
        else csv.DictReader(io.StringIO(text, newline=""))
    )
    return {_id(record): {name: cell for name, cell in record.items() if _counts(name)} for record in records}


def _values(line: str) -> dict[str, str]:
    record: dict[str, Any] = json.loads(line)
    if isinstance(made := record.get("createdBy"), dict):
        record["createdBy"] = {"source": made.get("source"), "name": made.get("name")}
    return {name: json.dumps(value, ensure_ascii=False) for name, value in record.items()}


def _id(record: dict[str, str]) -> str:
    return record["id"] if "id" in record else record["Id"]


def _counts(column: str) -> bool:
    return column not in SERVER_OWNED | NOT_WRITABLE and not column.startswith("Updated by")
