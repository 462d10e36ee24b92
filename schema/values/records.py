"""The raw records of one call, checked column by column: what to store, and every value that may not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from schema.model import ObjectMetadata
from schema.values.columns import ColumnCheck, Problem
from schema.values.composites import Stored, whole_value
from schema.values.fields import CompositeField, FieldCheck, Relation, field_checks
from schema.values.refusals import INVALID_QUERY_INPUT, Refusal, ValueRefused
from schema.values.transposition import transpose

_NO_OBJECT = ValueRefused('Missing required argument: "data" (object)', None, INVALID_QUERY_INPUT)


@dataclass(frozen=True, slots=True)
class CheckedRecords:
    """The records of a call as columns: one item a row, which is a stored value, None, or ABSENT where none was given.

    `columns` holds only columns that some row gives; `relations` the raw values of many-to-one relations, for the
    engine to judge. `refusals` are in the order of rows, within a row in the order of its keys.
    """

    count: int
    columns: dict[str, list[Any]]
    relations: dict[str, list[Any]]
    refusals: tuple[Refusal, ...]


class RecordChecker:
    """The checks of one object, made once: a class because the tables behind it outlive every call."""

    __slots__ = ("_creating", "_object", "_updating")

    def __init__(self, obj: ObjectMetadata) -> None:
        self._object = obj.name_singular
        self._creating = field_checks(obj, create=True)
        self._updating = field_checks(obj, create=False)

    def check(self, rows: Sequence[Mapping[str, Any]], *, create: bool) -> CheckedRecords:
        """Check the records of one call, which creates or updates."""
        problems: list[Problem] = []
        records = rows
        if set(map(type, rows)) - {dict}:
            problems += [(place, "", _NO_OBJECT) for place, row in enumerate(rows) if not isinstance(row, dict)]
            records = [row if isinstance(row, dict) else {} for row in rows]
        checks = self._creating if create else self._updating
        columns: Stored = {}
        relations: dict[str, list[Any]] = {}
        for name, raw in transpose(records).items():
            check = checks.get(name) or self._unknown(name)
            if isinstance(check, Relation):
                relations[name] = list(raw)
            else:
                columns.update(_stored(name, raw, check, problems))
        return CheckedRecords(len(rows), columns, relations, _refusals(rows, problems))

    def _unknown(self, name: str) -> ValueRefused:
        return ValueRefused(f'Object {self._object} doesn\'t have any "{name}" field.')


def _stored(name: str, raw: Sequence[Any], check: FieldCheck, problems: list[Problem]) -> Stored:
    if isinstance(check, ColumnCheck):
        return {check.column: check.check(raw, problems)}
    if isinstance(check, CompositeField):
        return _composite_columns(check, raw, problems)
    assert isinstance(check, ValueRefused)
    problems += [(place, name, check) for place, value in enumerate(raw) if value is not ABSENT]
    return {}


def _composite_columns(field: CompositeField, raw: Sequence[Any], problems: list[Problem]) -> Stored:
    """Return the columns of a composite field: a value of null, or none, leaves all of them alone."""
    if set(map(type, raw)) == {dict}:
        return field.check.check(raw, problems)
    places: list[int] = []
    values: list[Mapping[str, Any]] = []
    for place, value in enumerate(raw):
        if value is None or value is ABSENT:
            continue
        try:
            values.append(whole_value(value, field.name, field.composite))
            places.append(place)
        except ValueRefused as refused:
            problems.append((place, field.name, refused))
    found: list[Problem] = []
    stored = field.check.check(values, found) if values else {}
    problems += [(places[place], path, refused) for place, path, refused in found]
    return {column: _spread(part, places, len(raw)) for column, part in stored.items()}


def _spread(values: Sequence[Any], places: Sequence[int], count: int) -> list[Any]:
    column: list[Any] = [ABSENT] * count
    for place, value in zip(places, values, strict=True):
        column[place] = value
    return column


def _refusals(rows: Sequence[Mapping[str, Any]], problems: list[Problem]) -> tuple[Refusal, ...]:
    """Return the problems in the order in which a reader of the records meets them."""
    ordered = sorted(problems, key=lambda problem: (problem[0], _order(rows[problem[0]], problem[1]))) if problems else ()
    return tuple(
        Refusal(place, refused.message, refused.sub_code, refused.friendly, path or None) for place, path, refused in ordered
    )


def _order(row: Mapping[str, Any], path: str) -> tuple[int, int]:
    if not path:
        return 0, 0
    if path in row:
        return list(row).index(path), 0
    name, _, part = path.partition(".")
    value = row[name]
    return list(row).index(name), list(value).index(part) if isinstance(value, dict) and part in value else 0
