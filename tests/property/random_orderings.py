"""Random orderings: several keys, nulls first and last, composites, and fields of a related record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from schema.composites import COMPOSITES
from schema.data_model import DataModel
from schema.field_types import FieldType, Storage
from schema.model import Field, ObjectMetadata

Orderings = st.SearchStrategy[list[dict[str, Any]]]
DIRECTIONS = st.sampled_from(["AscNullsFirst", "AscNullsLast", "DescNullsFirst", "DescNullsLast"])

_UNORDERED = {
    FieldType.ACTOR,
    FieldType.ARRAY,
    FieldType.FILES,
    FieldType.MULTI_SELECT,
    FieldType.RAW_JSON,
    FieldType.RICH_TEXT,
    FieldType.TS_VECTOR,
}


@cache
def orderings(model: DataModel, obj: ObjectMetadata, related: frozenset[str]) -> Orderings:
    """Return orderings of one to three keys; relations lead to the objects named."""
    entries = dict(_entries(obj))
    for relation in obj.parents:
        if relation.target in related:
            entries[relation.join_column] = DIRECTIONS
            entries[relation.name] = _one_of(dict(_entries(model.by_name[relation.target])))
    names = st.lists(st.sampled_from(sorted(entries)), min_size=1, max_size=3, unique=True)
    keys = names.flatmap(lambda chosen: st.tuples(*(_one_of({name: entries[name]}) for name in chosen)))
    return keys.flatmap(
        lambda parts: st.sampled_from([list(parts), [{key: way for part in parts for key, way in part.items()}]])
    )


def _entries(obj: ObjectMetadata) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    for field in obj.fields:
        if field.type in COMPOSITES and field.type not in _UNORDERED:
            yield field.name, _some_of(dict.fromkeys(_sub_fields(field), DIRECTIONS))
        elif field.type not in _UNORDERED:
            yield field.name, DIRECTIONS


def _sub_fields(field: Field) -> list[str]:
    return [part.name for part in COMPOSITES[field.type].sub_fields if part.storage is not Storage.JSON]


def _one_of(entries: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(entries)).flatmap(lambda name: entries[name].map(lambda way: {name: way}))


def _some_of(entries: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    return st.lists(_one_of(entries), min_size=1, max_size=2).map(
        lambda parts: {name: way for part in parts for name, way in part.items()}
    )
