"""Batches to the server: each with a key; halved, where only whole batches are refused, until bad rows stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from loaders.imports.blame import Blame
from loaders.imports.drafts import Draft
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from loaders.remote.mutations import upsert_many, upsert_rows
from loaders.remote.refusals import Refusal, ServerRefused, row_code
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, RowError
from loaders.runs.states import BatchRecord, Intent, Phase
from schema.model import ObjectMetadata

_MOMENTS = frozenset(("createdAt", "updatedAt"))
Cut = tuple[BatchRecord, Sequence[Draft]]
"""A batch as the journal has it, and its rows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server made of one row."""

    record_id: str | None = None
    """The record that was written; None where the answer does not tell which."""
    updated_at: str = ""
    error: RowError | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows under way: what the journal knows of them, the rows themselves, and the answers to come."""

    record: BatchRecord
    drafts: Sequence[Draft]
    answers: Future[list[Answer]]

    def settle(self) -> list[tuple[Draft, Answer]]:
        """Wait for the answers, give every refused row its error, and return each row with its answer."""
        settled = list(zip(self.drafts, self.answers.result(), strict=True))
        for draft, answer in settled:
            if answer.error is not None:
                draft.reject(answer.error)
            elif answer.record_id != draft.record_id and draft.outcome is Outcome.CREATED:
                # Somebody else made that record after it was looked for: the server kept its id.
                draft.record_id, draft.outcome = answer.record_id or "", Outcome.UPDATED
        return settled


class Writer(Protocol):
    """Sends rows in batches."""

    def cut(self, journal: Journal, load: int, phase: Phase, drafts: Iterable[Draft]) -> Iterator[Cut]:
        """Yield the rows that have something to be written, in batches ready for the journal."""

    def start(self, threads: ThreadPoolExecutor, record: BatchRecord, drafts: Sequence[Draft]) -> Batch:
        """Send a batch that stands in the journal."""


class BatchWriter:
    """Writes the rows of one object, several batches at a time; a batch that comes twice meets its own records.

    Where the server answers row by row, a rehearsed writer lets it judge the rows and write none.
    """

    def __init__(
        self,
        client: Client,
        obj: ObjectMetadata,
        capabilities: Capabilities,
        blame: Blame,
        batch: int | None,
        *,
        rehearsed: bool = False,
    ) -> None:
        self._client = client
        self._by_row = capabilities.row_upserts
        self._rehearsed = rehearsed
        self._documents = _documents(obj, capabilities, rehearsed=rehearsed)
        self._size = batch or (capabilities.records_per_upsert if self._by_row else capabilities.records_per_call)
        self._blame = blame

    def cut(self, journal: Journal, load: int, phase: Phase, drafts: Iterable[Draft]) -> Iterator[Cut]:
        """Yield the rows that have something to be written, in batches ready for the journal."""
        writable = [draft for draft in drafts if draft.payload is not None]
        parts = [writable[start : start + self._size] for start in range(0, len(writable), self._size)]
        for number, part in zip(journal.new_batches(len(parts)), parts, strict=True):
            yield self._record(journal, number, load, phase, part), part

    def start(self, threads: ThreadPoolExecutor, record: BatchRecord, drafts: Sequence[Draft]) -> Batch:
        """Send a batch that stands in the journal."""
        return Batch(record, drafts, threads.submit(self._write, record.key, record.document, record.data))

    def _record(self, journal: Journal, number: int, load: int, phase: Phase, drafts: Sequence[Draft]) -> BatchRecord:
        fresh = all(draft.outcome is Outcome.CREATED and _MOMENTS.isdisjoint(draft.payload or ()) for draft in drafts)
        return BatchRecord(
            number,
            load,
            phase,
            f"{journal.name}/{number}",
            self._documents[fresh],
            [draft.payload or {} for draft in drafts],
            tuple(Intent(draft.row.number, draft.outcome or "", draft.record_id) for draft in drafts),
        )

    def _write(self, key: str, document: str, data: list[dict[str, Any]]) -> list[Answer]:
        try:
            remembered = None if self._rehearsed else key
            answered = self._client.execute(document, {"data": data}, idempotency_key=remembered)
        except ServerRefused as refused:
            return self._isolate(key, document, data, refused)
        (field,) = answered.values()
        if isinstance(field, dict):
            return [self._answer(row, record) for row, record in zip(field["results"], data, strict=True)]
        return correlated(data, field)

    def _isolate(self, key: str, document: str, data: list[dict[str, Any]], refused: ServerRefused) -> list[Answer]:
        refusal = refused.refusal
        if refusal.is_document or refusal.code == "CONFLICT":
            raise refused
        if len(data) == 1:
            return [Answer(error=self._row_error(refusal, data[0]))]
        size = (len(data) + 1) // 2
        if refusal.is_size:
            size = min(refusal.most_records or size, len(data) - 1)
            self._size = min(self._size, size)
        # Every part has a key of its own: what was refused under the key of the whole is remembered under it.
        parts = [(f"{key}[{start}:{start + size}]", data[start : start + size]) for start in range(0, len(data), size)]
        return [answer for part_key, part in parts for answer in self._write(part_key, document, part)]

    def _answer(self, row: dict[str, Any], record: dict[str, Any]) -> Answer:
        error = row["error"]
        if error is None:
            return Answer(row["id"], (row.get("record") or {}).get("updatedAt") or "")
        refusal = Refusal(error["message"], error["code"] or "", error["subCode"] or "", error)
        return Answer(error=self._row_error(refusal, record))

    def _row_error(self, refusal: Refusal, record: dict[str, Any]) -> RowError:
        conflicting = refusal.extensions.get("conflictingRecordId")
        belongs = f"; the value belongs to record {conflicting}" if conflicting else ""
        return RowError(row_code(refusal), f"{refusal}{belongs}", self._blame(refusal, record))


def _documents(obj: ObjectMetadata, capabilities: Capabilities, *, rehearsed: bool) -> dict[bool, str]:
    """Return the mutation for batches of new records alone, which were written when they were created, and for any others."""
    if capabilities.row_upserts:
        return {fresh: upsert_rows(obj, dated=not fresh and not rehearsed, rehearsed=rehearsed) for fresh in (True, False)}
    return dict.fromkeys((True, False), upsert_many(obj))


def correlated(data: Sequence[dict[str, Any]], answered: Iterable[dict[str, Any]]) -> list[Answer]:
    """Return the answer for each record sent among those the server answered in an order of its own."""
    stored = {record["id"]: record["updatedAt"] for record in answered}
    others = list(stored.keys() - {record["id"] for record in data})
    return [_found(record, stored, others) for record in data]


def _found(record: dict[str, Any], stored: dict[str, str], others: Sequence[str]) -> Answer:
    """Return the answer for a record among those the server answered in an order of its own."""
    if record["id"] in stored:
        return Answer(record["id"], stored[record["id"]])
    return Answer(others[0] if len(others) == 1 else None)
