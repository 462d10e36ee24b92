"""A column written in any one way is read back as it was, or the run stops: it is never silently another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping.columns import Column
from loaders.mapping.mapping import MappedColumn
from loaders.mapping.parsers import parser_for
from loaders.mapping.witnesses import ColumnFault, witness_for
from loaders.values.cell_error import CellError
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType
from schema.model import Option
from tests.property.test_cells_of_declared_formats import written_number

DATE = Column("C", "c", "c", FieldType.DATE)
NUMBER = Column("C", "c", "c", FieldType.NUMBER)
LIST = Column("C", "c", "c", FieldType.ARRAY)
CHOICES = Column(
    "C",
    "c",
    "c",
    FieldType.MULTI_SELECT,
    options=tuple(Option(f"V{n}", label) for n, label in enumerate(("a", "b", "a, b", "c;d"))),
)
FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d %b %Y",
    "%b %d, %Y",
)
SHORT = ("%d/%m/%y", "%m/%d/%y", "%d.%m.%y")
SIGNS = ((".", None), (",", None), (".", ","), (",", "."), (".", "'"), (",", "'"), (".", " "), (",", "\u00a0"))
MEMBERS = st.lists(st.text("xyz -", min_size=1, max_size=4).map(str.strip).filter(bool), min_size=1, max_size=3)
NOISE = st.lists(st.sampled_from(("n/a", "?", "-", "31/31/2024", "1.2.3")), max_size=2)


def readings(column: Column, cells: Sequence[str]) -> Callable[[str], Any] | None:
    """Return the reader on which the cells of a column agree; None where they leave it open."""
    mapped = MappedColumn(0, "C", column)
    witness = witness_for(mapped)
    assert witness is not None
    for cell in cells:
        witness.see(cell)
    try:
        return parser_for(column, witness.decide())
    except ColumnFault:
        return None


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=1, max_size=6), st.sampled_from((*FORMATS, *SHORT)), NOISE
)
def test_dates_are_never_others(days: list[date], form: str, noise: list[str]) -> None:
    """Whatever the format, a column of dates is read as those days or refused; two-digit years always are."""
    parse = readings(DATE, [*noise, *(day.strftime(form) for day in days)])

    assert parse is None or form not in SHORT
    assert parse is None or [day.isoformat() for day in days] == [parse(day.strftime(form)) for day in days]


@given(st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=1, max_size=6), st.sampled_from(FORMATS))
def test_a_column_with_a_late_day_is_always_read(days: list[date], form: str) -> None:
    """One day after the twelfth that is no month decides between day and month."""
    cells = [day.strftime(form) for day in (*days, date(2024, 3, 25))]

    assert readings(DATE, cells) is not None


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=2, max_size=6),
    st.sampled_from((("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"), ("%Y-%m-%d", "%d/%m/%Y"))),
)
def test_two_formats_in_one_column_never_pass_for_one(days: list[date], forms: tuple[str, str]) -> None:
    """Where the formats alternate, no cell is read as another day than it was written for, unless nothing tells them apart."""
    cells = [day.strftime(forms[place % 2]) for place, day in enumerate(days)]
    parse = readings(DATE, cells)

    assert parse is None or any(reads(form, cells) for form in forms)


def reads(form: str, cells: Sequence[str]) -> bool:
    """Return whether one format reads all cells."""
    parse = parser_for(DATE, CellFormat(date=form))
    try:
        return all(parse(cell) for cell in cells)
    except CellError:
        return False


@given(
    st.lists(st.decimals(-(10**7), 10**7, places=3) | st.integers(-(10**7), 10**7).map(Decimal), min_size=1, max_size=6),
    st.sampled_from(SIGNS),
    NOISE,
)
def test_numbers_are_never_others(numbers: list[Decimal], signs: tuple[str, str | None], noise: list[str]) -> None:
    """Whatever the separators, a column of numbers is read as those numbers or refused."""
    cells = [written_number(number, *signs) for number in numbers]
    parse = readings(NUMBER, [*noise, *cells])

    assert parse is None or [float(number) for number in numbers] == [parse(cell) for cell in cells]


@given(st.lists(MEMBERS, min_size=1, max_size=5), st.sampled_from(",;"))
def test_lists_are_never_others(lists: list[list[str]], separator: str) -> None:
    """Members without separators in them come back, whichever separator parts them."""
    parse = readings(LIST, [separator.join(members) for members in lists])

    assert parse is not None
    assert lists == [parse(separator.join(members)) for members in lists]


@given(
    st.lists(st.lists(st.sampled_from(CHOICES.options), min_size=1, max_size=3), min_size=1, max_size=5), st.sampled_from(",;")
)
def test_options_whose_labels_hold_separators_are_never_others(lists: list[list[Option]], separator: str) -> None:
    """Labels with a separator in them are told from two labels, or the cell or column is refused."""
    usable = [[option for option in options if separator not in option.label] for options in lists]
    wanted = [[option.value for option in options] for options in usable if options]
    cells = [separator.join(option.label for option in options) for options in usable if options]
    parse = readings(CHOICES, cells)

    assert parse is None or wanted == [parse(cell) for cell in cells]
