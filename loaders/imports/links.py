"""Links between records of the same run: set when all its rows are in, because the related record may come last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.files.rows import Row
from loaders.imports.batches import Answer
from loaders.imports.drafts import Draft
from loaders.imports.loads import Load, Told
from loaders.imports.planning import LoadPlan
from loaders.imports.steps import WINDOW
from loaders.mapping.mapping import Missing
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.runs.later import Link
from loaders.runs.outcomes import LOADED, Outcome, Reject, RowError
from loaders.runs.states import BatchRecord, Intent, Phase, RowRecord


@dataclass(slots=True)
class Linking:
    """The second pass over one file; a link that leads nowhere leaves its row incomplete, never unwritten."""

    client: Client
    plan: LoadPlan
    load: Load
    announce: Told
    """Hears of rows that were unchanged but for their links."""

    def run(self) -> None:
        """Set every link; batches whose answers are missing come first, and then their links are found to be set."""
        number, journal = self.load.record.number, self.load.journal
        for batch in journal.open_batches():
            if batch.load == number and batch.phase is Phase.LINKS:
                self._send([(batch, [_again(*pair) for pair in zip(batch.intents, batch.data, strict=True)])])
        while links := journal.later.links(number, WINDOW):
            self._set(links)
            journal.later.drop_links(number, links)

    def _set(self, links: Sequence[Link]) -> None:
        number, journal = self.load.record.number, self.load.journal
        standing = [link for link in links if self._stands(link)]
        wanted, refused = self._resolve(standing)
        journal.reject(number, refused)
        drafts = list(self._changes(standing, wanted))
        unchanged = {link.row.number: link for link in standing if self._kept(link.row.number).outcome == Outcome.UNCHANGED}
        if journal.is_rehearsal:
            journal.settle(number, [linked_row(self._kept(draft.row.number), Answer()) for draft in drafts])
        elif self.load.writer is not None:
            journal.images.keep(number, ((d.record_id, d.stored) for d in drafts if d.stored is not None))
            batches = list(self.load.writer.cut(journal, number, Phase.LINKS, drafts))
            journal.intend(number, None, [record for record, _ in batches])
            self._send(batches)
        settled = ((link, Outcome(self._kept(row).outcome)) for row, link in unchanged.items())
        self.announce(self.load.record, [Draft(one.row, {}, record_id=one.record_id, outcome=o) for one, o in settled], None)

    def _kept(self, number: int) -> RowRecord:
        """Return what became of a row, which has an outcome by now."""
        kept = self.load.journal.row(self.load.record.number, number)
        assert kept is not None
        return kept

    def _stands(self, link: Link) -> bool:
        return self._kept(link.row.number).outcome in LOADED

    def _resolve(self, links: Sequence[Link]) -> tuple[dict[str, dict[str, str]], list[Reject]]:
        references = self.load.steps.references
        found = references.find((link.place, link.value) for link in links)
        wanted: dict[str, dict[str, str]] = defaultdict(dict)
        refused: list[Reject] = []
        for link in links:
            name = (link.place, link.value)
            if len(found[name].live) == 1:
                wanted[link.record_id][self.plan.mapping.columns[link.place].column.field] = found[name].live[0]
            elif not found[name].live and references.policy(name) is Missing.NULL:
                references.warnings["REL_LEFT_OUT"] += 1
            else:
                refused.append(_incomplete(link.row, references.refusal(name, found[name]), link.record_id))
        return wanted, refused

    def _changes(self, links: Iterable[Link], wanted: Mapping[str, dict[str, str]]) -> Iterable[Draft]:
        """Yield one row for every record whose links differ from those it has."""
        stored = self._stored(wanted)
        rows = {link.record_id: link.row for link in links}
        for record_id, joins in wanted.items():
            before = stored.get(record_id, {})
            changed = {field: value for field, value in joins.items() if before.get(field) != value}
            if changed:
                draft = Draft(rows[record_id], {}, record_id=record_id, outcome=Outcome.UPDATED)
                draft.payload = {"id": record_id, **changed}
                if self._kept(draft.row.number).outcome != Outcome.CREATED:
                    draft.stored = {field: before.get(field) for field in changed}
                yield draft

    def _stored(self, wanted: Mapping[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
        if not wanted:
            return {}
        fields: dict[str, tuple[str, ...]] = {"id": (), **{field: () for joins in wanted.values() for field in joins}}
        condition = {"and": [WITH_DELETED, {"id": {"in": list(wanted)}}]}
        found = find_records(self.client, self.plan.obj, fields, condition, len(wanted) + 1)
        return {node["id"]: node for node in found}

    def _send(self, batches: Iterable[tuple[BatchRecord, Sequence[Draft]]]) -> None:
        load = self.load
        assert load.writer is not None
        for batch in [load.writer.start(load.threads, record, drafts) for record, drafts in batches]:
            rows: list[RowRecord] = []
            for draft, answer in batch.settle():
                if answer.error is None:
                    rows.append(linked_row(self._kept(draft.row.number), answer))
                elif draft.row.cells:
                    load.journal.reject(load.record.number, [_incomplete(draft.row, answer.error, draft.record_id)])
            load.journal.settle(load.record.number, rows, batch.record.number)


def linked_row(kept: RowRecord, answer: Answer) -> RowRecord:
    """Return what the journal keeps of a row whose link is set."""
    outcome = Outcome.UPDATED if kept.outcome == Outcome.UNCHANGED else kept.outcome
    return RowRecord(kept.row, outcome, kept.record_id, answer.updated_at, kept.code)


def _again(intent: Intent, payload: dict[str, Any]) -> Draft:
    """Return the row of a batch that is sent again; without its cells, since it is told with the link itself if it fails."""
    return Draft(Row(intent.row, 0, []), {}, record_id=intent.record_id, outcome=Outcome.UPDATED, payload=payload)


def _incomplete(row: Row, error: RowError, record_id: str) -> Reject:
    return Reject(row.number, row.line, row.cells, (error,), record_id)
