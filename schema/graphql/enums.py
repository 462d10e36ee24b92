"""The enums: the fixed ones and one per field of choices, each with the filter on its values."""

from __future__ import annotations

from collections.abc import Iterable

from schema.graphql.notations import CHOICES, enum_name, type_name
from schema.graphql.types import Types
from schema.model import ObjectMetadata

_DIRECTIONS = {
    "AscNullsFirst": "Ascending, empty values first",
    "AscNullsLast": "Ascending, empty values last",
    "DescNullsFirst": "Descending, empty values first",
    "DescNullsLast": "Descending, empty values last",
}


def add_fixed_enums(types: Types) -> None:
    """Add the enums that do not depend on the data model."""
    types.enum("OrderByDirection", _DIRECTIONS.items(), "The direction of an ordering")
    types.enum("FilterIs", {"NULL": "The value is empty", "NOT_NULL": "There is a value"}.items(), "Whether a value is empty")


def add_field_enums(types: Types, obj: ObjectMetadata) -> None:
    """Add the enum and the filter of every field of choices; options are described by their labels."""
    for field in obj.fields:
        if field.type in CHOICES:
            values = ((option.value, option.label) for option in field.options)
            add_enum_with_filter(types, enum_name(type_name(obj), field.name), values, field.description)


def add_enum_with_filter(
    types: Types, name: str, values: Iterable[tuple[str, str | None]], description: str | None = None
) -> None:
    """Add an enum and the filter on its values."""
    types.enum(name, values, description)
    operators = {
        "eq": name,
        "neq": name,
        "in": f"[{name}]",
        "containsAny": f"[{name}]",
        "is": "FilterIs",
        "isEmptyArray": "Boolean",
    }
    types.input(f"{name}Filter", [types.field(operator, notation) for operator, notation in operators.items()])
