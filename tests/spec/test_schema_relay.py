"""The published schema is a valid GraphQL schema with connections in the shape of Relay."""

from __future__ import annotations

import pytest
import strawberry
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, validate_schema
from graphql import build_schema as read_schema

from schema.graphql.build import build_schema
from schema.standard import standard_model

FORWARD_AND_BACKWARD = {"first": "Int", "after": "String", "last": "Int", "before": "String"}
PAGE_INFO = {
    "startCursor": "ConnectionCursor",
    "endCursor": "ConnectionCursor",
    "hasNextPage": "Boolean!",
    "hasPreviousPage": "Boolean!",
}


@pytest.fixture(scope="module")
def published() -> strawberry.Schema:
    """Build the schema of all standard objects."""
    return build_schema(standard_model()).strawberry


@pytest.fixture(scope="module")
def read(published: strawberry.Schema) -> GraphQLSchema:
    """Return the schema as a client reads it from its SDL."""
    return read_schema(published.as_str())


def test_schema_is_valid(published: strawberry.Schema, read: GraphQLSchema) -> None:
    """graphql-core finds no fault in the published schema, nor in what a client reads from its SDL."""
    published._schema._validation_errors = None

    assert [] == validate_schema(published._schema)
    assert [] == validate_schema(read)


def test_the_sdl_says_everything(published: strawberry.Schema, read: GraphQLSchema) -> None:
    """The SDL holds every type of the schema."""
    assert read.type_map.keys() == published._schema.type_map.keys()


def test_introspection_answers_every_type(published: strawberry.Schema) -> None:
    """The introspection query lists every type of the schema."""
    listed = {each["name"] for each in published.introspect()["__schema"]["types"]}

    assert listed == set(published._schema.type_map)


def test_every_object_has_a_connection(read: GraphQLSchema) -> None:
    """Each object has connections for its records and for its groups, with edges of node and cursor."""
    for obj in standard_model().objects:
        name = obj.name_singular[0].upper() + obj.name_singular[1:]
        for connection in (f"{name}Connection", f"{name}GroupByConnection"):
            expected = {"edges": f"[{name}Edge!]!", "pageInfo": "PageInfo!"}
            assert expected == {field: notations(read, connection)[field] for field in expected}, connection
        assert {"node": f"{name}!", "cursor": "Cursor!"} == notations(read, f"{name}Edge"), name


def test_page_info_is_relays(read: GraphQLSchema) -> None:
    """Whether there are further pages is never null; the cursors of an empty page are."""
    assert PAGE_INFO == notations(read, "PageInfo")


def test_every_field_of_a_connection_pages_both_ways(read: GraphQLSchema) -> None:
    """A field that answers a connection takes first and after, last and before, at the root and below."""
    paged = [
        (f"{type_.name}.{name}", field)
        for type_ in read.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items()
        if str(field.type).endswith("Connection")
    ]

    assert sum(len(obj.children) + 1 for obj in standard_model().objects) == len(paged)
    for name, field in paged:
        assert FORWARD_AND_BACKWARD.items() <= arguments(field).items(), name


def test_two_schemas_share_no_field() -> None:
    """Strawberry changes field objects, so building again makes new ones."""
    first, second = (build_schema(standard_model()).strawberry for _ in range(2))
    fields = [
        {id(field) for known in each.schema_converter.type_map.values() for field in getattr(known.definition, "fields", ())}
        for each in (first, second)
    ]

    assert fields[0]
    assert fields[0] & fields[1] == set()


def notations(schema: GraphQLSchema, name: str) -> dict[str, str]:
    """Return the types of an output type's fields as SDL writes them."""
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    return {field: str(type_.fields[field].type) for field in type_.fields}


def arguments(field: GraphQLField) -> dict[str, str]:
    """Return the types of a field's arguments as SDL writes them."""
    return {name: str(argument.type) for name, argument in field.args.items()}
