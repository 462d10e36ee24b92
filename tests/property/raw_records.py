"""Random raw records of an object: a few keys each, most values right, any of them wrong."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata
from tests.property.raw_composites import any_composite, good_composite
from tests.property.raw_values import JSON, Raw, anything, good

_ID = st.uuids(version=4).map(str)
_CONNECT = _ID.map(lambda value: {"connect": {"where": {"id": value}}})


@cache
def right(field: Field) -> Raw:
    """Return values that the field takes."""
    return good_composite(field.type) if field.type in COMPOSITES else good(field)


@cache
def right_or_wrong(field: Field) -> Raw:
    """Return values that the field may or may not take."""
    return any_composite(field.type) if field.type in COMPOSITES else anything(field)


@st.composite
def records(draw: st.DrawFn, obj: ObjectMetadata) -> dict[str, Any]:
    """Draw a raw record of one to five keys."""
    chosen = draw(st.lists(st.sampled_from(_keys(obj)), min_size=1, max_size=5, unique=True))
    if draw(st.integers(0, 9)) == 9:
        chosen.append(draw(st.sampled_from(_unwritable(obj))))
    record = {key: draw(_values(obj, key)) for key in chosen}
    if "serial" in obj.by_name:
        record["serial"] = "S1"
    return {key: value for key, value in record.items() if f"{key}Id" not in record}


@cache
def _keys(obj: ObjectMetadata) -> tuple[str, ...]:
    joined = tuple(relation.join_column for relation in obj.parents)
    return (*(field.name for field in obj.fields if _is_writable(field)), *joined, *(r.name for r in obj.parents))


def _unwritable(obj: ObjectMetadata) -> tuple[str, ...]:
    return ("nope", "retired", "searchVector", *(relation.name for relation in obj.children[:1]))


def _is_writable(field: Field) -> bool:
    """Leave out what is never written, and a text that may not be null: whether "" counts as null there is open."""
    return field.type is not FieldType.TS_VECTOR and (field.nullable or field.type is not FieldType.TEXT)


def _values(obj: ObjectMetadata, key: str) -> Raw:
    member = obj.by_name.get(key)
    if isinstance(member, Field):
        return st.one_of(right(member), right(member), right(member), right_or_wrong(member))
    if isinstance(member, ManyToOne):
        return _CONNECT
    if key.endswith("Id"):
        return st.one_of(right(obj.fields[0]), right(obj.fields[0]), right_or_wrong(obj.fields[0]))
    return JSON
