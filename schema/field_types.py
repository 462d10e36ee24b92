"""Every field type: how its value is stored, how an empty one reads, and which filter operators it allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """The field types, by the names of the metadata API (FieldMetadataType)."""

    ACTOR = "ACTOR"
    ADDRESS = "ADDRESS"
    ARRAY = "ARRAY"
    BOOLEAN = "BOOLEAN"
    CURRENCY = "CURRENCY"
    DATE = "DATE"
    DATE_TIME = "DATE_TIME"
    EMAILS = "EMAILS"
    FILES = "FILES"
    FULL_NAME = "FULL_NAME"
    LINKS = "LINKS"
    MULTI_SELECT = "MULTI_SELECT"
    NUMBER = "NUMBER"
    NUMERIC = "NUMERIC"
    PHONES = "PHONES"
    POSITION = "POSITION"
    RATING = "RATING"
    RAW_JSON = "RAW_JSON"
    RICH_TEXT = "RICH_TEXT"
    SELECT = "SELECT"
    TEXT = "TEXT"
    TS_VECTOR = "TS_VECTOR"
    UUID = "UUID"


class Storage(StrEnum):
    """What a column holds. On every engine the values cross the driver in these Python forms."""

    TEXT = "text"
    """str"""
    UUID = "uuid"
    """str, lower case with hyphens"""
    TIMESTAMP = "timestamp"
    """str, `2024-02-20T12:30:45.123Z`: sorts as time does"""
    DATE = "date"
    """str, `2024-05-01`"""
    NUMBER = "number"
    """int or float; a whole number is always an int"""
    BOOLEAN = "boolean"
    """0 or 1"""
    JSON = "json"
    """str of compact JSON"""


class Empty(StrEnum):
    """What a stored NULL reads as."""

    NULL = "null"
    TEXT = '""'
    LIST = "[]"


_COMPARISONS = ("eq", "neq", "gt", "gte", "lt", "lte", "in", "is")
_CHOICES = ("eq", "neq", "gt", "gte", "lt", "lte", "in", "containsAny", "is", "isEmptyArray")


@dataclass(frozen=True, slots=True)
class Traits:
    """What the rest of the code asks of a plain (not composite) type. `operators` stand in the order messages list them."""

    storage: Storage
    operators: tuple[str, ...]
    empty: Empty = Empty.NULL


TRAITS: dict[FieldType, Traits] = {
    FieldType.ARRAY: Traits(Storage.JSON, ("containsIlike", "is", "isEmptyArray"), Empty.LIST),
    FieldType.BOOLEAN: Traits(Storage.BOOLEAN, ("eq", "is")),
    FieldType.DATE: Traits(Storage.DATE, _COMPARISONS),
    FieldType.DATE_TIME: Traits(Storage.TIMESTAMP, _COMPARISONS),
    FieldType.FILES: Traits(Storage.JSON, ("is", "like")),
    FieldType.MULTI_SELECT: Traits(Storage.JSON, ("containsAny", "is", "isEmptyArray"), Empty.LIST),
    FieldType.NUMBER: Traits(Storage.NUMBER, _COMPARISONS),
    FieldType.NUMERIC: Traits(Storage.NUMBER, _COMPARISONS),
    FieldType.POSITION: Traits(Storage.NUMBER, _COMPARISONS),
    FieldType.RATING: Traits(Storage.TEXT, _CHOICES),
    FieldType.RAW_JSON: Traits(Storage.JSON, ("is", "like")),
    FieldType.SELECT: Traits(Storage.TEXT, _CHOICES),
    FieldType.TEXT: Traits(
        Storage.TEXT,
        ("eq", "neq", "gt", "gte", "lt", "lte", "in", "is", "like", "ilike", "startsWith", "endsWith"),
        Empty.TEXT,
    ),
    FieldType.TS_VECTOR: Traits(Storage.TEXT, ("eq", "neq", "is")),
    FieldType.UUID: Traits(Storage.UUID, _COMPARISONS),
}
