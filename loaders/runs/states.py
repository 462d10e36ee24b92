"""What a run is, as its journal keeps it: its state, its loads, and the batches on their way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RunState(StrEnum):
    """How far a run is; a run at work whose process is gone shows as interrupted."""

    PLANNED = "planned"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    DONE = "done"
    UNDONE = "undone"


class Phase(StrEnum):
    """The passes over a load: its rows, rows whose parents came later, links within the run; in an undo, records taken away."""

    ROWS = "rows"
    DEFERRED = "deferred"
    LINKS = "links"
    DELETIONS = "deletions"


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """One file of a run, going to one object."""

    number: int
    object_name: str
    path: str
    digest: bytes
    mapping: bytes
    """A digest of the mapping, so that a run is only taken up with the very same one."""
    schema: bytes
    rows: int
    id_prefix: str
    position: float | None
    read: int = 0
    """The number of the last row that was decided."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What shall become of one row of a batch once the server has taken it."""

    row: int
    outcome: str
    record_id: str


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch that was written down before it was sent, and whose answer is not: it is sent again as it was."""

    number: int
    load: int
    phase: Phase
    key: str
    document: str
    data: list[dict[str, Any]]
    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class RowRecord:
    """What became of one row."""

    row: int
    outcome: str
    record_id: str = ""
    updated_at: str = ""
    """When the server last wrote the record for this run, in its own words."""
    code: str = ""
