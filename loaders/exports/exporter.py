"""The story of one export: read page by page, change, write, compare with the server's count, give the file its name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders.errors import Incomplete, UsageError
from loaders.exports.checkpoints import Checkpoint, CheckpointFile
from loaders.exports.conditions import all_of
from loaders.exports.destroyed import destroyed_since
from loaders.exports.outputs import Output, Position, SingleOutput, SplitOutput
from loaders.exports.parts import Part, Written
from loaders.exports.plan import ExportPlan
from loaders.exports.reading import BY_ID, confirm_count, is_sorted_here, read_records, release
from loaders.files.file_target import FileTarget, part_of
from loaders.progress import Progress
from loaders.remote.client import Client
from loaders.remote.pages import Page, Snapshot
from loaders.remote.refusals import ServerRefused

Tell = Callable[[str, Mapping[str, Any]], None]
"""Takes the name of an event and what it says."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export came to."""

    files: tuple[Written, ...]
    seconds: float
    consistency: str
    remarks: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The rows of all files."""
        return sum(file.rows for file in self.files)

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.files)


@dataclass(slots=True)
class _State:
    """How far the reading is, and which states of the data it saw."""

    read: int = 0
    total: int | None = None
    last_id: str = ""
    snapshot: Snapshot | None = None
    newer: int = 0
    """How often the state that was read ended, and a newer one was gone on with."""
    remarks: list[str] = field(default_factory=list)


class ExportRun:
    """One export: `run` carries it out."""

    def __init__(self, client: Client, plan: ExportPlan, progress: Progress, tell: Tell) -> None:
        self._client = client
        self._plan = plan
        self._progress = progress
        self._tell = tell
        self._state = _State(remarks=list(plan.notes))

    def run(self) -> ExportResult:
        """Write every record of the plan, or leave an unfinished file."""
        started = time.monotonic()
        resumed = self._checkpoint()
        output = self._open(resumed)
        try:
            self._read(output, resumed)
            remark = confirm_count(self._client, self._plan.obj, self._plan.reading, self._state.read, self._state.total)
            self._state.remarks += [remark] if remark else []
            consistency = self._consistency()
            written = output.publish(plan_facts(self._plan) | {"consistency": consistency})
        except BaseException:
            output.abandon()
            if not can_resume(self._plan):
                self._release()
            raise
        self._release()
        self._follow_up()
        return ExportResult(tuple(written), time.monotonic() - started, consistency, tuple(self._state.remarks))

    def _checkpoint(self) -> Checkpoint | None:
        """Return where an unfinished export is to be gone on with."""
        plan = self._plan
        if not plan.resume or plan.output is None:
            return None
        found = CheckpointFile(plan.output).read(plan.digest)
        if found is None:
            self._state.remarks.append("--resume: there was nothing to go on with, so the export began at the first record")
        return found

    def _open(self, resumed: Checkpoint | None) -> Output:
        plan = self._plan
        if plan.split is not None:
            assert plan.output is not None
            return SplitOutput(plan.layout, plan.output, plan.split)
        if resumed is not None:
            part = Part(plan.layout, plan.output, resume_at=resumed.size, rows=resumed.rows)
        else:
            part = Part(plan.layout, plan.output)
        checkpoints = None
        if can_resume(plan):
            assert plan.output is not None
            checkpoints = CheckpointFile(plan.output)
            if resumed is None:
                checkpoints.remove()
        return SingleOutput(part, checkpoints, plan.digest)

    def _read(self, output: Output, resumed: Checkpoint | None) -> None:
        plan, state = self._plan, self._state
        try:
            for page in self._pages(resumed):
                records = [edge["node"] for edge in page.edges]
                self._note(page, records)
                if plan.delta is not None:
                    records = plan.delta.fresh(records)
                if plan.anonymiser is not None:
                    plan.anonymiser.apply(records)
                output.write(records)
                token = state.snapshot.token if state.snapshot else None
                output.reached(Position(state.read, state.last_id, page.cursor, state.total, token))
                self._progress.update(state.read, f"of {state.total:,}" if state.total is not None else "")
                self._tell("batch", {"rows": state.read, "total": state.total})
        except ServerRefused as refused:
            raise self._explain(refused, resumed) from refused

    def _pages(self, resumed: Checkpoint | None) -> Iterator[Page]:
        """Read from the beginning, or after the last record that is safely in the file."""
        plan, reading = self._plan, self._plan.reading
        if resumed is None:
            return read_records(self._client, plan.obj, plan.fields, plan.capabilities, reading)
        state = self._state
        state.read, state.total, state.last_id = resumed.read, resumed.total, resumed.last_id
        state.snapshot = Snapshot(resumed.snapshot) if resumed.snapshot else None
        left = None if reading.limit is None else reading.limit - resumed.read
        rest = replace(reading, limit=left, snapshot=resumed.snapshot)
        if list(reading.order) == list(BY_ID):
            # The id outlives cursors, which a change of the schema may end.
            rest = replace(rest, condition=all_of(dict(reading.condition or {}), {"id": {"gt": resumed.last_id}}))
        else:
            rest = replace(rest, after=resumed.cursor)
        pages = read_records(self._client, plan.obj, plan.fields, plan.capabilities, rest)
        return (replace(page, total=None) for page in pages)

    def _note(self, page: Page, records: list[dict[str, Any]]) -> None:
        state = self._state
        if state.total is None:
            state.total = page.total
        state.read += len(records)
        if records:
            state.last_id = records[-1]["id"]
        if page.snapshot is not None:
            if state.snapshot is not None and state.snapshot.token != page.snapshot.token:
                state.newer += 1
            first = state.snapshot.changes if state.snapshot else page.snapshot.changes
            state.snapshot = replace(page.snapshot, changes=first)

    def _consistency(self) -> str:
        state = self._state
        if not state.newer:
            return state.snapshot.consistency if state.snapshot else "HIGH_WATER_MARK"
        state.remarks.append(
            "the server ended the state that was read before all records were: the later ones come from a newer state, so a "
            "record that was changed meanwhile may be there as it was, as it is, or twice; every other is there once"
        )
        return "HIGH_WATER_MARK"

    def _release(self) -> None:
        state = self._state
        release(self._client, self._plan.capabilities, state.snapshot.token if state.snapshot else None)

    def _follow_up(self) -> None:
        """After the file has its name, list what was destroyed and remember where this export ended."""
        plan, state = self._plan, self._state
        if plan.delta is None or plan.marks is None:
            return
        self._list_destroyed()
        token = state.snapshot.changes if state.snapshot else None
        plan.marks.write(plan.server, plan.obj.name_singular, plan.delta.next_mark(token))

    def _list_destroyed(self) -> None:
        plan, state = self._plan, self._state
        if plan.changes is None:
            if plan.delta is not None and plan.delta.condition is not None:
                state.remarks.append(NOT_DESTROYED)
            return
        ids = destroyed_since(self._client, plan.obj, plan.changes)
        if plan.output is None:
            state.remarks.append(f"{sum(1 for _ in ids):,} records were destroyed for good; write to a file to have their ids")
            return
        path = plan.output.with_name(f"{plan.output.name.partition('.')[0]}.destroyed.csv")
        if count := _write_ids(path, ids):
            state.remarks.append(f"{count:,} records were destroyed for good, their ids are in {path}")

    def _explain(self, refused: ServerRefused, resumed: Checkpoint | None) -> Exception:
        """Return what a refused cursor means for the export; any other refusal says it itself."""
        if "CURSOR" not in refused.refusal.sub_code and "cursor" not in refused.refusal.message.lower():
            return refused
        if resumed is not None and self._state.read == resumed.read:
            return UsageError(
                f"the server takes the cursor of the unfinished export no more ({refused}); export without --resume"
            )
        return Incomplete(
            f"the server takes its own cursor no more, perhaps because its schema was changed ({refused}); the last record "
            f"written is {self._state.last_id}, after which --resume goes on"
        )


NOT_DESTROYED = (
    "records destroyed for good are not in this file: compare the ids of two exports made with --ids-only, or two backups "
    "with ferry diff"
)


def can_resume(plan: ExportPlan) -> bool:
    """Tell whether an unfinished export can be gone on with: one file of lines in the order in which the server is read."""
    read_in_order = not is_sorted_here(plan.capabilities, plan.reading.order)
    is_file = plan.output is not None and plan.layout.format.is_text and plan.split is None
    return is_file and plan.delta is None and read_in_order


def plan_facts(plan: ExportPlan) -> dict[str, Any]:
    """Return what the plan is, as events and manifests tell it."""
    return {
        "object": plan.obj.name_singular,
        "server": plan.server,
        "format": str(plan.layout.format),
        "columns": [column.label for column in plan.layout.columns],
        "filter": plan.reading.condition,
        "sort": list(plan.reading.order),
        "limit": plan.reading.limit,
        "anonymised": plan.anonymiser.paths if plan.anonymiser else [],
    }


def _write_ids(path: Path, ids: Iterator[str]) -> int:
    target = FileTarget(path)
    count = 0
    try:
        target.write(b"Id\n")
        for count, record_id in enumerate(ids, 1):  # noqa: B007 - the last is how many
            target.write(f"{record_id}\n".encode())
    except BaseException:
        target.abandon()
        part_of(path).unlink(missing_ok=True)
        raise
    target.publish()
    return count
