"""The story of one import: rows decided window by window and sent, what had to wait done last, all accounted for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from loaders.errors import FerryError, TooManyErrors, UsageError
from loaders.imports.drafts import Draft
from loaders.imports.existing import NewRecords
from loaders.imports.links import Linking
from loaders.imports.loads import Load
from loaders.imports.options import ErrorLimit, ImportOptions, Position
from loaders.imports.parents import Parents
from loaders.imports.planning import LoadPlan, RunPlan
from loaders.imports.positions import first_position
from loaders.imports.rehearsed import Rehearsed
from loaders.imports.row_ids import row_id_prefix
from loaders.imports.steps import Steps
from loaders.imports.stored import Stored
from loaders.imports.ways import listener_of, steps_of, writer_of
from loaders.remote.client import Client
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, Tally
from loaders.runs.states import BatchRecord, LoadRecord, RunState

Listener = Callable[[LoadPlan, Sequence[Draft], BatchRecord | None], None]
"""Hears of rows that have an outcome now, and of the batch they went with, if they went."""


def nobody(_plan: LoadPlan, _drafts: Sequence[Draft], _batch: BatchRecord | None) -> None:
    """Listen to nothing."""


@dataclass(slots=True)
class ImportRun:
    """One run of a plan; its tallies are right at every moment, also when the run is cut short."""

    client: Client
    plan: RunPlan
    options: ImportOptions
    journal: Journal
    listener: Listener = nobody
    tallies: dict[int, Tally] = field(default_factory=dict)
    seconds: float = 0.0
    parents: int = 0
    """Related records that were made or restored because rows name them."""
    _steps: dict[int, Steps] = field(default_factory=dict)
    _rehearsed: Rehearsed | None = None

    def run(self) -> None:
        """Import every row, then check that all are accounted for."""
        started = time.monotonic()
        self._begin()
        try:
            with self._loads() as loads:
                for load in loads:
                    self._load_rows(load)
                self._load_deferred(loads)
                for load in loads:
                    Linking(self.client, self._plan_of(load), load, self._announce).run()
            self._account()
        except BaseException as error:
            self.client.stop()
            if not isinstance(error, FerryError):
                self.journal.take_back()
            if not isinstance(error, KeyboardInterrupt):
                self.journal.note(state=RunState.FAILED)
            raise
        finally:
            self.seconds = time.monotonic() - started
            for number, steps in self._steps.items():
                self.tallies[number].warnings += steps.warnings
        self.journal.note(state=RunState.DONE)

    @property
    def total(self) -> Tally:
        """All files together."""
        total = Tally()
        for tally in self.tallies.values():
            total.read += tally.read
            total.outcomes += tally.outcomes
            total.codes += tally.codes
            total.warnings += tally.warnings
            total.incomplete += tally.incomplete
        total.parents = self.parents
        return total

    def _begin(self) -> None:
        """Write down what is to be loaded, or find that it is what an earlier process began to load."""
        known = self.journal.loads()
        if not known:
            self.journal.add_loads(self._new_record(plan) for plan in self.plan.loads)
        for plan, record in zip(self.plan.loads, known, strict=False):
            check_same(plan, record)
        if known and len(known) != len(self.plan.loads):
            raise UsageError("the files of the run are not those it was begun with; begin a new run")
        self.journal.note(state=RunState.RUNNING)
        for record in self.journal.loads():
            outcomes = self.journal.counts(record.number)
            codes = self.journal.codes(record.number)
            self.tallies[record.number] = Tally(outcomes.total(), outcomes, codes)

    def _new_record(self, plan: LoadPlan) -> LoadRecord:
        seed = self.journal.name.encode() if self.options.fresh_ids else plan.survey.digest
        return LoadRecord(
            plan.number,
            plan.obj.name_singular,
            str(plan.source.path.absolute()),
            plan.survey.digest,
            plan.fingerprint,
            plan.schema,
            plan.survey.rows,
            row_id_prefix(seed, plan.obj.name_singular),
            None,
        )

    @contextmanager
    def _loads(self) -> Iterator[list[Load]]:
        jobs = self.options.jobs or self.plan.capabilities.jobs
        with ExitStack() as stack:
            if self.options.dry_run:
                self._rehearsed = Rehearsed(self.plan.loads)
                stack.callback(self._rehearsed.close)
            threads = ThreadPoolExecutor(jobs, thread_name_prefix="batch")
            stack.callback(threads.shutdown, cancel_futures=True)
            loads = []
            for plan, record in zip(self.plan.loads, self.journal.loads(), strict=True):
                self._steps[plan.number] = steps = self._new_steps(plan)
                stack.callback(steps.close)
                loads.append(
                    Load(
                        record,
                        steps,
                        self._new_records(plan, record),
                        self.journal,
                        writer_of(self.client, plan, self.options, self.plan.capabilities),
                        threads,
                        jobs,
                        listener_of(self.options, self._tell),
                    )
                )
            yield loads

    def _new_steps(self, plan: LoadPlan) -> Steps:
        parents = Parents(self.client, self.journal.images, rehearsing=self.options.dry_run)
        return steps_of(Stored(self.client, self._rehearsed), plan, self.options, parents)

    def _new_records(self, plan: LoadPlan, record: LoadRecord) -> NewRecords:
        required = {column.field: column for column in plan.columns if column.required}
        return NewRecords(record.id_prefix, record.position, tuple(required.values()))

    def _load_rows(self, load: Load) -> None:
        plan = self._plan_of(load)
        if load.record.read == 0 and self._needs_position(plan):
            position = first_position(self.client, plan.obj, load.record.id_prefix)
            self.journal.place_load(plan.number, position)
            load.new = NewRecords(load.new.id_prefix, position, load.new.required)
        load.load_rows(plan.source.rows())

    def _needs_position(self, plan: LoadPlan) -> bool:
        given = any(mapped.column.field == "position" for mapped in plan.mapping.columns)
        return self.options.position is Position.LAST and not given

    def _load_deferred(self, loads: Sequence[Load]) -> None:
        """Go over the rows that wait until no more of them find their related record, then settle the rest."""
        left = self.journal.later.deferred_count()
        while left:
            for load in loads:
                load.load_deferred(final=False)
            before, left = left, self.journal.later.deferred_count()
            if before == left:
                for load in loads:
                    load.load_deferred(final=True)
                return

    def _tell(self, record: LoadRecord, drafts: Sequence[Draft], batch: BatchRecord | None) -> None:
        tally = self.tallies[record.number]
        tally.read += len(drafts)
        for draft in drafts:
            assert draft.outcome is not None
            tally.outcomes[draft.outcome] += 1
            if draft.errors:
                tally.codes.update({error.code for error in draft.errors})
        if self._rehearsed is not None:
            self._rehearsed.note(self.plan.loads[record.number - 1].obj, drafts)
        self._announce(record, [draft for draft in drafts if not draft.may_be_linked], batch)
        rejected = tally.outcomes[Outcome.REJECTED]
        if rejected and ErrorLimit.parse(self.options.max_errors).exceeded(rejected, record.rows):
            raise TooManyErrors(
                f"{rejected:,} rows of {record.path} are rejected, more than --max-errors {self.options.max_errors}"
            )

    def _announce(self, record: LoadRecord, drafts: Sequence[Draft], batch: BatchRecord | None) -> None:
        self.listener(self.plan.loads[record.number - 1], drafts, batch)

    def _account(self) -> None:
        """Check that every row of every file has exactly one outcome in the journal."""
        self.parents = self.journal.images.parent_count()
        for plan in self.plan.loads:
            tally = self.tallies[plan.number]
            tally.outcomes = self.journal.counts(plan.number)
            tally.incomplete = self.journal.incomplete(plan.number)
            tally.check(plan.survey.rows)

    def _plan_of(self, load: Load) -> LoadPlan:
        return self.plan.loads[load.record.number - 1]


def check_same(plan: LoadPlan, record: LoadRecord) -> None:
    """Refuse to go on with anything else than what the run was begun with."""
    for what, now, then in (
        ("file", plan.survey.digest, record.digest),
        ("mapping", plan.fingerprint, record.mapping),
        ("server's data model", plan.schema, record.schema),
    ):
        if now != then:
            raise UsageError(f"{record.path}: the {what} has changed since the run was begun; begin a new run")
