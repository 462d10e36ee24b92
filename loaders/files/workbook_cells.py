"""Values of a workbook to cells of text, as a person would type them, and the faults a workbook puts into its cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from loaders.files.rows import Fault

_FIRST_INEXACT = 1e15
"""Spreadsheets keep 15 digits; a longer whole number may have lost its last ones."""


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as `C17`, from its row and column numbered from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def column_number(letters: str) -> int:
    """Return the number, from 1, of a column named by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def error_fault(row: int, column: int, error: str) -> Fault:
    """Return the fault of a cell that shows an error."""
    return Fault("CELL_ERROR", f"cell {cell_name(row, column)} is {error}; correct it in the spreadsheet")


def formula_fault(row: int, column: int) -> Fault:
    """Return the fault of a formula that was never calculated."""
    return Fault(
        "FORMULA_NO_VALUE",
        f"cell {cell_name(row, column)} is a formula without a stored result; open the file in a spreadsheet and save it",
    )


def read_cells(values: Sequence[Any], row: int, first_column: int) -> tuple[list[str], dict[int, Fault]]:
    """Return the cells of a row, and the faults of numbers that are too long, by position."""
    cells = [""] * first_column
    cells += [value if type(value) is str else _text(value) for value in values]
    numbers = [value for value in values if type(value) is float or type(value) is int]
    if not numbers or (max(numbers) < _FIRST_INEXACT and min(numbers) > -_FIRST_INEXACT):
        return cells, {}
    return cells, {
        column: _precision_fault(row, column + 1, cells[column])
        for column, value in enumerate(values, first_column)
        if (type(value) is float or type(value) is int) and abs(value) >= _FIRST_INEXACT
    }


def _precision_fault(row: int, column: int, digits: str) -> Fault:
    return Fault(
        "NUMBER_PRECISION",
        f"cell {cell_name(row, column)}: {len(digits.lstrip('-'))} digits do not fit a number cell, which keeps 15; "
        "format the column as text and enter it again",
    )


def _text(value: Any) -> str:
    if type(value) is float:
        if value.is_integer():
            return str(int(value)) if abs(value) < _FIRST_INEXACT else format(Decimal(repr(value)), "f").removesuffix(".0")
        text = repr(value)
        return format(Decimal(text), "f") if "e" in text else text
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _moment(value: datetime) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")


def _duration(value: timedelta) -> str:
    sign, seconds = ("-", -value) if value < timedelta() else ("", value)
    minutes, rest = divmod(round(seconds.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:02d}:{minutes:02d}:{rest:02d}"
