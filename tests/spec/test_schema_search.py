"""The core field `search` is published as Twenty's clients know it and hands its arguments to its resolver."""

from __future__ import annotations

from operator import getitem
from typing import Any

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.graphql.enums import add_fixed_enums
from schema.graphql.filters import add_scalar_filters
from schema.graphql.scalars import scalar_map
from schema.graphql.search import add_search
from schema.graphql.types import Types
from tests.spec.sdl_shapes import shapes

RECORD = {
    "recordId": "c0000000-0000-4000-8000-000000000105",
    "objectNameSingular": "company",
    "objectLabelSingular": "Company",
    "label": "Yotta Works",
    "imageUrl": None,
    "tsRankCD": 0.1,
    "tsRank": 0.06,
}


async def echo(info: strawberry.Info, **given: Any) -> dict[str, Any]:
    """Answer one record and keep the arguments in the context."""
    info.context.update(given)
    return {"edges": [{"node": RECORD, "cursor": "c"}], "pageInfo": {"endCursor": "c", "hasNextPage": False}}


def schema() -> strawberry.Schema:
    """Build a schema whose only field is search."""
    types = Types()
    add_fixed_enums(types)
    add_scalar_filters(types)
    query = types.output("Query", (add_search(types, echo),))
    return strawberry.Schema(query, config=StrawberryConfig(default_resolver=getitem, scalar_map=scalar_map()))


async def given(text: str, **variables: Any) -> dict[str, Any]:
    """Return the arguments that reach the resolver."""
    context: dict[str, Any] = {}
    result = await schema().execute(text, variables, context_value=context)
    assert result.errors is None
    return context


def test_the_field_is_published_as_twenty_has_it() -> None:
    """The arguments and the answer of search have the names, types and nullability of the data API."""
    published = shapes(schema().as_str())
    arguments = {
        "searchInput": "String!",
        "limit": "Int!",
        "after": "String",
        "filter": "ObjectRecordFilterInput",
        "includedObjectNameSingulars": "[String!]",
        "excludedObjectNameSingulars": "[String!]",
    }

    assert {"search": ("SearchResultConnection!", arguments)} == published["Query"][1]
    assert {
        "recordId": ("UUID!", {}),
        "objectNameSingular": ("String!", {}),
        "objectLabelSingular": ("String!", {}),
        "label": ("String!", {}),
        "imageUrl": ("String", {}),
        "tsRankCD": ("Float!", {}),
        "tsRank": ("Float!", {}),
    } == published["SearchRecord"][1]


async def test_arguments_reach_the_resolver_as_plain_values() -> None:
    """What was given arrives under the resolver's own names, inputs as they were given; what was not given stays away."""
    text = """query ($f: ObjectRecordFilterInput) { search(searchInput: "yot", limit: 5, filter: $f,
      includedObjectNameSingulars: ["company"]) { edges { cursor } } }"""
    filter_ = {"or": [{"deletedAt": {"is": "NULL"}}, {"id": {"in": ["c"]}}]}

    assert {"search_input": "yot", "limit": 5, "filter_": filter_, "included": ["company"]} == await given(text, f=filter_)


@pytest.mark.parametrize("spelling", ["NULL", "NOT_NULL", "Null", "NotNull"])
async def test_both_spellings_of_emptiness_pass(spelling: str) -> None:
    """The filter on deletedAt takes the published and the measured spelling, written in the text or as a variable."""
    expected = {"search_input": "b", "limit": 1, "filter_": {"deletedAt": {"is": spelling}}}
    written = f'{{ search(searchInput: "b", limit: 1, filter: {{deletedAt: {{is: {spelling}}}}}) {{ edges {{ cursor }} }} }}'
    asked = """query ($f: ObjectRecordFilterInput) { search(searchInput: "b", limit: 1, filter: $f) { edges { cursor } } }"""

    assert expected == await given(written)
    assert expected == await given(asked, f={"deletedAt": {"is": spelling}})


async def test_the_answer_is_selected_from() -> None:
    """Aliases work at every level, and ranks and labels are read from the record."""
    text = """{ s: search(searchInput: "y", limit: 1) { e: edges { node { l: label recordId tsRankCD imageUrl } } pageInfo {
      endCursor hasNextPage } } }"""
    result = await schema().execute(text, context_value={})
    node = {"l": "Yotta Works", "recordId": RECORD["recordId"], "tsRankCD": 0.1, "imageUrl": None}

    assert {"s": {"e": [{"node": node}], "pageInfo": {"endCursor": "c", "hasNextPage": False}}} == result.data


async def test_a_missing_limit_is_a_validation_error() -> None:
    """`limit` is required by the schema itself."""
    result = await schema().execute('{ search(searchInput: "a") { edges { cursor } } }', context_value={})

    assert result.errors is not None
    assert ["Argument 'Query.search(limit:)' of type 'Int!' is required, but it was not provided."] == [
        error.message for error in result.errors
    ]
