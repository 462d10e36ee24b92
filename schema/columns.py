"""The columns of an object: one per plain field, sub-field and many-to-one relation."""

from __future__ import annotations

from dataclasses import dataclass

from schema.composites import COMPOSITES, SubField
from schema.field_types import TRAITS, Empty, FieldType, Storage
from schema.model import Field, ManyToOne, ObjectMetadata, UniqueIndex
from schema.naming import sub_column


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of an object's table. `options` are the values it may hold, in their sort order; empty: any.

    A column is itself and no other: requests look columns up by the thousand, and comparing them field by field would show.
    """

    name: str
    type: FieldType
    storage: Storage
    empty: Empty
    nullable: bool = True
    options: tuple[str, ...] = ()
    references: str | None = None
    """The object whose id it holds, for the join column of a many-to-one relation."""


def field_columns(field: Field) -> tuple[Column, ...]:
    """Return the columns of a field: one, or one per sub-field of its composite type."""
    composite = COMPOSITES.get(field.type)
    if composite is not None:
        return tuple(_sub_column(field, part) for part in composite.sub_fields)
    traits = TRAITS[field.type]
    options = tuple(option.value for option in field.options)
    return (Column(field.name, field.type, traits.storage, traits.empty, field.nullable, options),)


def join_column(relation: ManyToOne) -> Column:
    """Return the column that holds the id of the related record."""
    return Column(relation.join_column, FieldType.UUID, Storage.UUID, Empty.NULL, relation.nullable, references=relation.target)


def object_columns(obj: ObjectMetadata) -> tuple[Column, ...]:
    """Return every column of the object's table, inactive members included: they keep their data."""
    columns: list[Column] = []
    for member in obj.members:
        if isinstance(member, Field):
            columns.extend(field_columns(member))
        elif isinstance(member, ManyToOne):
            columns.append(join_column(member))
    return tuple(columns)


def unique_columns(obj: ObjectMetadata, index: UniqueIndex) -> tuple[str, ...]:
    """Return the columns a unique index spans, composites reduced to the sub-fields that count."""
    columns: list[str] = []
    for name in index.fields:
        member = obj.by_name[name]
        if isinstance(member, ManyToOne):
            columns.append(member.join_column)
        elif isinstance(member, Field) and member.type in COMPOSITES:
            columns.extend(sub_column(name, part) for part in COMPOSITES[member.type].unique)
        else:
            columns.append(name)
    return tuple(columns)


def _sub_column(field: Field, part: SubField) -> Column:
    required = part.required and not field.nullable
    return Column(sub_column(field.name, part.name), part.type, part.storage, part.empty, not required, part.options)
