"""Batches whose answers were never written down: sent again as they were, so that the journal knows what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from loaders.files.rows import Row
from loaders.imports.batches import Batch, BatchWriter
from loaders.imports.drafts import Draft
from loaders.imports.links import linked_row
from loaders.imports.loads import kept_row
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from loaders.remote.model import RemoteModel
from loaders.remote.refusals import Refusal
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome
from loaders.runs.states import BatchRecord, LoadRecord, Phase, RowRecord


def settle_unanswered(client: Client, journal: Journal, model: RemoteModel, capabilities: Capabilities) -> None:
    """Send every open batch of a run once more, with its key, and write down what became of its rows."""
    loads = {load.number: load for load in journal.loads()}
    with ThreadPoolExecutor(1) as threads:
        for record in journal.open_batches():
            load = loads[record.load]
            writer = BatchWriter(client, model.find(load.object_name), capabilities, _nobody, None)
            batch = writer.start(threads, record, drafts_of(record))
            journal.settle(load.number, _rows(journal, load, batch), record.number)
    journal.note()


def drafts_of(record: BatchRecord) -> list[Draft]:
    """Return the rows of a batch without their cells, which are not needed any more."""
    pairs = zip(record.intents, record.data, strict=True)
    return [
        Draft(Row(intent.row, 0, []), {}, record_id=intent.record_id, outcome=Outcome(intent.outcome), payload=payload)
        for intent, payload in pairs
    ]


def _rows(journal: Journal, load: LoadRecord, batch: Batch) -> list[RowRecord]:
    settled = batch.settle()
    if batch.record.phase is not Phase.LINKS:
        return [kept_row(load, draft, answer) for draft, answer in settled]
    pairs = ((journal.row(load.number, draft.row.number), answer) for draft, answer in settled)
    return [linked_row(kept, answer) for kept, answer in pairs if kept is not None and answer.error is None]


def _nobody(_refusal: Refusal, _record: Mapping[str, Any]) -> str:
    return ""
