"""The published schema is a valid GraphQL schema with connections in the shape of Relay."""

from __future__ import annotations

from graphql import GraphQLObjectType, validate_schema

from schema.graphql.build import build_schema
from schema.standard import standard_model


def test_schema_is_valid() -> None:
    """graphql-core finds no fault in the published schema."""
    schema = build_schema(standard_model()).strawberry._schema
    schema._validation_errors = None

    assert validate_schema(schema) == []


def test_introspection_answers_every_type() -> None:
    """The introspection query lists every type of the schema."""
    published = build_schema(standard_model()).strawberry
    listed = {each["name"] for each in published.introspect()["__schema"]["types"]}

    assert listed == set(published._schema.type_map)


def test_every_connection_has_the_relay_shape() -> None:
    """Each object has edges of node and cursor, and page information that is never null."""
    model = standard_model()
    types = build_schema(model).strawberry._schema.type_map

    for name in ("Company", "Person", "Opportunity", "TimelineActivity"):
        connection, edge = types[f"{name}Connection"], types[f"{name}Edge"]
        assert isinstance(connection, GraphQLObjectType)
        assert isinstance(edge, GraphQLObjectType)
        assert str(connection.fields["edges"].type) == f"[{name}Edge!]!"
        assert str(connection.fields["pageInfo"].type) == "PageInfo!"
        assert {field: str(edge.fields[field].type) for field in edge.fields} == {"node": f"{name}!", "cursor": "Cursor!"}


def test_two_schemas_share_no_field() -> None:
    """Strawberry changes field objects, so building again makes new ones."""
    first, second = (build_schema(standard_model()).strawberry for _ in range(2))
    fields = [
        {id(field) for known in each.schema_converter.type_map.values() for field in getattr(known.definition, "fields", ())}
        for each in (first, second)
    ]

    assert fields[0]
    assert fields[0] & fields[1] == set()
