"""The check of one column: which rule its field type has, one value at a time and for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from schema.columns import Column
from schema.field_types import FieldType
from schema.model import Field
from schema.values import bulk
from schema.values.json_values import array_value, choices_value, files_value, raw_json_value
from schema.values.moments import date_value, moment_value
from schema.values.plain import (
    One,
    boolean_value,
    choice_value,
    given_text,
    new_id,
    number_value,
    numeric_value,
    position_value,
    text_value,
    uuid_value,
    whole_number_value,
)
from schema.values.refusals import ValueRefused

Problem = tuple[int, str, ValueRefused]
"""The place of a value in its column, its path, and why it is refused."""

_RULES: dict[FieldType, tuple[One, bulk.Many]] = {
    FieldType.ARRAY: (array_value, bulk.nothing),
    FieldType.BOOLEAN: (boolean_value, bulk.booleans),
    FieldType.DATE: (date_value, bulk.dates),
    FieldType.DATE_TIME: (moment_value, bulk.moments),
    FieldType.NUMBER: (number_value, bulk.numbers),
    FieldType.NUMERIC: (numeric_value, bulk.numbers),
    FieldType.POSITION: (position_value, bulk.positions),
    FieldType.RAW_JSON: (raw_json_value, bulk.nothing),
    FieldType.TEXT: (text_value, bulk.texts),
    FieldType.UUID: (uuid_value, bulk.uuids),
}


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """How the raw values of one column become stored ones. `missing` is the refusal of None, or None where it may stand."""

    column: str
    path: str
    one: One
    many: bulk.Many
    missing: ValueRefused | None = None

    def check(self, raw: Sequence[Any], problems: list[Problem]) -> list[Any]:
        """Return the stored values, ABSENT where none was given, and note what is refused."""
        stored = self.many(raw, set(map(type, raw)))
        if stored is None:
            stored = [value if value is ABSENT else self._checked(place, value, problems) for place, value in enumerate(raw)]
        if self.missing is not None and None in stored:
            problems += [(place, self.path, self.missing) for place, value in enumerate(stored) if value is None]
        return stored

    def _checked(self, place: int, value: Any, problems: list[Problem]) -> Any:
        try:
            return self.one(value, self.path)
        except ValueRefused as refused:
            problems.append((place, self.path, refused))
            return ABSENT


def field_check(field: Field, missing: ValueRefused | None) -> ColumnCheck:
    """Return the check of a plain field."""
    one, many = _field_rule(field)
    return ColumnCheck(field.name, field.name, one, many, missing)


def column_check(column: Column, path: str, missing: ValueRefused | None) -> ColumnCheck:
    """Return the check of a join column or of a sub-field that stands for itself."""
    one, many = column_rule(column)
    if missing is not None and column.type is FieldType.TEXT:
        one, many = given_text, bulk.given_texts
    return ColumnCheck(column.name, path, one, many, missing)


def column_rule(column: Column) -> tuple[One, bulk.Many]:
    """Return how the values of a column are checked, one and many."""
    if column.type in (FieldType.SELECT, FieldType.RATING):
        return choice_value(column.options), bulk.choices(column.options)
    if column.type is FieldType.MULTI_SELECT:
        return choices_value(column.options), bulk.nothing
    return _RULES[column.type]


def id_check(*, create: bool, missing: ValueRefused) -> ColumnCheck:
    """Return the check of `id`: given to a new record or changed in a stored one."""
    return ColumnCheck("id", "id", new_id if create else uuid_value, bulk.uuids, missing)


def _field_rule(field: Field) -> tuple[One, bulk.Many]:
    values = tuple(option.value for option in field.options)
    if field.type in (FieldType.SELECT, FieldType.RATING):
        return choice_value(values), bulk.choices(values)
    if field.type is FieldType.MULTI_SELECT:
        return choices_value(values), bulk.nothing
    if field.type is FieldType.FILES:
        return files_value(field.settings.get("maxNumberOfValues")), bulk.nothing
    if field.type is FieldType.NUMBER and field.settings.get("dataType") in ("int", "bigint"):
        return whole_number_value, bulk.whole_numbers
    return _RULES[field.type]
