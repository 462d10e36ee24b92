"""The shape of a schema written in SDL: types, fields, arguments and enum values, without descriptions and order of fields."""

from __future__ import annotations

from typing import Any

from graphql import parse, print_ast
from graphql.language import (
    EnumTypeDefinitionNode,
    InputObjectTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
)

Shape = tuple[str, Any]


def shapes(sdl: str) -> dict[str, Shape]:
    """Return for every type its kind and its content."""
    return {node.name.value: _shape(node) for node in parse(sdl).definitions if isinstance(node, TypeDefinitionNode)}


def _shape(node: TypeDefinitionNode) -> Shape:
    if isinstance(node, EnumTypeDefinitionNode):
        return "enum", [value.name.value for value in node.values or ()]
    if isinstance(node, InputObjectTypeDefinitionNode):
        return "input", {field.name.value: print_ast(field.type) for field in node.fields or ()}
    if isinstance(node, ObjectTypeDefinitionNode):
        return "type", {
            field.name.value: (
                print_ast(field.type),
                {argument.name.value: print_ast(argument.type) for argument in field.arguments or ()},
            )
            for field in node.fields or ()
        }
    return "scalar", None
