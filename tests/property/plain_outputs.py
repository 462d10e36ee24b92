"""What a stored value reads as, one at a time: the slow, obvious reading of `data-api.md` 5.1 and 5.2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field
from schema.naming import sub_column

_LISTS = ("additionalEmails", "secondaryLinks", "additionalPhones")
_NEVER_EMPTY = ("addressLat", "addressLng", "amountMicros", "currencyCode", "blocknote")


def plain_outputs(field: Field, stored: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Yield the path of every value of a field in an answer, its column, and what it reads as."""
    if field.type not in COMPOSITES:
        yield (field.name,), field.name, _plain_output(field, stored.get(field.name))
        return
    for part in COMPOSITES[field.type].sub_fields:
        column = sub_column(field.name, part.name)
        yield (field.name, part.name), column, _part_output(part.name, stored.get(column))


def selection(field: Field) -> str:
    """Return the selection that reads a field."""
    if field.type is FieldType.FILES:
        return f"{field.name} {{ fileId label }}"
    if field.type in COMPOSITES:
        return f"{field.name} {{ {' '.join(part.name for part in COMPOSITES[field.type].sub_fields)} }}"
    return field.name


def _plain_output(field: Field, stored: Any) -> Any:
    match field.type:
        case FieldType.TEXT:
            return stored or ""
        case FieldType.ARRAY | FieldType.MULTI_SELECT:
            return json.loads(stored) if stored else []
        case FieldType.RAW_JSON | FieldType.FILES:
            return json.loads(stored) if stored else None
        case FieldType.BOOLEAN:
            return None if stored is None else stored == 1
        case _:
            return stored


def _part_output(part: str, stored: Any) -> Any:
    if part in _LISTS:
        items = json.loads(stored) if isinstance(stored, str) else []
        return [{key: value for key, value in item.items() if value} if isinstance(item, dict) else item for item in items]
    return stored if stored is not None or part in _NEVER_EMPTY else ""
