"""The bodies that answer a metadata request."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from server.metadata.errors import MetadataError, QueryTooComplexError

_FRIENDLY = "An error occurred."


def answer(result: ExecutionResult) -> dict[str, Any]:
    """Return the body for what was executed; an operation that fails in any part has no data."""
    if not result.errors:
        return {"data": result.data}
    # A used-up budget fails every list that follows; said once it is said.
    spent = [error for error in result.errors if isinstance(error.original_error, QueryTooComplexError)]
    return {"errors": [_entry(error) for error in spent[:1] or result.errors], "data": None}


def forbidden() -> dict[str, Any]:
    """Return the body for a request without a valid key."""
    return {"errors": [_refusal("Forbidden resource", {"code": "FORBIDDEN"})], "data": None}


def is_internal(error: GraphQLError) -> bool:
    """Return whether the error is neither a rule of GraphQL nor a refusal of ours."""
    return error.original_error is not None and not isinstance(error.original_error, GraphQLError | MetadataError)


def _entry(error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error
    if isinstance(cause, MetadataError):
        return _refusal(str(cause), cause.extensions)
    return _refusal("Internal server error", {"code": "INTERNAL_SERVER_ERROR"})


def _refusal(message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    return {"message": message, "extensions": {**extensions, "userFriendlyMessage": _FRIENDLY}}
