"""Proof of a load: the files are read again, and every record the run wrote, or met, holds what its row gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.errors import UsageError
from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.importer import check_same
from loaders.imports.options import ImportOptions
from loaders.imports.parents import Parents
from loaders.imports.planning import LoadPlan, RunPlan
from loaders.imports.proof import Difference, Proof, content_sum
from loaders.imports.references import Found, Name
from loaders.imports.rewritten import Rewritten
from loaders.imports.row_ids import full_id
from loaders.imports.steps import WINDOW, Steps, windows
from loaders.imports.stored import Stored
from loaders.imports.ways import steps_of
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.runs.journal import Journal
from loaders.runs.outcomes import LOADED, Outcome
from loaders.runs.states import LoadRecord, RowRecord


@dataclass(frozen=True, slots=True)
class Finding:
    """A row whose record does not hold what the row gives, or was written by somebody else since the run."""

    row: Row
    record_id: str
    differences: tuple[Difference, ...]
    changed: bool
    """Whether somebody else has changed the record since: then the run is not to blame."""


Told = Callable[[LoadPlan, Finding], None]
Advanced = Callable[[int], None]


@dataclass(slots=True)
class Verdict:
    """How the records of one file agree with it."""

    plan: LoadPlan
    outcomes: Counter[str]
    incomplete: int = 0
    """Rows that were written without a link, as the run has said."""
    equal: int = 0
    missing: int = 0
    """Records that do not exist, or not any more."""
    different: int = 0
    changed: int = 0
    """Records that somebody else has changed since."""
    rewritten: int = 0
    """Records that a later file of the run has written again, which shows there."""
    redated: int = 0
    """Records whose `updatedAt` the server has set in spite of the file."""
    content: int = 0
    faults: list[str] = field(default_factory=list)
    """Counts that do not agree."""

    @property
    def found(self) -> int:
        """How many rows have their record."""
        return self.equal + self.different + self.changed + self.rewritten

    @property
    def is_equal(self) -> bool:
        """Whether the load is proved."""
        return not (self.missing or self.different or self.faults)


def verify_run(
    client: Client, plan: RunPlan, options: ImportOptions, journal: Journal, tell: Told, advance: Advanced
) -> Iterator[Verdict]:
    """Prove a run file by file; what differs is told as it is found, and how many rows were looked at."""
    records = journal.loads()
    if len(records) != len(plan.loads):
        raise UsageError("the files of the run are not those it was begun with")
    for load, record in zip(plan.loads, records, strict=True):
        check_same(load, record)
    unwritten = Journal(None)
    try:
        for load, record in zip(plan.loads, records, strict=True):
            # Whatever would be made so that rows can name it goes to a journal that vanishes, and nowhere else.
            parents = Parents(client, unwritten.images, rehearsing=True)
            steps = steps_of(Stored(client), load, options, parents)
            try:
                verdict = Verdict(load, journal.counts(record.number), journal.incomplete(record.number))
                proof, rewritten = Proof(load, options, steps.references), Rewritten(journal, record)
                yield _Verification(client, verdict, record, journal, steps, proof, rewritten, tell, advance).run()
            finally:
                steps.close()
    finally:
        unwritten.close()


@dataclass(frozen=True, slots=True)
class _Verification:
    """Proves one file, window by window."""

    client: Client
    verdict: Verdict
    record: LoadRecord
    journal: Journal
    steps: Steps
    proof: Proof
    rewritten: Rewritten
    tell: Told
    advance: Advanced

    def run(self) -> Verdict:
        """Look at every row and return how the file agrees with the records."""
        for rows in windows(self.verdict.plan.source.rows(), WINDOW):
            kept = {row.row: row for row in self.journal.rows(self.record.number, rows[0].number - 1, len(rows))}
            drafts = [(draft, kept[draft.row.number]) for draft in self.steps.read(rows) if draft.row.number in kept]
            self._look_at([(draft, row) for draft, row in drafts if row.outcome in LOADED])
            self.advance(len(rows))
        self._count()
        return self.verdict

    def _look_at(self, pairs: Sequence[tuple[Draft, RowRecord]]) -> None:
        ids = {row.row: full_id(self.record.id_prefix, row.row, row.record_id) for _, row in pairs}
        stored = self._stored(list(ids.values()))
        found = self.steps.references.find(name for draft, _ in pairs for name in draft.references)
        rewritten = self.rewritten.left(list(ids.values()))
        contents: list[int] = []
        for draft, row in pairs:
            node = stored.get(ids[row.row])
            if node is None:
                self.verdict.missing += 1
                gone = (Difference("", "the record does not exist"),)
                self.tell(self.verdict.plan, Finding(draft.row, ids[row.row], gone, changed=False))
                continue
            contents.append(self.proof.content(node))
            if node["id"] in rewritten:
                self.verdict.rewritten += 1
            else:
                self._compare(draft, row, node, found)
        self.verdict.content = content_sum([self.verdict.content, *contents])

    def _stored(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        if not ids:
            return {}
        condition = {"and": [WITH_DELETED, {"id": {"in": list(ids)}}]}
        found = find_records(self.client, self.verdict.plan.obj, self.proof.fields, condition, len(ids) + 1)
        return {node["id"]: node for node in found}

    def _compare(self, draft: Draft, row: RowRecord, node: dict[str, Any], found: Mapping[Name, Found]) -> None:
        changed = node["deletedAt"] is not None or _is_newer(node, row)
        if draft.outcome is not None:
            reason = draft.errors[0].reason if draft.errors else "is left out"
            differences = [Difference("", f"the row is read in another way than by the run: {reason}")]
        else:
            differences = list(self.proof.differences(draft, row.outcome, node, found, self._unset(row)))
        if node["deletedAt"] is not None:
            differences.insert(0, Difference("", "the record is deleted"))
        self.verdict.redated += self.proof.is_redated(draft, row.outcome, node)
        self._report(draft, node["id"], differences, changed=changed)

    def _unset(self, row: RowRecord) -> frozenset[str]:
        """Return the columns whose links the run could not set, as it has said."""
        reject = self.verdict.incomplete and self.journal.reject_of(self.record.number, row.row)
        return frozenset(error.column for error in reject.errors) if reject else frozenset()

    def _report(self, draft: Draft, record_id: str, differences: Sequence[Difference], *, changed: bool) -> None:
        changed = changed or (bool(differences) and all(difference.foreign for difference in differences))
        if changed:
            self.verdict.changed += 1
        elif differences:
            self.verdict.different += 1
        else:
            self.verdict.equal += 1
            return
        self.tell(self.verdict.plan, Finding(draft.row, record_id, tuple(differences), changed))

    def _count(self) -> None:
        verdict, rows = self.verdict, self.verdict.plan.survey.rows
        if verdict.outcomes.total() != rows:
            verdict.faults.append(f"the file has {rows:,} rows, the journal has outcomes of {verdict.outcomes.total():,}")
        expected = sum(verdict.outcomes[outcome] for outcome in LOADED)
        looked_at = verdict.found + verdict.missing
        if looked_at != expected:
            verdict.faults.append(f"{expected:,} rows should have a record, {looked_at:,} were looked at")
        if shared := self.journal.written.shared(self.record.number):
            verdict.faults.append(f"{shared:,} rows have the same record as another row")


def _is_newer(node: Mapping[str, Any], row: RowRecord) -> bool:
    """Tell whether a record was written after the run; of a new one the journal may leave the moment to the record."""
    left = row.updated_at or (node["createdAt"] if row.outcome == Outcome.CREATED else "")
    return bool(left) and node["updatedAt"] != left
