"""The story of one import: survey the file, map its headings, then window by window read, check, compare, send, account."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from loaders.errors import UsageError
from loaders.files.rows import Row, Source, Survey
from loaders.imports.batches import BatchWriter, InFlight
from loaders.imports.blame import blame_by
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.existing import Existing, NewRecords
from loaders.imports.keys import keys_of
from loaders.imports.positions import first_position
from loaders.imports.records import RecordReader
from loaders.imports.references import References
from loaders.imports.rejects import RejectsFile
from loaders.imports.row_ids import row_id_prefix
from loaders.mapping.columns import Column, import_columns
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import Mapping
from loaders.progress import Progress
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import fetch_model
from loaders.runs.outcomes import Outcome, Tally
from schema.model import ObjectMetadata

WINDOW = 1000
"""Rows looked up together: one read of stored records serves several writes."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the command line decides."""

    dry_run: bool = False
    history: bool = False
    batch: int | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything known before the first row is sent."""

    source: Source
    survey: Survey
    obj: ObjectMetadata
    columns: tuple[Column, ...]
    mapping: Mapping
    capabilities: Capabilities


@dataclass(frozen=True, slots=True)
class Steps:
    """The way of a window of rows, in its order; without a writer nothing is sent."""

    reader: RecordReader
    references: References
    duplicates: DuplicateIndex
    existing: Existing
    writer: BatchWriter | None

    def start(self, rows: Sequence[Row]) -> InFlight:
        """Take rows from their cells to the server, without waiting for its answers."""
        drafts = [self.reader.read(row) for row in rows]
        self.references.resolve(drafts)
        self.duplicates.claim(drafts)
        met = self.existing.decide(drafts)
        self.duplicates.claim_records(met)
        return self.writer.send(drafts) if self.writer else InFlight(drafts, ())

    def close(self) -> None:
        """Wait for what is under way and forget the keys of the file."""
        if self.writer:
            self.writer.close()
        self.duplicates.close()


@dataclass(slots=True)
class ImportRun:
    """One run of a plan; `tally` is right at every moment, also when the run is cut short."""

    client: Client
    plan: ImportPlan
    rejects: RejectsFile
    progress: Progress
    options: ImportOptions
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    def run(self) -> None:
        """Import every row, then check that all are accounted for."""
        started = time.monotonic()
        waiting: deque[InFlight] = deque()
        with closing(self._steps()) as steps:
            try:
                for rows in windows(self.plan.source.rows(), WINDOW):
                    self.tally.read += len(rows)
                    waiting.append(steps.start(rows))
                    while waiting and (waiting[0].is_done or _batches(waiting) > 2 * self._jobs):
                        self._settle(waiting.popleft())
                while waiting:
                    self._settle(waiting.popleft())
            except BaseException:
                self.client.stop()
                raise
            finally:
                self.rejects.close()
                self.progress.close()
                self.seconds = time.monotonic() - started
        self.tally.check(self.plan.survey.rows)

    def _steps(self) -> Steps:
        plan, client = self.plan, self.client
        keys = keys_of(plan.obj, plan.mapping)
        columns = tuple(mapped.column for mapped in plan.mapping.columns)
        size = batch_size(self.options, plan.capabilities)
        return Steps(
            RecordReader(plan.mapping),
            References(client, plan.mapping),
            DuplicateIndex(keys),
            Existing(client, plan.obj, columns, keys, self._new_records(), self.tally.warnings),
            None if self.options.dry_run else BatchWriter(client, plan.obj, blame_by(plan.mapping), size, self._jobs),
        )

    @property
    def _jobs(self) -> int:
        return self.options.jobs or self.plan.capabilities.jobs

    def _settle(self, window: InFlight) -> None:
        window.settle()
        self.rejects.write(window.drafts)
        for draft in window.drafts:
            assert draft.outcome is not None
            self.tally.outcomes[draft.outcome] += 1
            self.tally.codes.update({error.code for error in draft.errors})
        self.progress.update(self.tally.done, _detail(self.tally))

    def _new_records(self) -> NewRecords:
        plan = self.plan
        id_prefix = row_id_prefix(plan.survey.digest, plan.obj.name_singular)
        given = any(mapped.column.field == "position" for mapped in plan.mapping.columns)
        position = None if given else first_position(self.client, plan.obj, id_prefix)
        required = {column.field: column for column in plan.columns if column.required}
        return NewRecords(id_prefix, position, tuple(required.values()))


def plan_import(client: Client, object_name: str, open_source: Callable[[], Source], options: ImportOptions) -> ImportPlan:
    """Read the file once and the server's model, and map the headings; whatever is wrong is raised before any write."""
    source = open_source()
    survey = source.survey()
    model = fetch_model(client)
    obj = model.find(object_name)
    columns = import_columns(obj, model, history=options.history)
    mapping = match_headings(survey.headings, columns)
    capabilities = fetch_capabilities(client)
    batch_size(options, capabilities)
    return ImportPlan(source, survey, obj, columns, mapping, capabilities)


def batch_size(options: ImportOptions, capabilities: Capabilities) -> int:
    """Return how many records go into one call."""
    limit = capabilities.records_per_call
    if options.batch is not None and options.batch > limit:
        raise UsageError(f"--batch {options.batch} is more than the {limit} records the server takes in one call")
    return options.batch or min(limit, WINDOW)


def windows(rows: Iterator[Row], size: int) -> Iterator[Sequence[Row]]:
    """Yield the rows in lists of `size`."""
    while window := list(itertools.islice(rows, size)):
        yield window


def _batches(waiting: Iterable[InFlight]) -> int:
    return sum(len(window.batches) for window in waiting)


def _detail(tally: Tally) -> str:
    return ", ".join(f"{tally.outcomes[outcome]:,} {outcome}" for outcome in Outcome if tally.outcomes[outcome])
