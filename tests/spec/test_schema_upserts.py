"""The published schema explains upsertMany, which Twenty does not have."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, print_type

from schema.graphql.build import build_schema
from tests.spec.upserting import rocket_model


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    """Return the schema of a workspace with rockets."""
    return build_schema(rocket_model()).strawberry._schema


def test_the_root_field(schema: GraphQLSchema) -> None:
    """Its arguments have types, defaults and descriptions, and the answer is the object's own result."""
    assert schema.mutation_type is not None
    field = schema.mutation_type.fields["upsertRockets"]

    assert "RocketUpsertResult!" == str(field.type)
    assert {
        "data": "[RocketCreateInput!]!",
        "match": "[String!]",
        "onConflict": "UpsertOnConflict",
        "restoreDeleted": "Boolean",
        "onError": "UpsertOnError",
        "dryRun": "Boolean",
    } == {name: str(argument.type) for name, argument in field.args.items()}
    assert all(argument.description for argument in field.args.values())
    defaults = ("onConflict: UpsertOnConflict = UPDATE", "restoreDeleted: Boolean = true", "onError: UpsertOnError = ABORT")
    printed = print_type(schema.mutation_type)
    assert all(default in printed for default in (*defaults, "dryRun: Boolean = false"))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "RocketUpsertResult",
            {
                "results": "[RocketUpsertRow!]!",
                **dict.fromkeys(("created", "updated", "unchanged", "restored", "rejected", "skipped"), "Int!"),
                **dict.fromkeys(("dryRun", "aborted"), "Boolean!"),
            },
        ),
        (
            "RocketUpsertRow",
            {"index": "Int!", "action": "UpsertAction!", "id": "UUID", "record": "Rocket", "error": "UpsertError"},
        ),
        (
            "UpsertError",
            {
                **dict.fromkeys(("code", "message", "userFriendlyMessage"), "String!"),
                **dict.fromkeys(("subCode", "field"), "String"),
                "conflictingRecordId": "UUID",
            },
        ),
    ],
)
def test_the_answer(schema: GraphQLSchema, name: str, fields: dict[str, str]) -> None:
    """Each type has its fields, and each field says what it is."""
    found = schema.type_map[name].fields  # type: ignore[attr-defined]

    assert fields == {field: str(definition.type) for field, definition in found.items()}
    assert all(definition.description for definition in found.values())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("UpsertAction", ["CREATED", "UPDATED", "UNCHANGED", "RESTORED", "REJECTED", "SKIPPED"]),
        ("UpsertOnConflict", ["UPDATE", "SKIP", "ERROR"]),
        ("UpsertOnError", ["ABORT", "CONTINUE"]),
    ],
)
def test_the_words(schema: GraphQLSchema, name: str, values: list[str]) -> None:
    """Each word of an enum is explained."""
    found = schema.type_map[name].values  # type: ignore[attr-defined]

    assert values == list(found)
    assert all(value.description for value in found.values())
