"""What clients really send is within the limits of a document."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, get_introspection_query, get_named_type, is_leaf_type, parse

from schema.naming import capitalise
from tests.spec.documents import messages, model, schema


@pytest.mark.parametrize("whole", [False, True])
def test_introspection_is_admitted(whole: bool) -> None:
    """The query of GraphiQL and of every generator of clients goes nine types deep: as deep as is allowed."""
    text = get_introspection_query(
        specified_by_url=whole, directive_is_repeatable=whole, schema_description=whole, input_value_deprecation=whole
    )

    assert [] == messages(text)


def test_circular_introspection_is_refused() -> None:
    """Types of fields of types are not followed for ever."""
    text = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"

    assert ["Maximum introspection depth exceeded"] == messages(text)


def leaves(type_: GraphQLObjectType) -> str:
    """Return everything an object has without going to another: its fields and those of its composites."""
    parts = []
    for name, field in type_.fields.items():
        below = get_named_type(field.type)
        if is_leaf_type(below):
            parts.append(name)
        elif isinstance(below, GraphQLObjectType) and "id" not in below.fields and not below.name.endswith("Connection"):
            parts.append(f"{name} {leaves(below)}")
    return "{" + " ".join(parts) + "}"


def widest(object_name: str) -> str:
    """Return a query for all there is of an object, of its parents and of its children."""
    types = schema().type_map
    type_ = types[capitalise(object_name)]
    assert isinstance(type_, GraphQLObjectType)
    parts = [leaves(type_)[1:-1]]
    for name, field in type_.fields.items():
        below = get_named_type(field.type)
        assert isinstance(below, GraphQLObjectType) or is_leaf_type(below)
        if isinstance(below, GraphQLObjectType) and "id" in below.fields:
            parts.append(f"{name} {leaves(below)}")
        elif below.name.endswith("Connection"):
            child = types[below.name.removesuffix("Connection")]
            assert isinstance(child, GraphQLObjectType)
            parts.append(
                f"{name} {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {leaves(child)} }} }}"
            )
    plural = next(obj.name_plural for obj in model().active if obj.name_singular == object_name)
    return f"{{ {plural} {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {' '.join(parts)} }} }} }} }}"


def test_everything_of_an_object_with_all_its_relations_is_admitted() -> None:
    """Every object can be asked for whole, with every record beside it, in one document; the widest fills a quarter."""
    texts = [widest(obj.name_singular) for obj in model().active]

    assert [] == [message for text in texts for message in messages(text)]
    assert max(parse(text).token_count for text in texts) < 1_000
