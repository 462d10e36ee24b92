"""The core field `search`: words looked for in the records of every searchable object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from schema.graphql.types import Types

_OUTPUTS = {
    "SearchResultConnection": {"edges": "[SearchResultEdge!]!", "pageInfo": "SearchResultPageInfo!"},
    "SearchResultEdge": {"node": "SearchRecord!", "cursor": "String!"},
    "SearchResultPageInfo": {"endCursor": "String", "hasNextPage": "Boolean!"},
    "SearchRecord": {
        "recordId": "UUID!",
        "objectNameSingular": "String!",
        "objectLabelSingular": "String!",
        "label": "String!",
        "imageUrl": "String",
        "tsRankCD": "Float!",
        "tsRank": "Float!",
    },
}
_MOMENT = "ObjectRecordDateTimeFilter"
_EMPTINESS = "ObjectRecordFilterIs"
_INPUTS = {
    _MOMENT: {**dict.fromkeys(("eq", "gt", "gte", "lt", "lte", "neq"), "DateTime"), "in": "[DateTime!]", "is": _EMPTINESS},
    "ObjectRecordFilterInput": {
        "id": "UUIDFilter",
        **dict.fromkeys(("createdAt", "updatedAt", "deletedAt"), _MOMENT),
        "and": "[ObjectRecordFilterInput!]",
        "or": "[ObjectRecordFilterInput!]",
        "not": "ObjectRecordFilterInput",
    },
}
_EMPTY = {
    "NULL": "The value is empty",
    "NOT_NULL": "There is a value",
    "Null": "The value is empty, as Twenty 2.21 spells it here",
    "NotNull": "There is a value, as Twenty 2.21 spells it here",
}
_ARGUMENTS = {
    "searchInput": ("String!", "search_input"),
    "limit": ("Int!", "limit"),
    "after": ("String", "after"),
    "filter": ("ObjectRecordFilterInput", "filter_"),
    "includedObjectNameSingulars": ("[String!]", "included"),
    "excludedObjectNameSingulars": ("[String!]", "excluded"),
}


def add_search(types: Types, resolver: Callable[..., Any]) -> StrawberryField:
    """Add the types of search and return its root field.

    The resolver takes `info`, `search_input` and `limit`, and as given `after`, `filter_`, `included` and `excluded`;
    it answers mappings with the keys of SearchResultConnection.
    """
    types.enum(_EMPTINESS, _EMPTY.items(), "Whether a value is empty, in either spelling")
    for name, fields in _INPUTS.items():
        types.input(name, [types.field(field, notation) for field, notation in fields.items()])
    for name, fields in _OUTPUTS.items():
        types.output(name, [types.field(field, notation) for field, notation in fields.items()])
    arguments = [types.argument(name, notation, parameter) for name, (notation, parameter) in _ARGUMENTS.items()]
    return types.resolved_field("search", "SearchResultConnection!", resolver, arguments, "Search for records by words")


def hits_found_before(info: strawberry.Info, **_arguments: Any) -> Any:
    """Resolve a search by what the context holds for its key: all searches of a document were run before, on one snapshot."""
    return info.context["searches"][info.path.key]
