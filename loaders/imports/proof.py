"""What a row gives beside what its record holds now, by the rules that decide what an import would send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from loaders.imports.changes import Change, change_rules, plain_change
from loaders.imports.drafts import Draft
from loaders.imports.existing import read_fields
from loaders.imports.keys import matching_of
from loaders.imports.options import ImportOptions
from loaders.imports.planning import LoadPlan
from loaders.imports.references import Found, Name, References
from loaders.mapping.columns import HISTORY
from loaders.mapping.mapping import Missing
from loaders.runs.outcomes import Outcome
from schema.absent import ABSENT

_HASH_BYTES = 16
_DATED = ("createdAt", "updatedAt")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that does not hold what the row gives."""

    field: str
    """Its path, or nothing where the whole record is meant."""
    why: str
    given: Any = None
    stored: Any = None
    foreign: bool = False
    """Whether something else was changed since: the related record, and not this one."""


class Proof:
    """Compares rows of one file with their records; what an import would still send is a difference."""

    def __init__(self, plan: LoadPlan, options: ImportOptions, references: References) -> None:
        self._columns = plan.mapping.columns
        self._references = references
        self._history = options.history
        keys = matching_of(plan.obj, plan.mapping, options.key or plan.mapping.key).keys
        self._rules_of_new = change_rules(plan.obj, frozenset())
        self._rules = change_rules(plan.obj, frozenset(key.parts[0].field for key in keys if key.parts[0].is_url))
        filled = plan.mapping.filled
        self._filled = sorted({column.field for column in filled} - {"id", "updatedAt"})
        self.fields = read_fields(filled) | dict.fromkeys(_DATED, ())
        for column in filled:
            if column.field in HISTORY and column.sub_field is not None:
                self.fields[column.field] = [*self.fields.get(column.field, ()), column.sub_field]

    def differences(
        self, draft: Draft, outcome: str, node: Mapping[str, Any], found: Mapping[Name, Found], unset: frozenset[str]
    ) -> Iterator[Difference]:
        """Yield the fields that differ; the columns of `unset` are known to be left out."""
        rules = self._rules_of_new if outcome == Outcome.CREATED else self._rules
        for name, value in draft.record.items():
            if name not in self._kept(outcome):
                yield from _differences(name, value, node.get(name), rules)
        for place, value in draft.references:
            if self._columns[place].heading not in unset:
                yield from self._link((place, value), found[place, value], node)

    def content(self, node: Mapping[str, Any]) -> int:
        """Return the hash of what a record holds in the fields of the file."""
        held = {name: node[name] for name in self._filled}
        whole = orjson.dumps([node["id"], held], option=orjson.OPT_SORT_KEYS)
        return int.from_bytes(blake2b(whole, digest_size=_HASH_BYTES).digest(), "big")

    def is_redated(self, draft: Draft, outcome: str, node: Mapping[str, Any]) -> bool:
        """Tell whether the server has set another `updatedAt` than the file gives, as some servers do."""
        given = draft.record.get("updatedAt") if self._history and outcome == Outcome.CREATED else None
        return given is not None and given != node["updatedAt"]

    def _kept(self, outcome: str) -> frozenset[str]:
        """Return the fields that an import does not write whatever the row gives."""
        return frozenset(("id", "updatedAt")) if outcome == Outcome.CREATED else HISTORY | {"id"}

    def _link(self, name: Name, found: Found, node: Mapping[str, Any]) -> Iterator[Difference]:
        field = self._columns[name[0]].column.field
        stored = node.get(field)
        if stored in found.live or stored in found.deleted:
            return
        if len(found.live) == 1:
            yield Difference(field, "differs", found.live[0], stored)
        elif stored is not None or found.deleted:
            yield Difference(field, "the related record was changed since", name[1], stored, foreign=True)
        elif self._references.policy(name) is not Missing.NULL:
            yield Difference(field, "is empty", name[1], stored)


def content_sum(hashes: Sequence[int]) -> int:
    """Return the hash of a set of records: their order does not matter."""
    return sum(hashes) % (1 << 8 * _HASH_BYTES)


def _differences(name: str, given: Any, stored: Any, rules: Mapping[str, Change]) -> Iterator[Difference]:
    change = rules.get(name, plain_change)(given, stored)
    if change is ABSENT:
        return
    if name not in rules:
        yield Difference(name, "differs", given, stored)
        return
    held = stored or {}
    for part, value in change.items():
        if plain_change(value, held.get(part)) is not ABSENT:
            yield Difference(f"{name}.{part}", "differs", value, held.get(part))
