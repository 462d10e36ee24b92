"""What search reads of a record: its search fields as one SQL expression, NULL read as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schema.columns import field_columns
from schema.composites import COMPOSITES
from schema.field_types import FieldType, Storage
from schema.model import Field, ObjectMetadata
from schema.naming import sub_column
from schema.search_text import searched_fields

_EACH: Final = "(SELECT group_concat({}, ' ') FROM json_each({}))"
_TREE: Final = "(SELECT group_concat(atom, ' ') FROM json_tree({}) WHERE type = 'text')"
_NUMBER, _CODE = "value ->> 'number'", "value ->> 'callingCode'"


def source(obj: ObjectMetadata) -> str | None:
    """Return the expression that folds all searched text of a row of the object's table into one, None without any."""
    found = [sql for field in searched_fields(obj) for sql in _of(field)]
    # Whoever changes what the function returns renames it: then every index is built anew.
    return f"ferry_search_text(printf('{' '.join(['%s'] * len(found))}', {', '.join(found)}))" if found else None


def _of(field: Field) -> Iterator[str]:
    match field.type:
        case FieldType.EMAILS:
            primary, additional = _quoted(field, "primaryEmail"), _quoted(field, "additionalEmails")
            yield _with_domain(primary)
            yield _if_given(additional, _EACH.format(_with_domain("value"), additional))
        case FieldType.PHONES:
            number, code = _quoted(field, "primaryPhoneNumber"), _quoted(field, "primaryPhoneCallingCode")
            yield from (number, code, f"{code} || {number}")
            additional = _quoted(field, "additionalPhones")
            every = " || ' ' || ".join(f"coalesce({part}, '')" for part in (_NUMBER, _CODE, f"({_CODE}) || ({_NUMBER})"))
            yield _if_given(additional, _EACH.format(every, additional))
        case FieldType.RICH_TEXT:
            yield _quoted(field, "markdown")
        case _:
            yield from _plainly(field)


def _plainly(field: Field) -> Iterator[str]:
    for column in field_columns(field):
        name = f'"{column.name}"'
        if column.storage is Storage.JSON:
            yield _if_given(name, _TREE.format(name))
        elif column.storage is Storage.TEXT or field.type not in COMPOSITES:
            yield name


def _quoted(field: Field, part: str) -> str:
    return f'"{sub_column(field.name, part)}"'


def _with_domain(address: str) -> str:
    """Return an address and, where it has one, the part after its @."""
    return f"{address} || ' ' || iif(instr({address}, '@'), substr({address}, instr({address}, '@') + 1), '')"


def _if_given(column: str, sql: str) -> str:
    # Most records have no list here, and opening one costs as much as the rest of the text.
    return f"CASE WHEN {column} IS NOT NULL THEN {sql} END"
