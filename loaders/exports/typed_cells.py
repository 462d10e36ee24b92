"""Records to rows of values with types, for formats that have them: one function per object, generated like lines of CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Any

from loaders.exports.cells import JSON_TYPES, amount_cell, is_amount, json_text, number_cell, unquoted_text, value_source
from loaders.mapping.columns import Column
from schema.field_types import FieldType

Row = Callable[[Mapping[str, Any]], list[Any]]
Convert = Callable[[Any], Any]

_NUMBERS = frozenset((FieldType.NUMBER, FieldType.NUMERIC, FieldType.POSITION))
_FIRST_SHEET_DATE = date(1900, 3, 1)
"""Before it workbooks count a day that never was."""
_SHEET_DIGITS = 15
_EXACT = Context(prec=60)
_MICRO = Decimal("0.000001")


def row_writer(columns: Sequence[Column], converters: Sequence[Convert | None]) -> Row:
    """Return the function that writes a record as values, None where there is none."""
    names: dict[str, Any] = {}
    cells = []
    for number, (column, convert) in enumerate(zip(columns, converters, strict=True)):
        value = value_source(column, names)
        if convert is None:
            cells.append(value)
            continue
        names[f"cell{number}"] = convert
        cells.append(f"None if (value := {value}) is None or value == '' or value == [] else cell{number}(value)")
    row: Row = eval(f"lambda record: [{', '.join(cells)}]", names)  # noqa: S307 - names of the model are literals in it
    return row


def sheet_converter(column: Column, *, guarded: bool) -> Convert:
    """Return how a value of the column stands in a workbook: what a workbook would round or shift stays text."""
    if column.type is FieldType.BOOLEAN:
        return bool
    if column.type is FieldType.DATE:
        return _sheet_date
    if column.type in _NUMBERS:
        number = amount_cell if is_amount(column) else number_cell
        return lambda value: _sheet_number(number(value))
    if column.type in JSON_TYPES:
        return json_text
    return lambda value: unquoted_text(value, guarded=guarded)


def is_text_format(column: Column) -> bool:
    """Tell whether a spreadsheet must be told to leave the column's cells alone: ids and phone numbers."""
    return column.type is FieldType.UUID or column.composite is FieldType.PHONES


def parquet_converter(column: Column) -> Convert | None:
    """Return how a value of the column is handed to a Parquet column, or None where it is as it is."""
    if is_amount(column):
        return lambda micros: _EXACT.quantize(_EXACT.scaleb(Decimal(str(micros)), -6), _MICRO)
    if column.type is FieldType.DATE:
        return date.fromisoformat
    if column.type is FieldType.DATE_TIME:
        return datetime.fromisoformat
    if column.type is FieldType.RAW_JSON:
        return json_text
    return None


def parquet_type(column: Column) -> str:
    """Return the type of a Parquet column."""
    if is_amount(column):
        return "amount"
    if column.type in (FieldType.NUMBER, FieldType.NUMERIC, FieldType.POSITION):
        return "whole" if column.whole_number else "number"
    named = {
        FieldType.BOOLEAN: "boolean",
        FieldType.DATE: "date",
        FieldType.DATE_TIME: "moment",
        FieldType.ARRAY: "texts",
        FieldType.MULTI_SELECT: "texts",
    }
    return named.get(column.type, "text")


def _sheet_number(text: str) -> Any:
    """Return a number, or its text where a workbook would lose digits of it."""
    if sum(character.isdigit() for character in text.lstrip("-0.")) > _SHEET_DIGITS:
        return text
    return float(text) if "." in text else int(text)


def _sheet_date(text: str) -> Any:
    day = date.fromisoformat(text)
    return day if day >= _FIRST_SHEET_DATE else text
