"""Composite values: what every composite has in common, and the four whose sub-fields stand for themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import orjson

from schema.absent import ABSENT
from schema.composites import Composite
from schema.naming import sub_column
from schema.values.columns import ColumnCheck, Problem
from schema.values.inspect import inspect
from schema.values.plain import One
from schema.values.refusals import ValueRefused
from schema.values.transposition import transpose

Stored = dict[str, list[Any]]
"""Stored values by column, ABSENT where none was given."""


Joint = Callable[[Mapping[str, Any], str], tuple[Any, ...]]
JointMany = Callable[[Sequence[Mapping[str, Any]]], tuple[list[list[Any]], list[int]] | None]


class CompositeCheck(Protocol):
    """How the raw values of a composite field become the stored values of its columns."""

    def check(self, values: Sequence[Mapping[str, Any]], problems: list[Problem]) -> Stored:
        """Return the stored columns of composite values that are objects, and note what is refused."""
        ...


class SeparateParts:
    """A composite whose sub-fields are checked, stored and left alone each for itself."""

    __slots__ = ("_composite", "_field", "_parts")

    def __init__(self, field: str, composite: Composite, parts: Mapping[str, ColumnCheck]) -> None:
        self._field = field
        self._composite = composite
        self._parts = parts

    def check(self, values: Sequence[Mapping[str, Any]], problems: list[Problem]) -> Stored:
        """Return the columns of the sub-fields that some value gives."""
        stored: Stored = {}
        for name, raw in transpose(values).items():
            part = self._parts.get(name)
            if part is not None:
                stored[part.column] = part.check(raw, problems)
                continue
            refused = unknown_part(self._field, self._composite, name)
            problems += [(place, f"{self._field}.{name}", refused) for place, value in enumerate(raw) if value is not ABSENT]
        return stored


class JointParts:
    """A composite that is read and stored as a whole: one sub-field decides about another.

    `one` returns the stored values of all sub-fields in their order. `many` does the same for the plain values of a whole
    column and names the places of the others; it answers None when no value is plain.
    """

    __slots__ = ("_columns", "_field", "_many", "_one")

    def __init__(self, field: str, composite: Composite, one: Joint, many: JointMany | None = None) -> None:
        self._field = field
        self._columns = part_columns(field, composite)
        self._one = one
        self._many = many

    def check(self, values: Sequence[Mapping[str, Any]], problems: list[Problem]) -> Stored:
        """Return the columns that some value decides about."""
        plain = self._many(values) if self._many is not None else None
        if plain is None:
            rows = [self._checked(place, value, problems) for place, value in enumerate(values)]
            parts = list(map(list, zip(*rows, strict=True)))
        else:
            parts, others = plain
            for place in others:
                for part, stored in zip(parts, self._checked(place, values[place], problems), strict=True):
                    part[place] = stored
        columns = zip(self._columns, parts, strict=True)
        return {column: part for column, part in columns if any(value is not ABSENT for value in part)}

    def _checked(self, place: int, value: Mapping[str, Any], problems: list[Problem]) -> tuple[Any, ...]:
        try:
            return self._one(value, self._field)
        except ValueRefused as refused:
            problems.append((place, refused.path or self._field, refused))
            return (ABSENT,) * len(self._columns)


def read_parts(value: Mapping[str, Any], field: str, composite: Composite, rules: Mapping[str, One]) -> dict[str, Any]:
    """Return the checked sub-fields of a composite value, in the order given."""
    parts: dict[str, Any] = {}
    for name, raw in value.items():
        rule = rules.get(name)
        path = f"{field}.{name}"
        try:
            if rule is None:
                raise unknown_part(field, composite, name)
            parts[name] = rule(raw, path)
        except ValueRefused as refused:
            refused.path = path
            raise
    return parts


def unknown_part(field: str, composite: Composite, name: str) -> ValueRefused:
    """Return the refusal of a sub-field the composite type does not have."""
    words = composite.words
    return ValueRefused(f'Invalid subfield {name} for {words} field "{field}"', f"Invalid value for {words}.")


def whole_value(raw: Any, field: str, composite: Composite) -> Mapping[str, Any]:
    """Return a composite value as an object, or refuse it; an empty list counts as an empty object."""
    if isinstance(raw, dict):
        return raw
    if isinstance(raw, list):
        if not raw:
            return {}
        raise unknown_part(field, composite, "0")
    if isinstance(raw, str):
        if _is_json(raw):
            raise unknown_part(field, composite, "0")
        raise ValueRefused(f'Invalid object value {inspect(raw)} for field "{field}"', "Invalid value for JSON.")
    shown = inspect(raw)
    raise ValueRefused(f'Invalid object value {shown} for field "{field}"', f'Invalid value for JSON: "{shown}"')


def part_columns(field: str, composite: Composite) -> tuple[str, ...]:
    """Return the columns of a composite field."""
    return tuple(sub_column(field, part.name) for part in composite.sub_fields)


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True
