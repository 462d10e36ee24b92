"""Stored values become cells that are exact, inert and readable."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from loaders.exports.cells import heading_line, line_writer
from loaders.mapping.columns import Column
from schema.field_types import FieldType


def cell(value: Any, type_: FieldType, **more: Any) -> str:
    """Return the cell of a value as it stands in the file."""
    return line_writer([Column("C", "c", "c", type_, **more)])({"c": value}).removesuffix("\n")


@pytest.mark.parametrize(
    ("value", "type_", "text"),
    [
        (None, FieldType.TEXT, ""),
        ("", FieldType.TEXT, ""),
        ("plain text", FieldType.TEXT, "plain text"),
        ("a,b", FieldType.TEXT, '"a,b"'),
        ('say "x"', FieldType.TEXT, '"say ""x"""'),
        ("a\rb", FieldType.TEXT, '"a\rb"'),
        (" a", FieldType.TEXT, '" a"'),
        ("a ", FieldType.TEXT, '"a "'),
        ("=1", FieldType.TEXT, "\u200d=1"),
        ("-5", FieldType.TEXT, "\u200d-5"),
        ("\u200dx", FieldType.TEXT, "\u200d\u200dx"),
        ("\\N", FieldType.TEXT, "\\\\N"),
        (-5, FieldType.NUMBER, "-5"),
        (5.0, FieldType.NUMBER, "5"),
        (1234.5, FieldType.NUMBER, "1234.5"),
        (1e22, FieldType.NUMBER, "10000000000000000000000"),
        (1e-7, FieldType.NUMBER, "0.0000001"),
        (0, FieldType.NUMBER, "0"),
        (True, FieldType.BOOLEAN, "true"),
        (False, FieldType.BOOLEAN, "false"),
        (None, FieldType.BOOLEAN, ""),
        ([], FieldType.MULTI_SELECT, ""),
        (["A", "B"], FieldType.MULTI_SELECT, '"[""A"",""B""]"'),
        ({"a": None}, FieldType.RAW_JSON, '"{""a"":null}"'),
        ("2024-03-15T10:30:00.000Z", FieldType.DATE_TIME, "2024-03-15T10:30:00.000Z"),
    ],
)
def test_a_value_has_its_cell(value: Any, type_: FieldType, text: str) -> None:
    """Every type is written as documented: shortest exact decimals, compact JSON, guarded and quoted text."""
    assert text == cell(value, type_)


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (1234560000, "1234.56"),
        (-100000, "-0.1"),
        (1, "0.000001"),
        (9007199254740993000001, "9007199254740993.000001"),
        (5000000, "5"),
        (0, "0"),
        (None, ""),
        (1500000.0, "1.5"),
    ],
)
def test_an_amount_is_written_in_units_exactly(micros: Any, text: str) -> None:
    """Millionths become units without floating point."""
    assert text == cell({"amountMicros": micros}, FieldType.NUMERIC, sub_field="amountMicros", composite=FieldType.CURRENCY)


def test_a_missing_composite_is_an_empty_cell() -> None:
    """A composite the server answers as null has empty parts."""
    assert "" == cell(None, FieldType.TEXT, sub_field="firstName", composite=FieldType.FULL_NAME)


def test_names_of_the_model_are_never_run() -> None:
    """A field name made to break out of the generated function is only ever a name."""
    hostile = "x'] or __import__('os').abort() or record['x"

    assert "safe\n" == line_writer([Column("C", hostile, hostile, FieldType.TEXT)])({hostile: "safe"})


def test_headings_are_guarded_and_quoted_like_text() -> None:
    """A label may hold what a cell may hold."""
    line = heading_line([Column(label, label, "c", FieldType.TEXT) for label in ("=x", "a,b", "c")])

    assert [["\u200d=x", "a,b", "c"]] == list(csv.reader(io.StringIO(line)))
