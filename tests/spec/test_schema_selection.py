"""The selection schema judges selections and leaves root arguments of records to the record layer."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, parse, validate

from schema.graphql.build import PublishedSchema, build_schema
from schema.standard import standard_model


@pytest.fixture(scope="module")
def both() -> PublishedSchema:
    """Build the schemas of the standard model."""
    return build_schema(standard_model())


@pytest.fixture(scope="module")
def selection(both: PublishedSchema) -> GraphQLSchema:
    """Return the selection schema."""
    return both.selection


def messages(schema: GraphQLSchema, text: str) -> list[str]:
    """Validate a document and return what the rules say."""
    return [error.message for error in validate(schema, parse(text), hide_suggestions=True)]


@pytest.mark.parametrize(
    "text",
    [
        'mutation { createCompanies(data: [{name: 42, nope: true, id: {a: [1]}}], upsert: "yes") { id } }',
        "{ companies(firsst: 1) { totalCount } }",
        '{ companies(first: "abc", orderBy: {name: AscNullsLast}, filter: {stage: {eq: "NEW"}}) { totalCount } }',
        "mutation { updateCompany(data: 5) { id } }",
        "mutation { createCompanies { id } }",
        "query ($n: String, $f: Boolean) { companies(first: $n, filter: {name: {eq: $f}}) { totalCount } }",
        "mutation ($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id people(first: 1) { totalCount } } }",
        "{ limits { maxRootFields } }",
        "{ __typename __schema { queryType { name } } }",
    ],
)
def test_record_arguments_pass(selection: GraphQLSchema, text: str) -> None:
    """Root arguments of record fields are not judged: neither names, types, presence nor variables in them."""
    assert messages(selection, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ companies { nope } }", "Cannot query field 'nope' on type 'CompanyConnection'."),
        (
            "{ notes }",
            "Field 'notes' of type 'NoteConnection' must have a selection of subfields. Did you mean 'notes { ... }'?",
        ),
        (
            "{ companies { totalCount { x } } }",
            "Field 'totalCount' must not have a selection since type 'Int' has no subfields.",
        ),
        (
            "{ companies { edges { node { people(limit: 1) { totalCount } } } } }",
            "Unknown argument 'limit' on field 'Company.people'.",
        ),
        (
            '{ companies { edges { node { people(first: "1") { totalCount } } } } }',
            'Int cannot represent non-integer value: "1"',
        ),
        ("{ createCompany(data: {}) { id } }", "Cannot query field 'createCompany' on type 'Query'."),
        ("{ companies(first: $n) { totalCount } }", "Variable '$n' is not defined."),
        ("{ companies(filter: {name: {eq: $n}}) { totalCount } }", "Variable '$n' is not defined."),
        ("query ($n: Int) { companies(first: 1) { totalCount } }", "Variable '$n' is never used."),
        ("query ($n: Nope) { companies(first: $n) { totalCount } }", "Unknown type 'Nope'."),
        ("{ companies { ...Nope } }", "Unknown fragment 'Nope'."),
        ("{ companies { totalCount @nope } }", "Unknown directive '@nope'."),
        (
            "query ($n: String) { companies { totalCount @include(if: $n) } }",
            "Variable '$n' of type 'String' used in position expecting type 'Boolean!'.",
        ),
        (
            "query ($n: String) { companies { edges { node { people(first: $n) { totalCount } } } } }",
            "Variable '$n' of type 'String' used in position expecting type 'Int'.",
        ),
        ("{ companies(first: 1, first: 2) { totalCount } }", "There can be only one argument named 'first'."),
        ("{ limits(first: 1) { maxRootFields } }", "Unknown argument 'first' on field 'Query.limits'."),
    ],
)
def test_everything_else_is_judged(selection: GraphQLSchema, text: str, expected: str) -> None:
    """Selections, nested arguments, fragments, directives, variables and core fields obey the standard rules."""
    assert messages(selection, text) == [expected]


def test_types_are_shared(both: PublishedSchema) -> None:
    """Every type but the two roots is the very object of the published schema."""
    published = both.strawberry._schema.type_map
    selection = both.selection.type_map

    assert set(published) == set(selection)
    assert {name for name in published if published[name] is not selection[name]} == {"Query", "Mutation"}


def test_published_arguments_stay_strict(both: PublishedSchema) -> None:
    """Opening arguments in the selection schema leaves the published schema as it was."""
    published = both.strawberry._schema

    assert messages(published, "{ companies(firsst: 1) { totalCount } }") == [
        "Unknown argument 'firsst' on field 'Query.companies'."
    ]
