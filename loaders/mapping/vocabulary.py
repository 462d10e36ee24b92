"""Every name under which a column of an object may stand in a file, and how much each name is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

from loaders.mapping.columns import Column
from loaders.mapping.mapping import Rule
from loaders.mapping.names import clean, plain_words, words_of
from loaders.mapping.presets import Names, Preset
from schema.field_types import FieldType
from schema.model import ManyToOne

_MAIN_PART = MappingProxyType(
    {
        FieldType.EMAILS: "primaryEmail",
        FieldType.LINKS: "primaryLinkUrl",
        FieldType.PHONES: "primaryPhoneNumber",
        FieldType.CURRENCY: "amountMicros",
        FieldType.RICH_TEXT: "markdown",
    }
)
"""The part of a composite field that is meant by the name of the field alone."""
EXACT = (Rule.LABEL, Rule.PATH, Rule.EXPORT)
"""The rules that take a heading letter by letter."""
_ASIDE = 10_000
"""Added to the rank of columns that no import loads, so that they never contend with one that is loaded."""
_SHORTENED = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that a heading may mean; of two, the one with the lower order is meant."""

    order: tuple[int, int]
    rule: Rule
    column: Column


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of all columns, by rule; those of the rules that are not exact as plain words."""

    names: Mapping[Rule, Mapping[str, Sequence[tuple[int, Column]]]]
    own_words: tuple[tuple[str, ...], ...]
    """What the object itself is called: words that may stand before any name in its own files."""

    def candidates(self, heading: str) -> list[Candidate]:
        """Return what a heading may mean, the likeliest first."""
        found: dict[str, Candidate] = {}
        for number, (rule, names) in enumerate(self.names.items()):
            spellings = ((heading, 0),) if rule in EXACT else self._spellings(heading)
            for spelling, worse in spellings:
                for rank, column in names.get(spelling, ()):
                    candidate = Candidate((number, rank + worse), rule, column)
                    known = found.setdefault(f"{column.path} {column.micros}", candidate)
                    if candidate.order < known.order:
                        found[f"{column.path} {column.micros}"] = candidate
        return sorted(found.values(), key=lambda candidate: candidate.order)

    def _spellings(self, heading: str) -> Iterator[tuple[str, int]]:
        waiting, worse = [words_of(heading)], 0
        while waiting:
            words = waiting.pop()
            yield "".join(words), worse
            worse += _SHORTENED
            waiting += [words[len(own) :] for own in self.own_words if len(words) > len(own) and words[: len(own)] == own]


@dataclass(slots=True)
class _Names:
    """Names being collected; a name keeps the best rank it was given for a column."""

    found: dict[str, dict[int, tuple[int, Column]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, name: str, column: Column, rank: int = 0) -> None:
        """Note that a name may mean a column."""
        rank += _ASIDE if column.kept_out and (column.relation or column.type in (FieldType.RAW_JSON, FieldType.FILES)) else 0
        self.found[name].setdefault(id(column), (rank, column))

    def all(self) -> Mapping[str, Sequence[tuple[int, Column]]]:
        """Return the columns by name."""
        return {name: tuple(columns.values()) for name, columns in self.found.items() if name}


def vocabulary_of(columns: Sequence[Column], presets: Sequence[tuple[Rule, Preset]], *, cells_known: bool) -> Vocabulary:
    """Return the names of the columns: those of the model, then those of each preset under its rule.

    Where cells are known a relation's name alone may mean any of its references; else it means the words people use.
    """
    label, path, older, words = _Names(), _Names(), _Names(), _Names()
    for column in columns:
        label.add(clean(column.label), column)
        path.add(column.path, column)
        for alias in column.aliases:
            older.add(clean(alias), column)
        if not column.whole:
            for name in (column.label, column.path, *column.aliases, *_short_names(column)):
                words.add(plain_words(name), column)
    names = {Rule.LABEL: label.all(), Rule.PATH: path.all(), Rule.EXPORT: older.all()}
    spoken = _Spoken(columns, [preset for _, preset in presets], cells_known=cells_known)
    by_rule = {rule: _synonyms(columns, preset, spoken) for rule, preset in presets}
    if Rule.PRESET in by_rule:
        names[Rule.PRESET] = by_rule[Rule.PRESET]
    names[Rule.WORDS] = words.all()
    names[Rule.SYNONYM] = by_rule.get(Rule.SYNONYM, {})
    return Vocabulary(names, _own_words(columns, presets))


def _short_names(column: Column) -> Iterator[str]:
    """Yield the name of the field alone where the column is its main part."""
    part = column.reference.sub_field if column.reference else column.sub_field
    if column.composite is not None and _MAIN_PART.get(column.composite) == part and not column.micros:
        yield column.label.rpartition(" / ")[0]
        yield column.path.rpartition(".")[0]


def _own_words(columns: Sequence[Column], presets: Sequence[tuple[Rule, Preset]]) -> tuple[tuple[str, ...], ...]:
    name = columns[0].object_name if columns else ""
    called = (name, *(word for _, preset in presets for word in preset.called.get(name, ())))
    return tuple(dict.fromkeys(words_of(word) for word in called if word))


def _synonyms(columns: Sequence[Column], preset: Preset, spoken: _Spoken) -> Mapping[str, Sequence[tuple[int, Column]]]:
    names = _Names()
    for name, column in product(preset.record_ids, _foreign_ids(columns)):
        names.add(plain_words(name), column)
    types = Counter(c.composite for c in columns if c.sub_field in _first_parts(c) and c.relation is None and not c.micros)
    for column in columns:
        if column.whole or column.micros:
            continue
        if column.relation is not None:
            found = tuple(spoken.names_of(column, preset))
        else:
            found = preset.names_of(column)
            if column.composite is not None and types[column.composite] == 1:
                found = (*found, *preset.part_names(column.composite, column.sub_field or ""))
        for rank, name in enumerate(found):
            names.add(plain_words(name), column, rank)
    return names.all()


def _foreign_ids(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the one unique text field in which an object may keep the ids of another system."""
    found = [c for c in columns if c.unique and c.type is FieldType.TEXT and c.relation is None]
    return found if len(found) == 1 else ()


def _first_parts(column: Column) -> Names:
    """Return the part by which the fields of a composite type are counted."""
    first = {FieldType.FULL_NAME: "firstName", FieldType.ADDRESS: "addressStreet1", **_MAIN_PART}
    return tuple(first[type_] for type_ in (column.composite,) if type_ in first)


class _Spoken:
    """What related records are called, each name followed by a name of the value by which the record is found."""

    def __init__(self, columns: Sequence[Column], presets: Sequence[Preset], *, cells_known: bool) -> None:
        self._presets = presets
        self._targets = Counter(c.relation.target for c in columns if c.relation and c.reference and c.reference.field == "id")
        in_words = {c.relation.name for c in columns if c.relation and c.kept_out}
        self._not_alone = frozenset() if cells_known else frozenset(in_words)

    def names_of(self, column: Column, preset: Preset) -> Iterator[str]:
        """Yield the names of a column that refers to another record."""
        relation, reference = column.relation, column.reference
        assert relation is not None
        assert reference is not None
        before = self._before(column.object_name, relation)
        path = ".".join(filter(None, (reference.field, reference.sub_field)))
        after = ["id", "record id"] if reference.field == "id" else [reference.field]
        after += preset.objects.get(relation.target, {}).get(path, ())
        if column.composite is not None and reference.sub_field is not None:
            after += preset.part_names(column.composite, reference.sub_field)
        yield from (f"{first} {second}" for second, first in product(after, before))
        if column.kept_out or relation.name not in self._not_alone:
            yield from before

    def _before(self, object_name: str, relation: ManyToOne) -> list[str]:
        found = [relation.label, relation.name]
        for preset in self._presets:
            found += preset.relations.get(f"{object_name}.{relation.name}", ())
            if self._targets[relation.target] == 1:
                found += preset.called.get(relation.target, ())
        return found + [f"{word} {name}" for preset in self._presets for word, name in product(preset.linking, tuple(found))]
