"""Whether the data of an answer has the shape its document and the schema promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

_JSON_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("String", "ID", "UUID", "DateTime", "Date", "Time", "Cursor", "ConnectionCursor"), (str,)),
    **dict.fromkeys(("Int", "BigInt"), (int,)),
    **dict.fromkeys(("Float", "BigFloat", "Position"), (int, float)),
    "Boolean": (bool,),
    "JSON": (dict, list),
}


def misfits(schema: GraphQLSchema, text: str, answer: Mapping[str, Any]) -> list[str]:
    """Return what does not fit; root fields that failed may be null."""
    data = answer.get("data")
    if data is None:
        return [] if answer.get("errors") else ["neither data nor errors"]
    document = parse(text)
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    root = schema.get_root_type(operation.operation)
    given = {key: value for key, value in data.items() if value is not None or not answer.get("errors")}
    return list(_Shapes(schema, fragments).of_object(root, operation.selection_set, given, "data", partial=True))


class _Shapes:
    """Walks a selection and its answer side by side; a class because fragments and schema are needed at every step."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._schema, self._fragments = schema, fragments

    def of_object(
        self, type_: Any, selections: SelectionSetNode, value: Mapping[str, Any], path: str, *, partial: bool = False
    ) -> Iterator[str]:
        fields: dict[str, list[FieldNode]] = {}
        for field in self._fields(selections):
            fields.setdefault((field.alias or field.name).value, []).append(field)
        if unexpected := set(value) - set(fields):
            yield f"{path} has {sorted(unexpected)}"
        for key, same in fields.items():
            if key not in value:
                if not partial and not any(field.directives for field in same):
                    yield f"{path}.{key} is missing"
                continue
            name = same[0].name.value
            if name != "__typename" and name in type_.fields:
                yield from self._of_value(type_.fields[name].type, same, value[key], f"{path}.{key}")

    def _of_value(self, type_: Any, fields: list[FieldNode], value: Any, path: str) -> Iterator[str]:
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
            if value is None:
                yield f"{path} is null"
        if value is None:
            return
        if isinstance(type_, GraphQLList) and isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._of_value(type_.of_type, fields, item, f"{path}.{index}")
        elif isinstance(type_, GraphQLObjectType) and isinstance(value, dict):
            yield from self.of_object(type_, fields[0].selection_set, value, path, partial=len(fields) > 1)
        elif not _is_leaf(type_, value):
            yield f"{path} is no {type_}: {value!r}"

    def _fields(self, selections: SelectionSetNode) -> Iterator[FieldNode]:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                yield from self._fields(self._fragments[node.name.value].selection_set)


def _is_leaf(type_: Any, value: Any) -> bool:
    if isinstance(type_, GraphQLEnumType):
        return value in type_.values
    return isinstance(type_, GraphQLScalarType) and isinstance(value, _JSON_TYPES.get(type_.name, object))
