"""How a column is written is decided by all its cells together, or the run stops and names the option to give."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.mapping.columns import Column, Reference
from loaders.mapping.mapping import MappedColumn
from loaders.mapping.witnesses import witness_for
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType
from schema.model import Option
from tests.spec.cell_reading import AMOUNT, LATITUDE, agreed, column, fault
from tests.spec.loader_model import MODEL

DATE, MOMENT, NUMBER = FieldType.DATE, FieldType.DATE_TIME, FieldType.NUMBER
UTC = CellFormat(timezone="UTC")
OPTIONS = (Option("A", "A"), Option("B", "B"), Option("C_D", "C, D"))


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["2024-03-04", "2024-12-25"], None),
        (["03/04/2024", "25/12/2024"], "%d/%m/%Y"),
        (["03/04/2024", "12/25/2024"], "%m/%d/%Y"),
        (["3-4-2024", "25-12-2024"], "%d-%m-%Y"),
        (["03.04.2024"], "%d.%m.%Y"),
        (["2024/03/04"], "%Y/%m/%d"),
        (["2024-3-4"], "%Y-%m-%d"),
        (["3 Mar 2024", "4 June 2024"], "%d %b %Y"),
        (["Mar 3, 2024"], "%b %d, %Y"),
        (["n/a", "25/12/2024", "", "31/02/2024", "soon"], "%d/%m/%Y"),
        (["n/a"], None),
        ([], None),
    ],
)
def test_dates_agree_on_one_format(cells: list[str], form: str | None) -> None:
    """One format left is used; cells that no format reads are mistakes of their rows; ISO needs no declaration."""
    assert form == agreed(cells, DATE).date


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        (["03/04/2024"], "DATE_AMBIGUOUS", "every value fits D/M/Y and M/D/Y; give --date-format '%d/%m/%Y'"),
        (["03-04-2024"], "DATE_AMBIGUOUS", "--date-format '%m-%d-%Y'"),
        (["25/12/2024", "12/25/2024"], "DATE_INVALID", "1 fit only D/M/Y, 1 fit only M/D/Y"),
        (["2024-03-04", "25/12/2024"], "DATE_INVALID", "written in several ways"),
        (["25.12.24"], "DATE_AMBIGUOUS", "two digits leave the century open; give --date-format '%d.%m.%y'"),
        (["03/04/24"], "DATE_AMBIGUOUS", "D/M/YY and M/D/YY and YY/M/D"),
    ],
)
def test_dates_that_do_not_agree_stop_the_run(cells: list[str], code: str, words: str) -> None:
    """Several formats left, or none, are a fault of the column, which names the option to give."""
    found = fault(cells, DATE)

    assert code == found.code
    assert words in str(found)
    assert str(found).startswith("column C: ")


@pytest.mark.parametrize(
    ("cells", "written", "code"),
    [
        (["2024-03-04 10:30"], CellFormat(), "DATETIME_NO_ZONE"),
        (["2024-03-04T10:30:00Z", "2024-03-04T10:30:00"], CellFormat(), "DATETIME_NO_ZONE"),
        (["25/12/2024 10:30"], CellFormat(), "DATETIME_NO_ZONE"),
        (["25/12/2024 10:30"], CellFormat(date="%d/%m/%Y"), "DATETIME_NO_ZONE"),
        (["03/04/2024 10:30"], UTC, "DATE_AMBIGUOUS"),
    ],
)
def test_moments_need_a_zone(cells: list[str], written: CellFormat, code: str) -> None:
    """Times of day that lie in no zone stop the run once, for the column."""
    assert code == fault(cells, MOMENT, written).code


@pytest.mark.parametrize(
    ("cells", "written", "form"),
    [
        (["2024-03-04T10:30:00Z", "2024-03-04", "2024-03-04 10:30+01:00"], CellFormat(), None),
        (["25/12/2024 10:30", "1/1/2024 9:00 PM"], UTC, "%d/%m/%Y"),
        (["2024-03-04 9:00 PM"], UTC, "%Y-%m-%d"),
        (["25/12/2024"], CellFormat(), "%d/%m/%Y"),
        (["25/12/2024 10:30 +01:00"], CellFormat(date="%d/%m/%Y"), "%d/%m/%Y"),
    ],
)
def test_moments_agree_on_the_format_of_their_days(cells: list[str], written: CellFormat, form: str | None) -> None:
    """Times may follow the days of any format."""
    assert form == agreed(cells, MOMENT, written).date


@pytest.mark.parametrize(
    ("cells", "decimal", "thousands"),
    [
        (["1", "12345"], None, None),
        (["1.5", "1.234"], None, None),
        (["0.125"], None, None),
        (["1,5", "1,234"], ",", None),
        (["1.234", "1.234.567"], ",", "."),
        (["1,234", "0.5"], ".", ","),
        (["1.234,5", "7"], ",", "."),
        (["1'234.5"], ".", "'"),
        (["1\u00a0234,50"], ",", " "),
        (["1 234"], ".", " "),
        (["12,34,567"], ".", ","),
        (["1,5", "n/a", "5 EUR"], ",", None),
    ],
)
def test_numbers_agree_on_their_separators(cells: list[str], decimal: str | None, thousands: str | None) -> None:
    """A row that can be read in one way only decides for those that can be read in two."""
    found = agreed(cells, NUMBER)

    assert (decimal, thousands) == (found.decimal, found.thousands)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["1.234", "5"], '"1.234" may be 1234 or 1.234; give --decimal , or --decimal .'),
        (["1,234"], '"1,234" may be 1234 or 1.234'),
        (["1.5", "1,5"], "written in several ways"),
    ],
)
def test_numbers_that_may_be_two_stop_the_run(cells: list[str], words: str) -> None:
    """A separator before three digits is decimals or thousands; nobody guesses."""
    found = fault(cells, NUMBER)

    assert "NUMBER_AMBIGUOUS" == found.code
    assert words in str(found)


def test_what_is_declared_of_numbers_narrows_the_rest() -> None:
    """A declared sign settles one question, the cells the other; a latitude cannot be 48857."""
    assert "." == agreed(["1.234", "5,5"], NUMBER, CellFormat(decimal=",")).thousands
    assert None is agreed(["1.234"], NUMBER, CellFormat(decimal=".")).thousands
    assert None is agreed(["48.857"], FieldType.NUMERIC, **LATITUDE).decimal
    assert "," == agreed(["1.234,5E+3"], FieldType.NUMERIC, **AMOUNT).decimal


@pytest.mark.parametrize(
    ("type_", "cells", "separator"),
    [
        (FieldType.ARRAY, ["a,b", "c"], ","),
        (FieldType.ARRAY, ["a;b", "c, d; e"], ";"),
        (FieldType.ARRAY, ["a", '["a,b;c"]'], None),
        (FieldType.MULTI_SELECT, ["A;B", "C, D"], ";"),
        (FieldType.MULTI_SELECT, ["A,B", "A;Z"], ","),
        (FieldType.MULTI_SELECT, ["C, D; A"], ";"),
    ],
)
def test_lists_agree_on_their_separator(type_: FieldType, cells: list[str], separator: str | None) -> None:
    """Only one of comma and semicolon reads all lists; options tell a label with a comma from two labels."""
    assert separator == agreed(cells, type_, options=OPTIONS).separator


@pytest.mark.parametrize(("type_", "cells"), [(FieldType.ARRAY, ["a,b", "c;d"]), (FieldType.MULTI_SELECT, ["A,B", "A;B"])])
def test_lists_with_both_separators_stop_the_run(type_: FieldType, cells: list[str]) -> None:
    """What parts one cell and not the other is not guessed."""
    found = fault(cells, type_, options=OPTIONS)

    assert "LIST_INVALID" == found.code
    assert "split:" in str(found)


def test_what_was_decided_is_said() -> None:
    """A column whose format was found out says which, for the plan to print."""
    witness = witness_for(MappedColumn(0, "C", column(DATE)))
    assert witness is not None
    witness.see("25/12/2024")
    witness.decide()

    assert "dates are D/M/Y, which alone reads 1 of 1" == witness.note


@pytest.mark.parametrize(
    "mapped",
    [
        MappedColumn(0, "C", column(FieldType.TEXT)),
        MappedColumn(0, "C", column(DATE), CellFormat(date="%d.%m.%Y")),
        MappedColumn(0, "C", column(MOMENT), CellFormat(date="%d.%m.%Y", timezone="UTC")),
        MappedColumn(0, "C", column(NUMBER), CellFormat(decimal=".", thousands=",")),
        MappedColumn(0, "C", column(FieldType.ARRAY), CellFormat(separator="|")),
        MappedColumn(0, "C", column(FieldType.NUMERIC, micros=True, **AMOUNT)),
        MappedColumn(0, "C", Column("C", "c", "c", NUMBER, reference=Reference(MODEL.find("company"), "employees"))),
    ],
)
def test_what_is_declared_needs_no_witness(mapped: MappedColumn) -> None:
    """Columns that are written in one way, or declared, are not looked at."""
    found: Any = witness_for(mapped)

    assert None is found
