"""Calls as Twenty's own importer makes them: rows whole, related records left to the server, none after a refused one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from loaders.errors import ExitCode, FerryError
from loaders.imports.batches import Answer, Batch, BatchWriter, correlated
from loaders.imports.drafts import Draft
from loaders.imports.existing import Existing
from loaders.imports.loads import Told
from loaders.imports.naming import named_value, naming_key
from loaders.mapping.mapping import MappedColumn, Mapping
from loaders.remote.client import Client
from loaders.remote.refusals import ServerRefused, row_code
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, RowError
from loaders.runs.states import BatchRecord, LoadRecord, Phase
from schema.field_types import FieldType

_ASKED = frozenset(("id", "deletedAt", "updatedAt"))


class CallRefused(FerryError):
    """The server refused a call, and Twenty's importer goes no further."""

    exit_code = ExitCode.REJECTS


class Connections:
    """Lets the server find related records: a row says by which unique value, and nothing is looked for before."""

    def __init__(self, mapping: Mapping) -> None:
        self._columns = mapping.columns

    def __call__(self, drafts: Iterable[Draft], *, final: bool = False) -> None:  # noqa: ARG002 - no row is ever deferred
        """Set the relations of rows."""
        for draft in drafts:
            for place, value in draft.references:
                relation = self._columns[place].column.relation
                assert relation is not None
                draft.record[relation.name] = {"connect": {"where": _where(self._columns[place], value)}}
            draft.references.clear()


class TwentyRecords:
    """Sends every row whole, whatever is stored; stored records only tell what is created, and what was there before."""

    def __init__(self, existing: Existing, losses: Counter[str]) -> None:
        self._existing = existing
        self.warnings = losses

    def decide(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Give every row that is still open its outcome and payload; no row yields to another that means the same record."""
        for draft, nodes in self._existing.met(drafts):
            draft.outcome = Outcome.CREATED
            for node in nodes[:1]:
                draft.record_id = node["id"]
                draft.outcome = Outcome.RESTORED if node["deletedAt"] else Outcome.UPDATED
                kept = _ASKED if node["deletedAt"] is None else _ASKED - {"deletedAt"}
                draft.stored = {name: value for name, value in node.items() if name not in kept}
            draft.payload = {**draft.record, "id": draft.record_id}
        return []


class TwentyWriter:
    """Writes batches one after the other; a batch with a single bad row is refused whole."""

    def __init__(self, client: Client, batches: BatchWriter) -> None:
        self._client = client
        self._batches = batches

    def cut(
        self, journal: Journal, load: int, phase: Phase, drafts: Iterable[Draft]
    ) -> Iterator[tuple[BatchRecord, Sequence[Draft]]]:
        """Yield the rows that have something to be written, in batches ready for the journal."""
        return self._batches.cut(journal, load, phase, drafts)

    def start(self, threads: ThreadPoolExecutor, record: BatchRecord, drafts: Sequence[Draft]) -> Batch:  # noqa: ARG002
        """Send a batch that stands in the journal, and wait for its answer."""
        answers: Future[list[Answer]] = Future()
        answers.set_result(self._write(record))
        return Batch(record, drafts, answers)

    def _write(self, record: BatchRecord) -> list[Answer]:
        try:
            answered = self._client.execute(record.document, {"data": record.data}, idempotency_key=record.key)
        except ServerRefused as refused:
            refusal = refused.refusal
            if refusal.is_document:
                raise
            error = RowError(row_code(refusal), f"the whole call was refused: {refusal}")
            return [Answer(error=error)] * len(record.data)
        (records,) = answered.values()
        return correlated(record.data, records)


def stopping(tell: Told) -> Told:
    """Return the listener that ends a run after the first call that is refused."""

    def told(load: LoadRecord, drafts: Sequence[Draft], batch: BatchRecord | None) -> None:
        tell(load, drafts, batch)
        if batch is not None and drafts[0].errors:
            first, last = drafts[0].row.number, drafts[-1].row.number
            raise CallRefused(
                f"{load.path}: {drafts[0].errors[0].reason}; rows {first:,} to {last:,} were sent with it, and the rows "
                f"behind them are not processed, for Twenty's importer stops here: import without --strict-twenty"
            )

    return told


def _where(mapped: MappedColumn, value: Any) -> dict[str, Any]:
    """Return the unique value of a related record in the server's terms."""
    reference = mapped.column.reference
    assert reference is not None
    if reference.type is not FieldType.PHONES:
        return {reference.field: value if reference.sub_field is None else {reference.sub_field: value}}
    parts = naming_key(reference, mapped.heading).parts
    return {reference.field: {str(part.sub_field): one for part, one in zip(parts, named_value(reference, value), strict=True)}}
