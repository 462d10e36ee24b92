"""The selection schema: judges what record documents select and leaves their root arguments to the record layer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graphql import GraphQLArgument, GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString


def _argument_of_no_type() -> GraphQLArgument:
    argument = GraphQLArgument(GraphQLString)
    argument.type = None  # type: ignore[assignment]
    return argument


_OPEN = _argument_of_no_type()


class OpenArguments(dict[str, GraphQLArgument]):
    """Arguments of any name and no type: the standard rules find nothing to check inside them."""

    def get(self, *_name: Any) -> Any:
        """Return the argument of no type."""
        return _OPEN


def selection_schema(published: GraphQLSchema, record_fields: Collection[str]) -> GraphQLSchema:
    """Return a schema that shares every type of `published` but whose record root fields have open arguments."""
    roots = (published.query_type, published.mutation_type)
    query, mutation = (root and _opened(root, record_fields) for root in roots)
    others = [type_ for type_ in published.type_map.values() if type_ not in roots]
    return GraphQLSchema(query, mutation, types=others, directives=published.directives, assume_valid=True)


def _opened(root: GraphQLObjectType, record_fields: Collection[str]) -> GraphQLObjectType:
    fields = {name: _open(field) if name in record_fields else field for name, field in root.fields.items()}
    return GraphQLObjectType(root.name, fields)


def _open(field: GraphQLField) -> GraphQLField:
    opened = GraphQLField(field.type)
    opened.args = OpenArguments()
    return opened
