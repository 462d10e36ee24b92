"""The calls of one core field in an operation: their keys in the answer, and their arguments as GraphQL coerces them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from server.engine.documents.judge import JudgedOperation
from server.engine.documents.selections import collect_roots


def core_calls(
    schema: GraphQLSchema, operation: JudgedOperation, variables: Mapping[str, Any], name: str
) -> dict[str, Mapping[str, Any]]:
    """Return the arguments of every call of a root field by its key; the variables must fit."""
    values = get_variable_values(schema, operation.node.variable_definitions or (), dict(variables))
    assert isinstance(values, VariableValues)
    type_ = schema.mutation_type if operation.is_mutation else schema.query_type
    assert type_ is not None
    return {
        root.selection.key: get_argument_values(type_.fields[name], root.node, values)
        for root in collect_roots(operation, values.coerced)
        if root.selection.name == name
    }
