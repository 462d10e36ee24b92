"""One file of a run taken back: the records it made are deleted, those it changed hold again what they held before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from loaders.files.rows import Row
from loaders.imports.batches import BatchWriter
from loaders.imports.deletions import delete, destroy
from loaders.imports.drafts import Draft
from loaders.imports.row_ids import full_id
from loaders.imports.steps import WINDOW
from loaders.imports.unanswered import drafts_of
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.remote.refusals import row_code
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, Reject, RowError
from loaders.runs.states import BatchRecord, Intent, LoadRecord, Phase, RowRecord
from loaders.runs.undone import Undone
from schema.model import Field, ManyToOne, ObjectMetadata

TOGETHER = 200
"""Records a call."""
_FIELDS: dict[str, Sequence[str]] = {"id": (), "createdAt": (), "updatedAt": (), "deletedAt": ()}
_SAFE = 2**53

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that is to be taken back, the id of its record, and when the run left that."""

    row: RowRecord
    record_id: str
    left: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """Goes over the rows of one file from the last to the first; each is settled in the undo's own journal."""

    client: Client
    obj: ObjectMetadata
    record: LoadRecord
    run: Journal
    journal: Journal
    writer: BatchWriter | None
    """Without a writer nothing is sent: what would become of the rows is all there is."""
    threads: ThreadPoolExecutor
    hard: bool
    tell: Told

    def take_back(self) -> None:
        """Settle what was sent and not answered, delete what the run made, then put back what it changed."""
        for batch in self.journal.open_batches():
            if batch.load == self.record.number:
                self._send(batch, drafts_of(batch) if batch.phase is Phase.ROWS else ())
        for window in self._windows(made=True):
            self._delete(window)
        for window in self._windows(made=False):
            self._put_back(window)

    def _windows(self, *, made: bool) -> Iterator[list[Taken]]:
        """Yield the rows that are not taken back yet."""
        number, before = self.record.number, None
        while rows := self.run.written.rows_before(number, before, WINDOW):
            before = rows[-1].row
            wanted = [row for row in rows if (row.outcome == Outcome.CREATED) is made and self._is_open(row)]
            if wanted:
                yield self._taken(wanted)

    def _is_open(self, row: RowRecord) -> bool:
        known = self.journal.row(self.record.number, row.row)
        return known is None or known.outcome == Undone.LEFT

    def _taken(self, rows: Iterable[RowRecord]) -> list[Taken]:
        """Return the rows with what the run left; a later file of the run that met the record too was taken back before."""
        ids = {row.row: full_id(self.record.id_prefix, row.row, row.record_id) for row in rows}
        left: dict[str, str] = {}
        for load in reversed(self.journal.loads()):
            if load.object_name == self.record.object_name and load.number > self.record.number:
                found = self.journal.written.of_records(load.number, ids.values())
                left |= {record_id: row.updated_at for record_id, row in found.items()}
        return [Taken(row, ids[row.row], left.get(ids[row.row], row.updated_at)) for row in rows]

    # Records the run made

    def _delete(self, window: Sequence[Taken]) -> None:
        stored = self._stored(window)
        ends: dict[Undone, list[Taken]] = {Undone.DELETED: [], Undone.DESTROYED: []}
        gone: list[Taken] = []
        for taken in window:
            node = stored.get(taken.record_id)
            if node is None or (node["deletedAt"] and not self.hard):
                gone.append(taken)
            else:
                # What others have worked on since is only soft-deleted: that can be restored.
                untouched = node["deletedAt"] or node["updatedAt"] == (taken.left or node["createdAt"])
                ends[Undone.DESTROYED if self.hard and untouched else Undone.DELETED].append(taken)
        self._settle((taken, Undone.GONE) for taken in gone)
        for end, several in ends.items():
            for start in range(0, len(several), TOGETHER):
                self._take_away(end, several[start : start + TOGETHER])

    def _take_away(self, end: Undone, window: Sequence[Taken]) -> None:
        if self.writer is None:
            self._settle((taken, end) for taken in window)
            return
        (number,) = self.journal.new_batches(1)
        intents = tuple(Intent(taken.row.row, end, taken.record_id) for taken in window)
        key = f"{self.journal.name}/{number}"
        batch = BatchRecord(number, self.record.number, Phase.DELETIONS, key, "", [], intents)
        self.journal.intend(self.record.number, None, [batch])
        self._send(batch, ())

    # Records the run changed

    def _put_back(self, window: Sequence[Taken]) -> None:
        stored = self._stored(window)
        drafts: list[Draft] = []
        for taken in window:
            image = self.run.images.get(self.record.number, taken.record_id)
            reason = _obstacle(taken, stored.get(taken.record_id), image)
            if reason is not None:
                self._leave(taken.row.row, taken.record_id, RowError("CHANGED_MEANWHILE", reason))
            else:
                payload = {"id": taken.record_id, **_writable(self.obj, image or {})}
                row = Row(taken.row.row, 0, [])
                drafts.append(Draft(row, {}, record_id=taken.record_id, outcome=Outcome(taken.row.outcome), payload=payload))
        self.tell(len(window) - len(drafts))
        if self.writer is None:
            rows = {taken.row.row: taken for taken in window}
            self._settle((rows[draft.row.number], _end(str(draft.outcome))) for draft in drafts)
            return
        batches = list(self.writer.cut(self.journal, self.record.number, Phase.ROWS, drafts))
        self.journal.intend(self.record.number, None, [batch for batch, _ in batches])
        for batch, rows_of_it in batches:
            self._send(batch, rows_of_it)

    # What is common to both

    def _send(self, batch: BatchRecord, drafts: Sequence[Draft]) -> None:
        """Send a batch that stands in the journal, and write down what became of its rows."""
        rows = self._answer_to_images(batch, drafts) if batch.phase is Phase.ROWS else self._answer_to_deletions(batch)
        self.journal.settle(self.record.number, rows, batch.number)
        self.tell(len(batch.intents))

    def _answer_to_deletions(self, batch: BatchRecord) -> list[RowRecord]:
        """Send a batch of records to be taken away."""
        take_away = destroy if batch.intents[0].outcome == Undone.DESTROYED else delete
        kept = take_away(self.client, self.obj, batch.key, [intent.record_id for intent in batch.intents])
        rows = []
        for intent in batch.intents:
            refusal = kept.get(intent.record_id)
            if refusal is None:
                rows.append(RowRecord(intent.row, intent.outcome, intent.record_id))
            else:
                rows.append(self._leave(intent.row, intent.record_id, RowError(row_code(refusal), str(refusal))))
        return rows

    def _answer_to_images(self, batch: BatchRecord, drafts: Sequence[Draft]) -> list[RowRecord]:
        """Send a batch of before-images; records the run had restored are deleted again."""
        assert self.writer is not None
        settled = self.writer.start(self.threads, batch, drafts).settle()
        ends = {intent.row: _end(intent.outcome) for intent in batch.intents}
        restored = [d.record_id for d, a in settled if a.error is None and ends[d.row.number] is Undone.REDELETED]
        if restored:
            delete(self.client, self.obj, f"{batch.key}/deleted", restored)
        rows = []
        for draft, answer in settled:
            if answer.error is not None:
                rows.append(self._leave(draft.row.number, draft.record_id, answer.error))
            else:
                rows.append(RowRecord(draft.row.number, ends[draft.row.number], draft.record_id, answer.updated_at))
        return rows

    def _settle(self, ended: Iterable[tuple[Taken, Undone]]) -> None:
        rows = [RowRecord(taken.row.row, end, taken.record_id) for taken, end in ended]
        self.journal.settle(self.record.number, rows)
        self.tell(len(rows))

    def _leave(self, row: int, record_id: str, error: RowError) -> RowRecord:
        """Write down why a record is left as it is."""
        self.journal.reject(self.record.number, [Reject(row, 0, [], (error,), record_id)])
        left = RowRecord(row, Undone.LEFT, record_id, "", error.code)
        self.journal.settle(self.record.number, [left])
        return left

    def _stored(self, window: Sequence[Taken]) -> dict[str, dict[str, Any]]:
        condition = {"and": [WITH_DELETED, {"id": {"in": [taken.record_id for taken in window]}}]}
        found = find_records(self.client, self.obj, _FIELDS, condition, len(window) + 1)
        return {node["id"]: node for node in found}


def _end(outcome: str) -> Undone:
    return Undone.REDELETED if outcome == Outcome.RESTORED else Undone.REVERTED


def _obstacle(taken: Taken, node: Mapping[str, Any] | None, image: Mapping[str, Any] | None) -> str | None:
    """Return why a record cannot be put back, or None."""
    if node is None:
        return "the record was destroyed since"
    if node["updatedAt"] != taken.left:
        return f"the record was changed at {node['updatedAt']}, after the run"
    if image is None:
        return "somebody else made the record while the run was at work, so what it held before is not known"
    return None


def _writable(obj: ObjectMetadata, image: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written so that a record holds its before-image: of the fields that are still there."""
    known = {member.name for member in obj.members if isinstance(member, Field)}
    known |= {member.join_column for member in obj.members if isinstance(member, ManyToOne)}
    return {name: _exact(value) for name, value in image.items() if name in known}


def _exact(value: Any) -> Any:
    """Return a value with amounts as text that are too large for a JSON number."""
    amount = value.get("amountMicros") if isinstance(value, dict) else None
    return {**value, "amountMicros": str(amount)} if isinstance(amount, int) and abs(amount) > _SAFE else value
