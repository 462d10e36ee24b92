"""The variables of a core operation: what does not fit its declared type is refused before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLError, GraphQLSchema, NonNullTypeNode, OperationDefinitionNode, print_ast
from graphql.execution.values import get_variable_values

from server.engine.documents.wording import graphql_js_text
from server.engine.errors import BAD_USER_INPUT, RequestError


def refuse_misfits(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
    """Raise RequestError, status 400, for variables that are missing or do not fit their types."""
    messages = list(_missing(operation, variables)) or list(_misfits(schema, operation, variables))
    if messages:
        raise RequestError(*(_refusal(message) for message in messages), status=400)


def _missing(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Iterator[str]:
    for definition in operation.variable_definitions or ():
        name, type_ = definition.variable.name.value, definition.type
        if not isinstance(type_, NonNullTypeNode):
            continue
        if name in variables and variables[name] is None:
            yield f'Variable "${name}" of non-null type "{print_ast(type_)}" must not be null.'
        elif name not in variables and definition.default_value is None:
            yield f'Variable "${name}" of required type "{print_ast(type_)}" was not provided.'


def _misfits(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Iterator[str]:
    values = get_variable_values(schema, operation.variable_definitions or (), dict(variables), hide_suggestions=True)
    if isinstance(values, list):
        for error in values:
            yield graphql_js_text(_cause(error).message)


def _cause(error: GraphQLError) -> GraphQLError:
    """Return the fault itself: the error around it only repeats the variable's name."""
    return error.original_error if isinstance(error.original_error, GraphQLError) else error


def _refusal(message: str) -> dict[str, Any]:
    extensions = {"code": BAD_USER_INPUT, "http": {"status": 400}, "userFriendlyMessage": "An error occurred."}
    return {"message": message, "extensions": extensions}
