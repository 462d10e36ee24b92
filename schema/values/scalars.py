"""One value outside of a record: in a filter, and as the key of a record to connect to."""

from __future__ import annotations

from typing import Any

from schema.columns import Column
from schema.field_types import FieldType
from schema.values.columns import column_rule
from schema.values.json_values import raw_json_value
from schema.values.links import normalised_url
from schema.values.moments import date_value, moment_value
from schema.values.plain import One, boolean_value, given_text, number_value, numeric_value, uuid_value
from schema.values.refusals import INVALID_ARGS_FILTER, ValueRefused

_FILTERED: dict[FieldType, One] = {
    FieldType.BOOLEAN: boolean_value,
    FieldType.DATE: date_value,
    FieldType.DATE_TIME: moment_value,
    FieldType.NUMBER: number_value,
    FieldType.NUMERIC: numeric_value,
    FieldType.POSITION: numeric_value,
    FieldType.UUID: uuid_value,
}
_CHOICES = (FieldType.SELECT, FieldType.RATING, FieldType.MULTI_SELECT)


def check_filter_value(column: Column, raw: Any, path: str) -> Any:
    """Return the stored form a filter compares with; texts stay as given, lists and JSON are searched as text."""
    rule: One = _FILTERED.get(column.type, given_text)
    try:
        value = rule(raw, path)
    except ValueRefused as refused:
        raise ValueRefused(refused.message, refused.friendly, INVALID_ARGS_FILTER, path) from None
    if column.type in _CHOICES and value is not None and value not in column.options:
        options = ", ".join(column.options)
        message = f'Invalid select value "{value}" for field "{path}". Valid options: {options}'
        raise ValueRefused(message, f'Invalid value for field "{path}"', INVALID_ARGS_FILTER, path)
    return value


def normalise_key(column: Column, field_type: FieldType, raw: Any, path: str) -> Any:
    """Return a value of a unique column as a write would store it.

    An address that no record can have is not refused: it is only never found.
    """
    if field_type is FieldType.EMAILS or field_type is FieldType.LINKS:
        text = given_text(raw, path)
        if not text:
            return None
        return text.lower() if field_type is FieldType.EMAILS else normalised_url(text)
    if column.type is FieldType.RAW_JSON:
        return raw_json_value(raw, path)
    return column_rule(column)[0](raw, path)
