"""Related records found in bulk: one query per relation and window, remembered for later windows."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.imports.drafts import Draft
from loaders.imports.keys import Key, KeyPart, KeyValue
from loaders.imports.options import ImportOptions
from loaders.imports.parents import Parents
from loaders.mapping.columns import Reference
from loaders.mapping.mapping import MappedColumn, Missing
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.runs.outcomes import Outcome, RowError
from loaders.values.cell_error import quoted
from loaders.values.contacts import without_scheme
from loaders.values.phones import stored_phone
from schema.composites import COMPOSITES
from schema.field_types import FieldType

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


def no_plans(_reference: Reference, _value: Any) -> bool:
    """Know of no record that is yet to come."""
    return False


class References:
    """Finds the records that rows name by a unique value, and puts their ids into the rows."""

    def __init__(
        self,
        client: Client,
        mapping: ColumnMapping,
        options: ImportOptions,
        parents: Parents,
        later: frozenset[str] = frozenset(),
        planned: Callable[[Reference, Any], bool] = no_plans,
    ) -> None:
        self._client = client
        self._columns = mapping.columns
        self._options = options
        self._parents = parents
        self._later = later
        self._planned = planned
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

    def is_planned(self, name: Name) -> bool:
        """Tell whether a rehearsed run would make the record a name leads to."""
        reference = self._columns[name[0]].column.reference
        return reference is not None and self._planned(reference, name[1])

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
        elif missing and self._planned(reference, name[1]):
            draft.planned = True
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
                found |= {value: Found((record_id,), planned=self._parents.rehearsing) for value, record_id in gone.items()}
        if self._options.history and reference.field == "id":
            # A record of a backup may name a deleted one, for it did so where it came from.
            found = {value: hit if hit.live else Found(hit.deleted) for value, hit in found.items()}
        if (mapped.missing or self._options.missing) is Missing.CREATE:
            absent = [v for v, hit in found.items() if not hit.live and not hit.deleted and not self._planned(reference, v)]
            if absent:
                made = self._parents.make(reference, absent)
                found |= {value: Found((record_id,), planned=self._parents.rehearsing) for value, record_id in made.items()}
        return found

    def _look_up(self, mapped: MappedColumn, values: Sequence[Any]) -> dict[Any, Found]:
        reference = mapped.column.reference
        assert reference is not None
        key = naming_key(reference, mapped.heading)
        spellings = {value: _spellings(mapped, value) for value in values}
        asked = [spelling for several in spellings.values() for spelling in several]
        found: dict[Any, list[tuple[str, bool]]] = defaultdict(list)
        condition = {"and": [WITH_DELETED, key.condition(asked)]}
        wanted: dict[str, list[str]] = {"id": [], "deletedAt": []}
        for part in key.parts:
            wanted.setdefault(part.field, []).extend(filter(None, (part.sub_field,)))
        for node in find_records(self._client, reference.target, wanted, condition, len(asked) + 1):
            stored = key.of_stored(node)
            if stored is not None:
                found[stored].append((node["id"], node.get("deletedAt") is not None))
        return {value: _found([hit for one in several for hit in found.get(one, ())]) for value, several in spellings.items()}


def naming_key(reference: Reference, heading: str) -> Key:
    """Return the key of the target that a reference names it by; a phone number stands for its three parts."""
    if reference.type is FieldType.PHONES:
        return Key(heading, tuple(KeyPart(reference.field, part) for part in COMPOSITES[FieldType.PHONES].unique))
    return Key(heading, (KeyPart(reference.field, reference.sub_field, is_url=reference.type is FieldType.LINKS),))


def named_value(reference: Reference, value: Any) -> KeyValue:
    """Return the value of the target's key that a cell means."""
    if reference.type is FieldType.LINKS:
        return (without_scheme(value),)
    if reference.type is FieldType.PHONES:
        stored = stored_phone({"primaryPhoneNumber": value}) or {}
        return tuple(stored.get(part) for part in COMPOSITES[FieldType.PHONES].unique)
    return (value,)


def _spellings(mapped: MappedColumn, value: Any) -> tuple[KeyValue, ...]:
    """Return the comparable forms under which a value may be stored; addresses kept in a text may be in lower case."""
    reference = mapped.column.reference
    assert reference is not None
    named = named_value(reference, value)
    if mapped.column.type is not FieldType.TEXT or "@" not in str(value) or value == value.lower():
        return (named,)
    return (named, (value.lower(),))


def _found(hits: Iterable[tuple[str, bool]]) -> Found:
    records = dict(hits)
    live = tuple(record for record, deleted in records.items() if not deleted)
    return Found(live, tuple(record for record, deleted in records.items() if deleted))
