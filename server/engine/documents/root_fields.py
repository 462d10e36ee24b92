"""Root fields: which an operation has, and which of them may stand together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
)

from server.engine.errors import BAD_USER_INPUT, RequestError
from server.engine.limits import MAX_ROOT_FIELDS

SEARCH: Final = "search"
"""The core field that reads records."""
RELEASE: Final = "releaseSnapshot"
"""The core field of mutations."""


def root_names(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> list[str]:
    """Return the names of the root fields of an operation in order; no fragment may spread itself or be missing."""
    return [node.name.value for node in _root_nodes(operation, fragments)]


def refused_roots(roots: list[str], record_fields: Collection[str]) -> RequestError | None:
    """Refuse root fields that may not stand in one document."""
    records = [name for name in roots if name in record_fields]
    if (records or SEARCH in roots or RELEASE in roots) and len(roots) > MAX_ROOT_FIELDS:
        return _refused(
            f"Query too complex - Too many root resolvers requested: {len(roots)} - Maximum allowed root resolvers: "
            f"{MAX_ROOT_FIELDS}",
            data={},
        )
    if not records:
        return None
    repeated = next((name for index, name in enumerate(roots) if name in records and name in roots[:index]), None)
    if repeated is not None:
        return _refused(f'Duplicate root resolver: "{repeated}"', data={})
    if len(records) != len(roots):
        return _refused("This query cannot be executed as a single request. Please split it into separate queries.")
    return None


def _root_nodes(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    waiting: list[SelectionNode] = [*reversed(operation.selection_set.selections)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            waiting += reversed(node.selection_set.selections)
        elif isinstance(node, FragmentSpreadNode):
            waiting += reversed(fragments[node.name.value].selection_set.selections)


def _refused(message: str, data: dict[str, Any] | None = None) -> RequestError:
    return RequestError({"message": message, "extensions": {"code": BAD_USER_INPUT}}, data=data)
