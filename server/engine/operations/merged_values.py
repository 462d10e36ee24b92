"""Merged values: what the fields of several records become when the records become one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from schema.columns import field_columns
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.naming import sub_column
from schema.system_fields import system_fields
from server.engine.operations.unions import (
    Rows,
    Values,
    chosen,
    united_emails,
    united_files,
    united_links,
    united_phones,
    united_texts,
)

_OWN: Final = frozenset(field.name for field in system_fields(""))
"""What a record keeps for itself: its id, its place, and who wrote it when."""
_CODES: Final = {"primaryPhoneCountryCode": "countryCode", "primaryPhoneCallingCode": "callingCode"}
_LABEL: Final = {"primaryLinkLabel": "label"}


def merged_columns(obj: ObjectMetadata) -> list[str]:
    """Return the columns that records share when they become one, those of inactive members included."""
    return [column for member in obj.members for column in _columns(member)]


def merged_values(
    obj: ObjectMetadata, records: Sequence[Mapping[str, Any]], first: int, asked: Collection[str] | None = None
) -> dict[str, Any]:
    """Return these columns of the record that the records become; `first` is the place of the one with priority.

    Per field a value that stands alone stays; of several that of the record with priority does, or else the first one;
    lists are united in the order of the records. With `asked`, the columns an answer asks for, a phone or link that
    leaves a primary place shows only the parts which the answer asks of primary ones, as it does at Twenty.
    """
    merged: dict[str, Any] = {}
    for member in obj.members:
        columns = _columns(member)
        if columns:
            rows = [tuple(record[column] for column in columns) for record in records]
            merged.update(zip(columns, _merged(member, rows, first, asked), strict=True))
    return merged


def _columns(member: object) -> list[str]:
    if isinstance(member, ManyToOne):
        return [member.join_column]
    if isinstance(member, Field) and member.name not in _OWN:
        return [column.name for column in field_columns(member)]
    return []


def _merged(member: object, rows: Rows, first: int, asked: Collection[str] | None) -> Values:
    held = [row for row in rows if any(value not in (None, "") for value in row)]
    if len(held) == 1:
        return held[0]
    if isinstance(member, Field):
        match member.type:
            case FieldType.ARRAY | FieldType.MULTI_SELECT:
                return united_texts(rows)
            case FieldType.FILES:
                return united_files(rows, first, member.settings.get("maxNumberOfValues"))
            case FieldType.EMAILS:
                return united_emails(rows, first)
            case FieldType.LINKS:
                return united_links(rows, first, _hidden(member, _LABEL, asked))
            case FieldType.PHONES:
                return united_phones(rows, first, _hidden(member, _CODES, asked))
    telling, empty = _emptiness(member)
    return chosen(rows, first, lambda row: any(row[place] not in empty for place in telling))


def _emptiness(member: object) -> tuple[Sequence[int], Collection[str | None]]:
    """Return the places of the columns that decide whether a member has a value, and what they hold when it has none."""
    if not isinstance(member, Field):
        return (0,), (None,)
    composite = COMPOSITES.get(member.type)
    if composite is None:
        return (0,), (None, "[]") if member.type is FieldType.RAW_JSON else (None, "")
    return [place for place, part in enumerate(composite.sub_fields) if part.name in composite.emptiness], (None, "")


def _hidden(field: Field, parts: Mapping[str, str], asked: Collection[str] | None) -> set[str]:
    if asked is None:
        return set()
    return {item_part for part, item_part in parts.items() if sub_column(field.name, part) not in asked}
