"""The filter inputs: one per scalar with its operators, one per object with its fields."""

from __future__ import annotations

from collections.abc import Iterator

from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.notations import JOIN_COLUMN, field_notation, type_name
from schema.graphql.types import Types
from schema.model import ObjectMetadata

_COMPARISONS = ("eq", "gt", "gte", "lt", "lte", "neq")
_COMPARED = {
    "UUIDFilter": ("UUID", "[UUID]"),
    "IntFilter": ("Int", "[Int!]"),
    "FloatFilter": ("Float", "[Float!]"),
    "BigIntFilter": ("BigInt", "[BigInt!]"),
    "BigFloatFilter": ("BigFloat", "[BigFloat!]"),
    "DateFilter": ("Date", "[Date!]"),
    "DateTimeFilter": ("DateTime", "[DateTime!]"),
}
_OTHERS = {
    "StringFilter": {
        **dict.fromkeys(_COMPARISONS, "String"),
        "in": "[String!]",
        **dict.fromkeys(("startsWith", "endsWith", "like", "ilike", "regex", "iregex"), "String"),
        "is": "FilterIs",
    },
    "BooleanFilter": {"eq": "Boolean", "is": "FilterIs"},
    "RawJsonFilter": {"is": "FilterIs", "like": "String"},
    "ArrayFilter": {"containsIlike": "String", "is": "FilterIs", "isEmptyArray": "Boolean"},
    "TSVectorFilter": {"search": "String"},
}
_DESCRIPTIONS = {
    "like": "Match a pattern, % standing for any text (%value%)",
    "ilike": "Match a pattern regardless of case, % standing for any text (%value%)",
}


def add_scalar_filters(types: Types) -> None:
    """Add the filters that hold the operators of one kind of value."""
    for name, (notation, many) in _COMPARED.items():
        _add_filter(types, name, {**dict.fromkeys(_COMPARISONS, notation), "in": many, "is": "FilterIs"})
    for name, operators in _OTHERS.items():
        _add_filter(types, name, operators)


def add_object_filter(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    """Add the filter of an object: its fields, its parents, and the three ways to combine filters."""
    name = f"{type_name(obj)}FilterInput"
    combined = (types.field("and", f"[{name}]"), types.field("or", f"[{name}]"), types.field("not", name))
    types.input(name, (*_fields(types, model, obj), *combined), obj.description)


def _add_filter(types: Types, name: str, operators: dict[str, str]) -> None:
    types.input(name, [types.field(each, notation, _DESCRIPTIONS.get(each)) for each, notation in operators.items()])


def _fields(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        yield types.field(field.name, field_notation(obj, field).filter, field.description)
    for parent in obj.parents:
        yield types.field(parent.join_column, JOIN_COLUMN.filter, parent.description)
        target = f"{type_name(model.by_name[parent.target])}FilterInput"
        yield types.field(parent.name, target, f"Filter on fields of the related {parent.target}")
