"""Related records found in bulk: one query per relation and window, remembered for later windows."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.imports.drafts import Draft
from loaders.imports.naming import named_value, naming_key, spellings
from loaders.imports.options import ImportOptions
from loaders.imports.parents import Parents, named_record
from loaders.imports.stored import Stored
from loaders.mapping.columns import Reference
from loaders.mapping.mapping import MappedColumn, Missing
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.runs.outcomes import Outcome, RowError
from loaders.values.cell_error import quoted

REMEMBERED = 10_000
"""Values whose record is remembered: some 5 MiB, so that memory is as flat with many parents as with few."""

Name = tuple[int, Any]
"""What a row calls a related record: the number of the mapped column, and the value."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a value names: live records, or else deleted ones."""

    live: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    planned: bool = False
    """Whether the live record is one that a rehearsal did not make, or restore."""


class References:
    """Finds the records that rows name by a unique value, and puts their ids into the rows."""

    def __init__(
        self,
        stored: Stored,
        mapping: ColumnMapping,
        options: ImportOptions,
        parents: Parents,
        later: frozenset[str] = frozenset(),
    ) -> None:
        self._stored = stored
        self._columns = mapping.columns
        self._options = options
        self._parents = parents
        self._later = later
        self._known: OrderedDict[Name, Found] = OrderedDict()
        self.warnings: Counter[str] = Counter()

    def resolve(self, drafts: Iterable[Draft], *, final: bool = False) -> None:
        """Set the join column of every open row; a name that leads to no live record, or to several, is its row's affair alone.

        Links between records of the same run are left for later; in the `final` round no row is deferred any more.
        """
        sound = [draft for draft in drafts if draft.references and draft.outcome is not Outcome.SKIPPED]
        for draft in sound:
            if self._later:
                draft.links = [name for name in draft.references if self._columns[name[0]].column.field in self._later]
                draft.references = [name for name in draft.references if name not in draft.links]
        window = self.find(name for draft in sound for name in draft.references)
        for draft in sound:
            for name in draft.references:
                self._settle(draft, name, window[name], final=final)
            if not draft.deferred:
                draft.references.clear()

    def find(self, names: Iterable[Name]) -> Mapping[Name, Found]:
        """Return what each name leads to, after missing records were made or restored where that was asked for."""
        window: dict[Name, Found] = {}
        unknown: dict[int, dict[Any, None]] = defaultdict(dict)
        for name in names:
            known = self._known.get(name)
            if known is None:
                unknown[name[0]][name[1]] = None
            elif name not in window:
                self._known.move_to_end(name)
                window[name] = known
        for number, values in unknown.items():
            mapped = self._columns[number]
            for value, found in self._complete(mapped, self._look_up(mapped, list(values))).items():
                window[number, value] = found
                if len(found.live) == 1:
                    self._known[number, value] = found
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return window

    def refusal(self, name: Name, found: Found) -> RowError:
        """Return why a name does not lead to one live record."""
        mapped, named = self._columns[name[0]], quoted(str(name[1]))
        if len(found.live) > 1:
            reason = f"{named} names {len(found.live)} records: {', '.join(found.live)}"
            return RowError("REL_AMBIGUOUS", reason, mapped.heading, "name the record by a unique value, such as its id")
        if found.deleted:
            hint = "restore it first, or give --restore-parents"
            return RowError("REL_DELETED", f"the record {named} is deleted", mapped.heading, hint)
        hint = "import it first, correct the cell, or give --missing-relations null, defer or create"
        return RowError("REL_NOT_FOUND", f"no record with {named}", mapped.heading, hint)

    def policy(self, name: Name) -> Missing:
        """Return what becomes of a row when this name leads nowhere."""
        return self._columns[name[0]].missing or self._options.missing

    def _settle(self, draft: Draft, name: Name, found: Found, *, final: bool) -> None:
        mapped = self._columns[name[0]]
        reference = mapped.column.reference
        assert reference is not None
        missing = not found.live and not found.deleted
        if len(found.live) == 1:
            draft.record[mapped.column.field] = found.live[0]
            draft.planned = draft.planned or found.planned
        elif not found.live and self.policy(name) is Missing.NULL:
            draft.unlinked = True
        elif missing and self.policy(name) is Missing.DEFER and not final and draft.outcome is None:
            draft.deferred = True
        else:
            draft.deferred = False
            draft.reject(self.refusal(name, found))

    def _complete(self, mapped: MappedColumn, found: dict[Any, Found]) -> dict[Any, Found]:
        """Make the missing records, and restore the deleted ones, that were asked for."""
        reference = mapped.column.reference
        assert reference is not None
        if self._options.restore_parents:
            gone = {value: hit.deleted[0] for value, hit in found.items() if not hit.live and len(hit.deleted) == 1}
            if gone:
                self._parents.restore(reference.target, list(gone.values()))
                self._stored.expect(reference.target, ({"id": record_id} for record_id in gone.values()))
                found |= {value: Found((record_id,), planned=self._parents.rehearsing) for value, record_id in gone.items()}
        if self._options.history and reference.field == "id":
            # A record of a backup may name a deleted one, for it did so where it came from.
            found = {value: hit if hit.live else Found(hit.deleted) for value, hit in found.items()}
        if (mapped.missing or self._options.missing) is Missing.CREATE:
            absent = [value for value, hit in found.items() if not hit.live and not hit.deleted]
            if absent:
                spoken = {named_value(reference, value): value for value in reversed(absent)}
                made = self._parents.make(reference, list(spoken.values()))
                self._stored.expect(reference.target, (named_record(reference, *pair) for pair in made.items()))
                ids = {value: made[spoken[named_value(reference, value)]] for value in absent}
                found |= {value: Found((record_id,), planned=self._parents.rehearsing) for value, record_id in ids.items()}
        return found

    def _look_up(self, mapped: MappedColumn, values: Sequence[Any]) -> dict[Any, Found]:
        reference = mapped.column.reference
        assert reference is not None
        key = naming_key(reference, mapped.heading)
        spelt = {value: spellings(mapped, value) for value in values}
        asked = [spelling for several in spelt.values() for spelling in several]
        found: dict[Any, list[tuple[str, bool]]] = defaultdict(list)
        wanted: dict[str, list[str]] = {"id": [], "deletedAt": []}
        for part in key.parts:
            wanted.setdefault(part.field, []).extend(filter(None, (part.sub_field,)))
        for node in self._stored.find(reference.target, wanted, [(key, asked)]):
            stored = key.of_stored(node)
            if stored is not None:
                found[stored].append((node["id"], node.get("deletedAt") is not None))
        hits = {value: _found([hit for one in several for hit in found.get(one, ())]) for value, several in spelt.items()}
        return {value: self._marked(reference, hit) for value, hit in hits.items()}

    def _marked(self, reference: Reference, found: Found) -> Found:
        """Return what was found, marked where a rehearsal only would have made it."""
        planned = len(found.live) == 1 and self._stored.is_planned(reference.target, found.live[0])
        return replace(found, planned=True) if planned else found


def _found(hits: Iterable[tuple[str, bool]]) -> Found:
    records = dict(hits)
    live = tuple(record for record, deleted in records.items() if not deleted)
    return Found(live, tuple(record for record, deleted in records.items() if deleted))
