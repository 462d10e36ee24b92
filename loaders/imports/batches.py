"""Batches to the server: sent whole, halved while the server refuses them, until the bad rows stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from loaders.imports.blame import Blame
from loaders.imports.drafts import Draft
from loaders.remote.client import Client
from loaders.remote.documents import upsert_many
from loaders.remote.refusals import Refusal, ServerRefused, row_code
from loaders.runs.outcomes import Outcome, RowError
from schema.model import ObjectMetadata
from schema.naming import capitalise

_Errors = list[tuple[Draft, RowError]]


@dataclass(frozen=True, slots=True)
class InFlight:
    """A window of rows whose batches are on their way."""

    drafts: Sequence[Draft]
    batches: Sequence[Future[_Errors]]

    @property
    def is_done(self) -> bool:
        """Whether every answer is there."""
        return all(batch.done() for batch in self.batches)

    def settle(self) -> None:
        """Wait for the answers and give every refused row its error."""
        for batch in self.batches:
            for draft, error in batch.result():
                draft.reject(error)


class BatchWriter:
    """Writes rows by upsert, several batches at a time; a repeated batch meets its own records and changes nothing."""

    def __init__(self, client: Client, obj: ObjectMetadata, blame: Blame, size: int, jobs: int) -> None:
        self._client = client
        self._document = upsert_many(obj)
        self._root_field = f"create{capitalise(obj.name_plural)}"
        self._blame = blame
        self._size = size
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="batch")

    def send(self, drafts: Sequence[Draft]) -> InFlight:
        """Start sending the rows that have something to be written."""
        writable = [draft for draft in drafts if draft.payload is not None]
        size = self._size
        batches = [writable[start : start + size] for start in range(0, len(writable), size)]
        return InFlight(drafts, [self._threads.submit(self._write, batch) for batch in batches])

    def close(self) -> None:
        """Start nothing more and wait for the batches that are under way."""
        self._threads.shutdown(cancel_futures=True)

    def _write(self, drafts: Sequence[Draft]) -> _Errors:
        try:
            answered = self._client.execute(self._document, {"data": [draft.payload for draft in drafts]})[self._root_field]
        except ServerRefused as refused:
            return self._isolate(drafts, refused)
        _recognise(drafts, answered)
        return []

    def _isolate(self, drafts: Sequence[Draft], refused: ServerRefused) -> _Errors:
        refusal = refused.refusal
        if refusal.is_document:
            raise refused
        if len(drafts) == 1:
            return [(drafts[0], self._row_error(drafts[0], refusal))]
        if refusal.is_size:
            self._size = min(self._size, (len(drafts) + 1) // 2)
        half = len(drafts) // 2
        return self._write(drafts[:half]) + self._write(drafts[half:])

    def _row_error(self, draft: Draft, refusal: Refusal) -> RowError:
        conflicting = refusal.extensions.get("conflictingRecordId")
        belongs = f"; the value belongs to record {conflicting}" if conflicting else ""
        return RowError(row_code(refusal), f"{refusal}{belongs}", self._blame(refusal, draft.payload or {}))


def _recognise(drafts: Sequence[Draft], answered: Sequence[dict[str, Any]]) -> None:
    """Count a row as updated whose record somebody else created after it was looked for: the server kept that record's id."""
    ids = {record["id"] for record in answered}
    for draft in drafts:
        if draft.outcome is Outcome.CREATED and draft.record_id not in ids:
            draft.outcome = Outcome.UPDATED
