"""Which column of the file a server's refusal of a single row is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from loaders.mapping.mapping import MappedColumn
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.remote.refusals import Refusal, field_path, row_code
from schema.field_types import FieldType

Blame = Callable[[Refusal, Mapping[str, Any]], str]

_FAMILIES = {
    "PHONE_INVALID": FieldType.PHONES,
    "PHONE_CONFLICT": FieldType.PHONES,
    "URL_INVALID": FieldType.LINKS,
    "EMAIL_INVALID": FieldType.EMAILS,
}


def blame_by(mapping: ColumnMapping) -> Blame:
    """Return the function that names the heading at fault, or nothing where the refusal leaves it open."""

    def blame(refusal: Refusal, record: Mapping[str, Any]) -> str:
        path = refusal.extensions.get("field") or field_path(refusal)
        named = [mapped for mapped in mapping.columns if path is not None and path in _paths(mapped)]
        if named:
            return named[0].heading
        family = _FAMILIES.get(row_code(refusal))
        suspects = [mapped for mapped in mapping.columns if family is not None and mapped.column.composite is family]
        fields = {mapped.column.field for mapped in suspects if mapped.column.field in record}
        guilty = [mapped for mapped in suspects if mapped.column.field in fields and _quoted(mapped, record, refusal)]
        if guilty:
            return guilty[0].heading
        return next((m.heading for m in suspects if m.column.field in fields), "") if len(fields) == 1 else ""

    return blame


def _paths(mapped: MappedColumn) -> tuple[str, ...]:
    column = mapped.column
    path = ".".join(filter(None, column.place))
    return (path, column.field, path.replace(".", ""), column.aliases[-1] if column.aliases else path)


def _quoted(mapped: MappedColumn, record: Mapping[str, Any], refusal: Refusal) -> bool:
    value = (record.get(mapped.column.field) or {}).get(mapped.column.sub_field)
    return isinstance(value, str) and bool(value) and value in refusal.message
