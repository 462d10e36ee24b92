"""One raw record at a time: what is stored in each column, or why it is refused (`data-api.md` 7 and 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata
from tests.property.plain_composites import plain_composite
from tests.property.plain_values import FREE, RefusedError, is_uuid, plain_uuid, plain_value


@dataclass(frozen=True, slots=True)
class PlainRecord:
    """What the contract says of one record: the columns it touches, or every refusal it deserves."""

    columns: Mapping[str, Any]
    refusals: tuple[RefusedError, ...]


def plain_record(obj: ObjectMetadata, raw: Mapping[str, Any], *, create: bool) -> PlainRecord:
    """Check one record, key by key, and then for nulls that may not be; which refusal of several is told first is open."""
    columns: dict[str, Any] = {}
    refusals: list[RefusedError] = []
    for key, value in raw.items():
        try:
            columns.update(_member(obj, key, value, create=create))
        except RefusedError as refused:
            refusals.append(refused)
    return PlainRecord(columns, (*refusals, *_nulls(obj, columns)))


def _member(obj: ObjectMetadata, key: str, raw: Any, *, create: bool) -> Mapping[str, Any]:
    joined = next((relation for relation in obj.parents if relation.join_column == key), None)
    if joined:
        return {key: plain_uuid(raw, key)}
    member = obj.by_name.get(key)
    if member is None or not member.active:
        raise RefusedError(f'Object {obj.name_singular} doesn\'t have any "{key}" field.')
    if isinstance(member, ManyToOne):
        if not isinstance(raw, dict) or not raw:
            raise RefusedError(f'Relation "{key}" requires connect or disconnect operation')
        return {member.join_column: FREE}
    if not isinstance(member, Field):
        raise RefusedError(f"One-to-many relation {key} field does not support write operations.")
    if member.type in COMPOSITES:
        return plain_composite(member, raw, create=create)
    if key == "id" and create and raw is not None and not is_uuid(raw):
        raise RefusedError(f'Value "{raw}" is not a valid UUID' if isinstance(raw, str) else FREE, "INVALID_QUERY_INPUT")
    return {key: plain_value(member, raw)}


def _nulls(obj: ObjectMetadata, columns: Mapping[str, Any]) -> list[RefusedError]:
    """Refuse the nulls that are given; what a new record leaves out is for the insert to refuse."""
    plain = (f for f in obj.fields if f.type not in COMPOSITES and f.type is not FieldType.TS_VECTOR)
    needed = [f.name for f in plain if not f.nullable] + [r.join_column for r in obj.parents if not r.nullable]
    return [
        RefusedError(f'null value in column "{name}" of relation "{obj.table}" violates not-null constraint', None)
        for name in needed
        if columns.get(name, ABSENT) is None
    ]
