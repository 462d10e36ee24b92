"""The default values that are the same for every record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schema.columns import field_columns
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata
from schema.values.columns import column_rule, field_check

_FUNCTIONS = ("uuid", "now")
_SET_BY_SERVER = (FieldType.ACTOR, FieldType.POSITION)


def static_defaults(obj: ObjectMetadata) -> dict[str, Any]:
    """Return the stored default by column, for the fields whose default is a literal."""
    return {
        column: value
        for field in obj.fields
        if field.default is not None and field.default not in _FUNCTIONS and field.type not in _SET_BY_SERVER
        for column, value in _of(field)
        if value is not None
    }


def _of(field: Field) -> Iterator[tuple[str, Any]]:
    composite = COMPOSITES.get(field.type)
    if composite is None:
        yield field.name, field_check(field, None).one(_literal(field.default), field.name)
        return
    given = field.default if isinstance(field.default, Mapping) else {}
    for part, column in zip(composite.sub_fields, field_columns(field), strict=True):
        if part.name in given:
            yield column.name, column_rule(column)[0](_literal(given[part.name]), f"{field.name}.{part.name}")


def _literal(default: Any) -> Any:
    """Return the value a default in metadata form stands for: its text carries quotes of its own."""
    if isinstance(default, str) and len(default) > 1 and default[0] == default[-1] == "'":
        return default[1:-1]
    if isinstance(default, Mapping):
        return {name: _literal(value) for name, value in default.items()}
    if isinstance(default, list | tuple):
        return [_literal(value) for value in default]
    return default
