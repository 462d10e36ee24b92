"""The story of an undo: a run taken back file by file, children before parents, as a run with a journal of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

from loaders.errors import UsageError
from loaders.imports.batches import BatchWriter
from loaders.imports.deletions import delete, destroy
from loaders.imports.unanswered import settle_unanswered
from loaders.imports.way_back import TOGETHER, Told, WayBack
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.remote.model import RemoteModel
from loaders.remote.refusals import Refusal, row_code
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Reject, RowError
from loaders.runs.states import LoadRecord, RunState
from schema.model import ObjectMetadata

PARENTS = 0
"""The number under which related records stand that the run made or restored because rows named them."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes one run back; what is taken back already stays so, what was left is tried again."""

    client: Client
    model: RemoteModel
    capabilities: Capabilities
    run: Journal
    journal: Journal
    """The undo's own."""
    hard: bool
    tell: Told

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing is sent."""
        return self.journal.folder is None

    def take_back(self) -> None:
        """Take everything back that nobody has changed since."""
        self._begin()
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="batch") as threads:
                for load in reversed(self.journal.loads()):
                    self._way_back(load, threads).take_back()
            self._take_parents()
        except BaseException as error:
            self.client.stop()
            if not isinstance(error, KeyboardInterrupt):
                self.journal.note(state=RunState.FAILED)
            raise
        self.journal.note(state=RunState.DONE)
        if not self.is_rehearsal:
            self.run.note(state=RunState.UNDONE)

    def counts(self) -> Counter[str]:
        """Return how many rows had which outcome so far."""
        total: Counter[str] = Counter()
        for load in self.journal.loads():
            total += self.journal.counts(load.number)
        return total

    def left(self) -> Iterator[tuple[str, Reject]]:
        """Yield the rows, with their objects, whose records were left as they are."""
        for load in self.journal.loads():
            yield from ((load.object_name, reject) for reject in self.journal.rejects(load.number))
        yield from ((reject.cells[0], reject) for reject in self.journal.rejects(PARENTS))

    def _begin(self) -> None:
        if self.journal.fact("hard", self.hard) != self.hard:
            how = "with --hard" if self.journal.fact("hard") else "without --hard"
            raise UsageError(f"the run {self.run.name} is taken back {how}; go on in the same way")
        self.journal.note(undoes=self.run.name, server=self.client.origin, hard=self.hard, state=RunState.RUNNING)
        if not self.is_rehearsal:
            self.run.note(undone_by=self.journal.name)
            settle_unanswered(self.client, self.run, self.model, self.capabilities)
        if not self.journal.is_begun:
            loads = self.run.loads()
            self.journal.add_loads(replace(load, rows=self.run.written.count(load.number), read=0) for load in loads)
        self.journal.forget_rejects()

    def _way_back(self, load: LoadRecord, threads: ThreadPoolExecutor) -> WayBack:
        obj = self.model.find(load.object_name)
        writer = None if self.is_rehearsal else BatchWriter(self.client, obj, self.capabilities, _nobody, self._size)
        return WayBack(self.client, obj, load, self.run, self.journal, writer, threads, hard=self.hard, tell=self.tell)

    @property
    def _size(self) -> int:
        return min(TOGETHER, self.capabilities.records_per_upsert)

    # Related records that were made or restored because rows named them

    def _take_parents(self) -> None:
        """Take related records away, which come last; how many are done stands in the journal."""
        done = self.journal.fact("parents", 0)
        if self.is_rehearsal:
            return
        waiting = islice(self.run.images.parents(), done, None)
        for (name, made), members in groupby(waiting, key=lambda parent: (parent[0], parent[2])):
            while ids := [record_id for _, record_id, _ in islice(members, TOGETHER)]:
                kept = self._take(self.model.find(name), ids, f"{self.journal.name}/parents/{done}", made=made)
                for record_id, refusal in kept.items():
                    error = RowError(row_code(refusal), str(refusal))
                    self.journal.reject(PARENTS, [Reject(done + ids.index(record_id), 0, [name], (error,), record_id)])
                done += len(ids)
                self.journal.note(parents=done)

    def _take(self, obj: ObjectMetadata, ids: list[str], key: str, *, made: bool) -> dict[str, Refusal]:
        gone = self._untouched(obj, ids) if made and self.hard else []
        kept = destroy(self.client, obj, f"{key}/destroyed", gone) if gone else {}
        others = [record_id for record_id in ids if record_id not in set(gone)]
        return kept | (delete(self.client, obj, f"{key}/deleted", others) if others else {})

    def _untouched(self, obj: ObjectMetadata, ids: list[str]) -> list[str]:
        """Return the records that nobody has changed since they were made; others are only soft-deleted."""
        fields: dict[str, tuple[str, ...]] = {"id": (), "createdAt": (), "updatedAt": ()}
        condition: dict[str, Any] = {"and": [WITH_DELETED, {"id": {"in": ids}}]}
        found = find_records(self.client, obj, fields, condition, len(ids) + 1)
        return [node["id"] for node in found if node["createdAt"] == node["updatedAt"]]


def _nobody(_refusal: Refusal, _record: Any) -> str:
    return ""
