"""Without a key there are no record types."""

from __future__ import annotations

from graphql import parse, validate

from schema.graphql.build import build_anonymous_schema


def test_anonymous_schema_has_core_types_only() -> None:
    """The schema of a caller without a key holds the core fields and their types."""
    types = build_anonymous_schema().strawberry._schema.type_map

    assert {"Query", "Limits", "Int", "String", "Boolean"} == {name for name in types if not name.startswith("__")}


def test_anonymous_selection_knows_no_record_field() -> None:
    """A record field is unknown to a caller without a key."""
    errors = validate(build_anonymous_schema().selection, parse("{ companies { totalCount } }"), hide_suggestions=True)

    assert [error.message for error in errors] == ["Cannot query field 'companies' on type 'Query'."]
