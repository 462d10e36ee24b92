"""The output type of an object, with its related records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from strawberry import UNSET
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from schema.data_model import DataModel
from schema.graphql.notations import JOIN_COLUMN, field_notation, type_name
from schema.graphql.types import Types
from schema.model import Field, ManyToOne, ObjectMetadata


@dataclass(frozen=True, slots=True)
class Documented:
    """An argument with a description, and the value it has when it is left out."""

    notation: str
    description: str
    default: object = UNSET


PAGE_ARGUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "first": "Int",
        "last": "Int",
        "offset": "Int",
        "before": "String",
        "after": "String",
        "filter": "{0}FilterInput",
        "orderBy": "[{0}OrderByInput]",
    }
)
"""The arguments of a field that answers a connection of an object's records."""


def add_object(types: Types, model: DataModel, obj: ObjectMetadata) -> None:
    """Add the type of an object's records: fields, join columns, then relations."""
    types.output(type_name(obj), _fields(types, model, obj), obj.description)


def arguments(types: Types, notations: Mapping[str, str | Documented], name: str) -> Sequence[StrawberryArgument]:
    """Return arguments whose notations name the types of an object by `{0}`."""
    return [_argument(types, argument, notation, name) for argument, notation in notations.items()]


def _argument(types: Types, argument: str, notation: str | Documented, name: str) -> StrawberryArgument:
    if isinstance(notation, str):
        return types.argument(argument, notation.format(name))
    reference = types.reference(notation.notation.format(name))
    return StrawberryArgument(argument, argument, reference, description=notation.description, default=notation.default)


def _fields(types: Types, model: DataModel, obj: ObjectMetadata) -> Iterator[StrawberryField]:
    for field in obj.fields:
        notation = field_notation(obj, field).output
        yield types.field(field.name, notation if field.nullable else f"{notation}!", field.description)
    for parent in obj.parents:
        notation = JOIN_COLUMN.output if parent.nullable else f"{JOIN_COLUMN.output}!"
        yield types.field(parent.join_column, notation, parent.description)
    for member in obj.members:
        if isinstance(member, Field) or not member.active:
            continue
        target = model.by_name[member.target]
        if isinstance(member, ManyToOne):
            yield types.field(member.name, type_name(target), member.description)
        else:
            name = type_name(target)
            given = arguments(types, PAGE_ARGUMENTS, name)
            yield types.field_with_arguments(member.name, f"{name}Connection", given, member.description)
