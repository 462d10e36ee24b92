"""Variables: defaults applied and required ones demanded; those that feed a selection are coerced by GraphQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    print_ast,
)
from graphql.execution.values import get_variable_values

from schema.absent import ABSENT
from server.engine.documents.judge import JudgedOperation
from server.engine.documents.literals import whole_number
from server.engine.documents.wording import variable_text
from server.engine.errors import BAD_USER_INPUT, RequestError

Variables = Mapping[str, Any]


def given_variables(schema: GraphQLSchema, operation: JudgedOperation, provided: Variables) -> Variables:
    """Return the values of the operation's variables as plain JSON; one that has none is left out."""
    if operation.selection_variables:
        coerced = get_variable_values(schema, operation.selection_variables, dict(provided), hide_suggestions=True)
        if isinstance(coerced, list):
            raise _refused(*(variable_text(error.message, provided) for error in coerced))
    values: dict[str, Any] = {}
    for definition in operation.node.variable_definitions or ():
        name = definition.variable.name.value
        value = provided.get(name, ABSENT)
        if value is ABSENT and definition.default_value is not None:
            value = plain_value(definition.default_value, {})
        if isinstance(definition.type, NonNullTypeNode) and (value is ABSENT or value is None):
            fault = "was not provided" if value is ABSENT else "must not be null"
            word = "required" if value is ABSENT else "non-null"
            raise _refused(f'Variable "${name}" of {word} type "{print_ast(definition.type)}" {fault}.')
        if value is not ABSENT:
            values[name] = value
    return values


def plain_value(node: ValueNode, variables: Variables) -> Any:
    """Return a literal as plain JSON: an enum is its name, a variable its value or ABSENT."""
    match node:
        case VariableNode():
            return variables.get(node.name.value, ABSENT)
        case StringValueNode() | EnumValueNode() | BooleanValueNode():
            return node.value
        case NullValueNode():
            return None
        case IntValueNode():
            return whole_number(node.value)
        case FloatValueNode():
            return float(node.value)
        case ListValueNode():
            items = (plain_value(item, variables) for item in node.values)
            return [None if item is ABSENT else item for item in items]
        case ObjectValueNode():
            fields = ((part.name.value, plain_value(part.value, variables)) for part in node.fields)
            return {name: value for name, value in fields if value is not ABSENT}
    raise TypeError(f"a value of kind {node.kind}")


def _refused(*messages: str) -> RequestError:
    return RequestError(*({"message": message, "extensions": {"code": BAD_USER_INPUT}} for message in messages))
