"""Numbers and amounts are read with the separators that are declared, exactly or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.errors import UsageError
from loaders.values.cell_format import PLAIN, CellFormat
from schema.field_types import FieldType
from tests.spec.cell_reading import AMOUNT, LATITUDE, read, refused

COMMA = CellFormat(decimal=",")
GERMAN = CellFormat(decimal=",", thousands=".")
ENGLISH = CellFormat(thousands=",")
SWISS = CellFormat(thousands="'")
FRENCH = CellFormat(decimal=",", thousands=" ")
SCIENTIFIC = CellFormat(scientific=True)


@pytest.mark.parametrize(
    ("cell", "written", "more", "value"),
    [
        ("1234,5", COMMA, {}, 1234.5),
        ("1.234,5", GERMAN, {}, 1234.5),
        ("-1.234.567", GERMAN, {}, -1234567),
        ("1234,5", GERMAN, {}, 1234.5),
        ("1,234.5", ENGLISH, {}, 1234.5),
        ("12,34,567", ENGLISH, {}, 1234567),
        ("1'234.5", SWISS, {}, 1234.5),
        ("1\u2019234", SWISS, {}, 1234),
        ("1 234,5", FRENCH, {}, 1234.5),
        ("1\u00a0234\u202f567", FRENCH, {}, 1234567),
        ("1.234", CellFormat(thousands="."), {}, 1234),
        ("1e3", SCIENTIFIC, {}, 1000),
        ("1.5E-3", SCIENTIFIC, {}, 0.0015),
        ("1,5E+2", CellFormat(decimal=",", scientific=True), {}, 150),
        ("1.234,56", GERMAN, AMOUNT, 1234560000),
        ("1E+3", PLAIN, AMOUNT, 1000000000),
        ("1.234567E+3", PLAIN, AMOUNT, 1234567000),
        ("48,8566", COMMA, LATITUDE, 48.8566),
    ],
)
def test_a_declared_number_is_read(cell: str, written: CellFormat, more: dict[str, Any], value: Any) -> None:
    """Separators are understood where they are declared; amounts of old exports may have exponents, and stay exact."""
    assert value == read(cell, FieldType.NUMBER, written, **more)


@pytest.mark.parametrize(
    ("cell", "written", "more", "code"),
    [
        ("1.5", COMMA, {}, "NUMBER_INVALID"),
        ("1.23,5", GERMAN, {}, "NUMBER_INVALID"),
        ("1.2345", GERMAN, {}, "NUMBER_INVALID"),
        ("0.123", GERMAN, {}, "NUMBER_INVALID"),
        ("1,5", ENGLISH, {}, "NUMBER_INVALID"),
        ("1 234", PLAIN, {}, "NUMBER_INVALID"),
        ("1e400", SCIENTIFIC, {}, "NUMBER_PRECISION"),
        ("1e-400", SCIENTIFIC, {}, "NUMBER_PRECISION"),
        ("12345678901234567", PLAIN, {}, "NUMBER_PRECISION"),
        ("1E-7", PLAIN, AMOUNT, "NUMBER_PRECISION"),
        ("1E+9999", PLAIN, AMOUNT, "NUMBER_PRECISION"),
        ("90,5", COMMA, LATITUDE, "NUMBER_INVALID"),
    ],
)
def test_a_number_written_otherwise_is_refused(cell: str, written: CellFormat, more: dict[str, Any], code: str) -> None:
    """A declared column takes no other separators, no group of another size and no digits that would be lost."""
    assert code == refused(cell, FieldType.NUMBER, written, **more).code


@pytest.mark.parametrize(("cell", "value"), [("9007199254740993", "9007199254740993"), ("12", 12), ("0.5", 0.5)])
def test_a_numeric_field_takes_large_whole_numbers_as_text(cell: str, value: Any) -> None:
    """Beyond JSON's exact numbers a NUMERIC is sent as text."""
    assert value == read(cell, FieldType.NUMERIC, PLAIN)


def test_a_number_that_lost_digits_names_the_spreadsheet() -> None:
    """The hint says where digits are lost and how to keep them."""
    error = refused("12345678901234567", FieldType.NUMBER, PLAIN)

    assert '"12345678901234567" has 17 digits, and a number keeps 15 of them' == error.reason
    assert "before a spreadsheet saves it" in error.hint


@pytest.mark.parametrize(
    "written", [CellFormat(decimal=",", thousands=","), CellFormat(decimal="ab"), CellFormat(thousands="1")]
)
def test_separators_that_cannot_be_are_refused(written: CellFormat) -> None:
    """One sign cannot mean two things, and digits separate no digits."""
    with pytest.raises(UsageError, match="--decimal"):
        read("1", FieldType.NUMBER, written)
