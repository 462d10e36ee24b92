"""One file on its way to one object: its rows, then the rows that had to wait, then the links between records of the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from loaders.files.rows import Row
from loaders.imports.batches import Answer, Batch, Writer
from loaders.imports.drafts import Draft
from loaders.imports.existing import NewRecords
from loaders.imports.row_ids import full_id, kept_id
from loaders.imports.steps import WINDOW, Steps, windows
from loaders.runs.journal import Journal
from loaders.runs.later import Link
from loaders.runs.outcomes import LOADED, Outcome, Reject
from loaders.runs.states import BatchRecord, LoadRecord, Phase, RowRecord

Told = Callable[[LoadRecord, Sequence[Draft], BatchRecord | None], None]
"""Rows that have an outcome now, and the batch they went with, if they went."""


@dataclass(slots=True)
class Load:
    """Drives the windows of one file; every decision stands in the journal before anything of it is sent."""

    record: LoadRecord
    steps: Steps
    new: NewRecords
    journal: Journal
    writer: Writer | None
    """Without a writer nothing is sent: a rehearsal where the server cannot judge rows without writing them."""
    threads: ThreadPoolExecutor
    jobs: int
    tell: Told
    waiting: deque[Batch] = field(default_factory=deque)

    def load_rows(self, rows: Iterator[Row]) -> None:
        """Decide and send the rows of the file; those of an earlier process are only remembered."""
        if self.record.read:
            self._take_up(rows)
        for window in windows(rows, self.steps.window):
            self._send(Phase.ROWS, self.steps.decide(window, self.new), window[-1].number)
        self.wait()

    def load_deferred(self, *, final: bool) -> None:
        """Decide once more the rows whose related record was not there."""
        later, number, after = self.journal.later, self.record.number, 0
        while rows := later.deferred(number, after, WINDOW):
            after = rows[-1].number
            drafts = self.steps.decide(rows, self.new, final=final)
            later.take_up(number, (draft.row for draft in drafts if not draft.deferred))
            self._send(Phase.DEFERRED, drafts)
        self.wait()

    def wait(self) -> None:
        """Wait for every batch under way."""
        while self.waiting:
            self._settle(self.waiting.popleft())

    def _take_up(self, rows: Iterator[Row]) -> None:
        """Claim again the keys of rows that are decided, and send again what has no answer."""
        open_batches = [
            batch
            for batch in self.journal.open_batches()
            if batch.load == self.record.number and batch.phase is not Phase.LINKS
        ]
        sent = {intent.row: intent.record_id for batch in open_batches for intent in batch.intents}
        found: dict[int, Row] = {}
        for window in windows(islice(rows, self.record.read), WINDOW):
            drafts = self._remember(window, sent)
            found |= {draft.row.number: draft.row for draft in drafts if draft.row.number in sent}
        for batch in open_batches:
            pairs = zip(batch.intents, batch.data, strict=True)
            self.start(batch, [_draft(found[i.row], i.outcome, i.record_id, payload) for i, payload in pairs])
        self.wait()

    def _remember(self, window: Sequence[Row], sent: Mapping[int, str]) -> list[Draft]:
        """Claim the keys of rows again, and the records they mean, by what is written down or was sent."""
        drafts = self.steps.read(window)
        ids = {row.row: row.record_id for row in self.journal.rows(self.record.number, window[0].number - 1, len(window))}
        for draft in drafts:
            number = draft.row.number
            draft.record_id = sent.get(number) or full_id(self.record.id_prefix, number, ids.get(number, ""))
        self.steps.duplicates.claim_records([draft for draft in drafts if draft.record_id])
        return drafts

    def _send(self, phase: Phase, drafts: Sequence[Draft], read: int | None = None) -> None:
        """Write down what was decided, then send what is to be sent."""
        number, journal = self.record.number, self.journal
        decided = [draft for draft in drafts if draft.outcome is not None]
        leaving = [draft for draft in decided if self._leaves(draft)]
        staying = [draft for draft in decided if not self._leaves(draft)]
        journal.settle(number, [kept_row(self.record, draft) for draft in staying])
        journal.reject(number, (_rejected(draft) for draft in staying if draft.errors))
        journal.later.defer(number, (draft.row for draft in drafts if draft.deferred))
        journal.later.keep_links(number, _links(decided))
        journal.images.keep(number, ((draft.record_id, draft.stored) for draft in leaving if draft.stored is not None))
        batches = list(self.writer.cut(journal, number, phase, leaving)) if self.writer else []
        journal.intend(number, read, [record for record, _ in batches])
        self.tell(self.record, staying, None)
        for record, rows in batches:
            self.start(record, rows)

    def _leaves(self, draft: Draft) -> bool:
        """Tell whether a row goes to the server; in a rehearsal one that names a planned record would be judged wrongly."""
        return self.writer is not None and draft.payload is not None and not draft.planned

    def start(self, record: BatchRecord, drafts: Sequence[Draft]) -> None:
        """Send a batch that stands in the journal, and settle what is answered."""
        assert self.writer is not None
        self.waiting.append(self.writer.start(self.threads, record, drafts))
        while self.waiting and (self.waiting[0].answers.done() or len(self.waiting) > 2 * self.jobs):
            self._settle(self.waiting.popleft())

    def _settle(self, batch: Batch) -> None:
        settled = batch.settle()
        number = self.record.number
        rejected = [_rejected(draft) for draft, answer in settled if answer.error is not None]
        self.journal.reject(number, rejected)
        self.journal.settle(number, [kept_row(self.record, *pair) for pair in settled], batch.record.number)
        self.tell(self.record, [draft for draft, _ in settled], batch.record)


def kept_row(record: LoadRecord, draft: Draft, answer: Answer | None = None) -> RowRecord:
    """Return what the journal keeps of a row that is decided, and answered where it was sent.

    A row that the server refused keeps the record it was meant for: no later row may mean it too.
    """
    record_id = "" if draft.errors and answer is None else kept_id(record.id_prefix, draft.row.number, draft.record_id)
    code = draft.errors[0].code if draft.errors else ""
    updated_at = answer.updated_at if answer else draft.updated_at
    return RowRecord(draft.row.number, str(draft.outcome), record_id, updated_at, code)


def _draft(row: Row, outcome: str, record_id: str, payload: dict[str, Any]) -> Draft:
    return Draft(row, {}, record_id=record_id, outcome=Outcome(outcome), payload=payload)


def _rejected(draft: Draft) -> Reject:
    return Reject(draft.row.number, draft.row.line, draft.row.cells, tuple(draft.errors))


def _links(drafts: Iterable[Draft]) -> Iterable[Link]:
    for draft in drafts:
        if draft.outcome in LOADED:
            for place, value in draft.links:
                yield Link(draft.row, place, draft.record_id, value)
