"""The published metadata schema is Twenty's for everything that is read."""

from __future__ import annotations

from pathlib import Path

from graphql import build_schema, lexicographic_sort_schema, print_schema

from schema.standard import standard_model
from server.metadata.build import build_metadata_schema
from tests.spec.metadata_reading import with_rocket

RECORDED = Path(__file__).parent.parent / "recorded" / "metadata-read.graphql"


def in_order(sdl: str) -> str:
    """Return the SDL in alphabetical order."""
    return print_schema(lexicographic_sort_schema(build_schema(sdl)))


def test_types_arguments_and_descriptions_are_the_recorded_ones() -> None:
    """Every type, argument, default, deprecation and description is the recorded one; none is added."""
    expected = in_order(RECORDED.read_text())

    assert expected == in_order(build_metadata_schema(standard_model()).as_str())


def test_the_schema_does_not_depend_on_the_model() -> None:
    """A custom object changes what the types show, never the types."""
    expected = build_metadata_schema(standard_model()).as_str()

    assert expected == build_metadata_schema(with_rocket()).as_str()
