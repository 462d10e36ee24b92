"""Related records found in bulk: one query per relation and window, remembered for later windows."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.imports.drafts import Draft
from loaders.imports.keys import KeyPart
from loaders.mapping.columns import Reference
from loaders.mapping.mapping import MappedColumn, Mapping
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.runs.outcomes import RowError
from loaders.values.cell_error import quoted
from loaders.values.contacts import without_scheme
from schema.field_types import FieldType

REMEMBERED = 10_000
"""Values whose record is remembered: some 5 MiB, so that memory is as flat with many parents as with few."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a value names: live records, or else a deleted one."""

    live: tuple[str, ...] = ()
    deleted: bool = False


class References:
    """Finds the records that rows name by a unique value, and puts their ids into the rows."""

    def __init__(self, client: Client, mapping: Mapping) -> None:
        self._client = client
        self._columns = mapping.columns
        self._known: OrderedDict[tuple[int, Any], Found] = OrderedDict()

    def resolve(self, drafts: Sequence[Draft]) -> None:
        """Set the join column of every row; a name that leads to no live record, or to several, rejects its row alone."""
        window = self._ask(drafts)
        for draft in drafts:
            for number, value in draft.references:
                mapped, found = self._columns[number], window[number, value]
                if len(found.live) == 1:
                    draft.record[mapped.column.field] = found.live[0]
                else:
                    draft.reject(_refusal(mapped, value, found))
            draft.references.clear()

    def _ask(self, drafts: Iterable[Draft]) -> dict[tuple[int, Any], Found]:
        window: dict[tuple[int, Any], Found] = {}
        unknown: dict[int, dict[Any, None]] = defaultdict(dict)
        for draft in drafts:
            for number, value in draft.references:
                known = self._known.get((number, value))
                if known is None:
                    unknown[number][value] = None
                elif (number, value) not in window:
                    self._known.move_to_end((number, value))
                    window[number, value] = known
        for number, values in unknown.items():
            for value, found in self._look_up(self._columns[number], list(values)).items():
                window[number, value] = found
                if len(found.live) == 1:
                    self._known[number, value] = found
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return window

    def _look_up(self, mapped: MappedColumn, values: list[Any]) -> dict[Any, Found]:
        reference = mapped.column.reference
        assert reference is not None
        part = _part(mapped, reference)
        spellings = {value: _spellings(mapped, value) for value in values}
        asked = [spelling for several in spellings.values() for spelling in several]
        found: dict[Any, list[tuple[str, bool]]] = defaultdict(list)
        condition = {"and": [WITH_DELETED, part.condition(asked)]}
        wanted: dict[str, list[str]] = {"id": [], "deletedAt": [], reference.field: []}
        if reference.sub_field is not None:
            wanted[reference.field].append(reference.sub_field)
        for node in find_records(self._client, reference.target, wanted, condition, len(asked) + 1):
            stored = part.get(node)
            if stored is not None:
                found[stored].append((node["id"], node.get("deletedAt") is not None))
        return {value: _found([hit for one in several for hit in found.get(one, ())]) for value, several in spellings.items()}


def _part(mapped: MappedColumn, reference: Reference) -> KeyPart:
    return KeyPart(reference.field, reference.sub_field, is_url=mapped.column.composite is FieldType.LINKS)


def _spellings(mapped: MappedColumn, value: Any) -> tuple[Any, ...]:
    """Return the comparable forms under which a value may be stored; addresses kept in a text may be in lower case."""
    if mapped.column.composite is FieldType.LINKS:
        return (without_scheme(value),)
    if mapped.column.type is not FieldType.TEXT or "@" not in value or value == value.lower():
        return (value,)
    return (value, value.lower())


def _found(hits: Iterable[tuple[str, bool]]) -> Found:
    records = dict(hits)
    return Found(tuple(record for record, deleted in records.items() if not deleted), deleted=any(records.values()))


def _refusal(mapped: MappedColumn, value: Any, found: Found) -> RowError:
    named = quoted(str(value))
    if len(found.live) > 1:
        return RowError("REL_AMBIGUOUS", f"{named} names {len(found.live)} records: {', '.join(found.live)}", mapped.heading)
    if found.deleted:
        return RowError("REL_DELETED", f"the record {named} is deleted; restore it first", mapped.heading)
    return RowError("REL_NOT_FOUND", f"no record with {named}; import it first, or correct the cell", mapped.heading)
