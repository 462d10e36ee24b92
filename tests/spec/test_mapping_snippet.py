"""Columns without a field come with what would give them one."""

from __future__ import annotations

import pytest
from graphql import parse

from loaders.mapping.headings import match_headings
from loaders.mapping.model_snippet import model_snippet, type_of
from schema.field_types import FieldType
from tests.spec.loader_model import columns_of


def test_the_snippet_adds_a_field_for_every_unknown_column_and_no_other() -> None:
    """Name, label and type are given; what is known and left out needs no field."""
    samples = {0: ("x",), 1: ("42", "38.5"), 2: ("a",), 3: ("2024-01-01",)}
    mapping = match_headings(["Job Title", "Größe (EU)", "Shoe size", "Creation date"], columns_of("person"), samples=samples)
    calls = [line for line in model_snippet(mapping.left_out, samples).splitlines() if not line.startswith("#")]

    assert 2 == len(calls)
    assert 'type: NUMBER, name: "groeEu", label: "Größe (EU)"' in calls[0]
    assert 'type: TEXT, name: "shoeSize", label: "Shoe size"' in calls[1]
    assert all(parse(call) for call in calls)


def test_no_unknown_column_needs_no_snippet() -> None:
    """Where every column has its place nothing is offered."""
    assert "" == model_snippet(match_headings(["Job Title"], columns_of("person")).left_out, {})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("a@example.com",), FieldType.EMAILS),
        (("https://example.com/a", "example.org"), FieldType.LINKS),
        (("+33 6 12 34 56 78",), FieldType.PHONES),
        (("yes", "no"), FieldType.BOOLEAN),
        (("12", "1,5"), FieldType.NUMBER),
        (("2024-01-01", "31.12.2023"), FieldType.DATE),
        (("2024-01-01 10:00",), FieldType.DATE_TIME),
        (('{"a": 1}',), FieldType.RAW_JSON),
        (("12", "twelve"), FieldType.TEXT),
        ((), FieldType.TEXT),
    ],
)
def test_the_type_is_that_of_all_cells(cells: tuple[str, ...], expected: FieldType) -> None:
    """One cell that does not fit makes the column a text."""
    assert expected is type_of(cells)
