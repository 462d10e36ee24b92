"""The composite types with their create, update, filter and order inputs, and the types of files."""

from __future__ import annotations

from schema.composites import COMPOSITES, Composite, SubField
from schema.field_types import FieldType
from schema.graphql.enums import add_enum_with_filter
from schema.graphql.notations import ORDER, Notation, enum_name, value_notation
from schema.graphql.types import Types

_SET_BY_SERVER = {FieldType.ACTOR: frozenset({"workspaceMemberId", "name"})}


def add_composites(types: Types) -> None:
    """Add every composite type; those no field uses do not reach the schema."""
    for field_type, composite in COMPOSITES.items():
        _add_composite(types, composite, _SET_BY_SERVER.get(field_type, frozenset()))
    for name in ("FileObject", "FileItemInput"):
        shared = (types.field("fileId", "UUID!"), types.field("label", "String!"))
        if name == "FileObject":
            types.output(name, (*shared, types.field("extension", "String"), types.field("url", "String")))
        else:
            types.input(name, shared)


def _add_composite(types: Types, composite: Composite, set_by_server: frozenset[str]) -> None:
    name = composite.graphql_name
    for part in composite.sub_fields:
        if part.options:
            values = [(option, option.lower()) for option in part.options]
            add_enum_with_filter(types, enum_name(name, part.name), values)
    parts = [(part, value_notation(name, part.name, part.type)) for part in composite.sub_fields]
    given = [(part, notation) for part, notation in parts if part.name not in set_by_server]
    types.output(name, [types.field(part.name, _required(part, notation)) for part, notation in parts])
    types.input(f"{name}CreateInput", [types.field(part.name, _required(part, notation)) for part, notation in given])
    types.input(f"{name}UpdateInput", [types.field(part.name, notation.update) for part, notation in given])
    types.input(f"{name}FilterInput", [types.field(part.name, notation.filter) for part, notation in parts])
    types.input(f"{name}OrderByInput", [types.field(part.name, ORDER) for part, _ in parts])


def _required(part: SubField, notation: Notation) -> str:
    return f"{notation.output}!" if part.required else notation.output
