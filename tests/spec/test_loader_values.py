"""Cells become values strictly: understood without doubt, or refused with a code."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.mapping.columns import Column
from loaders.mapping.parsers import parser_for
from loaders.values.cell_error import CellError
from schema.field_types import FieldType
from schema.model import Option

OPTIONS = (Option("NEW", "New"), Option("PROPOSAL", "Proposal made"), Option("WON", "Won"), Option("won_2", "WON"))


def read(cell: str, type_: FieldType, part: tuple[FieldType, str] | None = None, **more: Any) -> Any:
    """Return what a cell of such a column is read as."""
    composite, sub_field = part or (None, None)
    return parser_for(Column("C", "c", "c", type_, sub_field, composite, options=OPTIONS, **more))(cell)


EMAIL = (FieldType.EMAILS, "primaryEmail")
EMAILS = (FieldType.EMAILS, "additionalEmails")
URL = (FieldType.LINKS, "primaryLinkUrl")
AMOUNT = (FieldType.CURRENCY, "amountMicros")
CODE = (FieldType.CURRENCY, "currencyCode")
PHONE = (FieldType.PHONES, "primaryPhoneNumber")
LATITUDE = (FieldType.ADDRESS, "addressLat")


@pytest.mark.parametrize(
    ("cell", "type_", "part", "value"),
    [
        ("  as is ", FieldType.TEXT, None, "  as is "),
        ("1234.56", FieldType.NUMBER, None, 1234.56),
        ("-3", FieldType.NUMBER, None, -3),
        (" 7.0 ", FieldType.NUMBER, None, 7),
        ("9007199254740992", FieldType.NUMBER, None, 9007199254740992),
        ("Yes", FieldType.BOOLEAN, None, True),
        ("n", FieldType.BOOLEAN, None, False),
        ("2024-02-29", FieldType.DATE, None, "2024-02-29"),
        ("2024-02-29", FieldType.DATE_TIME, None, "2024-02-29T00:00:00.000Z"),
        ("2024-03-15T10:30:00Z", FieldType.DATE_TIME, None, "2024-03-15T10:30:00.000Z"),
        ("2024-03-15 10:30:00.1239+01:00", FieldType.DATE_TIME, None, "2024-03-15T09:30:00.123Z"),
        ("NEW", FieldType.SELECT, None, "NEW"),
        ("Proposal made", FieldType.SELECT, None, "PROPOSAL"),
        ("proposal MADE", FieldType.SELECT, None, "PROPOSAL"),
        ("WON", FieldType.SELECT, None, "WON"),
        ("Won", FieldType.SELECT, None, "WON"),
        ('["NEW","Won"]', FieldType.MULTI_SELECT, None, ["NEW", "WON"]),
        ("NEW; Proposal made", FieldType.MULTI_SELECT, None, ["NEW", "PROPOSAL"]),
        ("NEW,WON", FieldType.MULTI_SELECT, None, ["NEW", "WON"]),
        ('["a","b, c"]', FieldType.ARRAY, None, ["a", "b, c"]),
        ('{"0":"A","1":"B"}', FieldType.ARRAY, None, ["A", "B"]),
        ("single", FieldType.ARRAY, None, ["single"]),
        ('{"a": [1]}', FieldType.RAW_JSON, None, {"a": [1]}),
        ("{3F0C0000-0000-4000-8000-00000000000A}", FieldType.UUID, None, "3f0c0000-0000-4000-8000-00000000000a"),
        ("3F0C0000000040008000-00000000000A", FieldType.UUID, None, "3f0c0000-0000-4000-8000-00000000000a"),
        (" Ann.Lee@Example.COM ", FieldType.TEXT, EMAIL, "ann.lee@example.com"),
        ("a@x.io; B@x.io", FieldType.RAW_JSON, EMAILS, ["a@x.io", "b@x.io"]),
        ("acme.com", FieldType.TEXT, URL, "https://acme.com"),
        ("HTTPS://WWW.Acme.COM/Some/Path/", FieldType.TEXT, URL, "https://www.acme.com/Some/Path"),
        ("http://acme.com/", FieldType.TEXT, URL, "http://acme.com"),
        ("Bücher.de", FieldType.TEXT, URL, "https://xn--bcher-kva.de"),
        ("1234.56", FieldType.NUMERIC, AMOUNT, 1234560000),
        ("9007199254740993.000001", FieldType.NUMERIC, AMOUNT, "9007199254740993000001"),
        ("-0.1", FieldType.NUMERIC, AMOUNT, -100000),
        ("1234567890123456789012345678.000001", FieldType.NUMERIC, AMOUNT, "1234567890123456789012345678000001"),
        ("eur", FieldType.TEXT, CODE, "EUR"),
        ("06 12 34 56 78", FieldType.TEXT, PHONE, "06 12 34 56 78"),
        ("48.8566", FieldType.NUMERIC, LATITUDE, 48.8566),
    ],
)
def test_a_cell_is_read_as_its_value(cell: str, type_: FieldType, part: tuple[FieldType, str] | None, value: Any) -> None:
    """What the table of values accepts is read exactly so, and amounts in decimal arithmetic."""
    assert value == read(cell, type_, part)


@pytest.mark.parametrize(
    ("cell", "type_", "part", "code"),
    [
        ("a\0b", FieldType.TEXT, None, "TEXT_INVALID"),
        ("1,234", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("1e3", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("0x10", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("NaN", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("$5", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("12,5o", FieldType.NUMBER, None, "NUMBER_INVALID"),
        ("9007199254740993", FieldType.NUMBER, None, "NUMBER_PRECISION"),
        ("0.12345678901234567890", FieldType.NUMBER, None, "NUMBER_PRECISION"),
        ("oui", FieldType.BOOLEAN, None, "BOOL_INVALID"),
        ("12/03/2024", FieldType.DATE, None, "DATE_INVALID"),
        ("2024-02-30", FieldType.DATE, None, "DATE_INVALID"),
        ("45366", FieldType.DATE_TIME, None, "DATETIME_INVALID"),
        ("2024-03-15T10:30:00", FieldType.DATE_TIME, None, "DATETIME_NO_ZONE"),
        ("2024-03-15T25:00:00Z", FieldType.DATE_TIME, None, "DATETIME_INVALID"),
        ("Propsal", FieldType.SELECT, None, "OPTION_UNKNOWN"),
        ("wOn", FieldType.SELECT, None, "OPTION_UNKNOWN"),
        ("NEW;OLD", FieldType.MULTI_SELECT, None, "OPTION_UNKNOWN"),
        ("a,b", FieldType.ARRAY, None, "LIST_INVALID"),
        ("[1]", FieldType.ARRAY, None, "LIST_INVALID"),
        ("{", FieldType.RAW_JSON, None, "JSON_INVALID"),
        ("5", FieldType.RAW_JSON, None, "JSON_INVALID"),
        ("123", FieldType.UUID, None, "UUID_INVALID"),
        ("ann@", FieldType.TEXT, EMAIL, "EMAIL_INVALID"),
        ("a b@x.io", FieldType.TEXT, EMAIL, "EMAIL_INVALID"),
        ("a@x.io;nope", FieldType.RAW_JSON, EMAILS, "EMAIL_INVALID"),
        ("acme corp", FieldType.TEXT, URL, "URL_INVALID"),
        ("acme", FieldType.TEXT, URL, "URL_INVALID"),
        ("ftp://acme.com", FieldType.TEXT, URL, "URL_INVALID"),
        ("ann@acme.com", FieldType.TEXT, URL, "URL_INVALID"),
        ("1.0000001", FieldType.NUMERIC, AMOUNT, "NUMBER_PRECISION"),
        ("1234567890123456789012345678.0000001", FieldType.NUMERIC, AMOUNT, "NUMBER_PRECISION"),
        ("9" * 61, FieldType.NUMERIC, AMOUNT, "NUMBER_PRECISION"),
        ("1.234,50", FieldType.NUMERIC, AMOUNT, "NUMBER_INVALID"),
        ("ZZZ", FieldType.TEXT, CODE, "CURRENCY_INVALID"),
        ("4.91512E+11", FieldType.TEXT, PHONE, "PHONE_SCIENTIFIC"),
        ("call me", FieldType.TEXT, PHONE, "PHONE_INVALID"),
        ("91", FieldType.NUMERIC, LATITUDE, "NUMBER_INVALID"),
    ],
)
def test_a_doubtful_cell_is_refused_with_its_code(
    cell: str, type_: FieldType, part: tuple[FieldType, str] | None, code: str
) -> None:
    """What could be read two ways, or not at all, is refused with the documented code."""
    with pytest.raises(CellError) as refused:
        read(cell, type_, part)

    assert code == refused.value.code


def test_whole_number_fields_refuse_fractions() -> None:
    """A field of data type int takes whole numbers only, one of bigint up to 64 bits exactly."""
    assert 5 == read("5", FieldType.NUMBER, whole_number="int")
    assert 9223372036854775807 == read("9223372036854775807", FieldType.NUMBER, whole_number="bigint")
    with pytest.raises(CellError):
        read("1.5", FieldType.NUMBER, whole_number="int")


@pytest.mark.parametrize("cell", ["RATING_3", "3"])
def test_a_rating_is_a_number_or_its_name(cell: str) -> None:
    """Ratings are written with or without their prefix."""
    column = Column("C", "c", "c", FieldType.RATING)

    assert "RATING_3" == parser_for(column)(cell)


def test_a_refused_option_names_the_one_that_was_meant() -> None:
    """A misspelled option is answered with the nearest one."""
    with pytest.raises(CellError, match=r"did you mean PROPOSAL\?"):
        read("Propsal", FieldType.SELECT)
