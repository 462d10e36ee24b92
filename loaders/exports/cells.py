"""Records to lines of CSV: one function per column, chosen once, and cells quoted and guarded only where they need it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson

from loaders.files.formula_guard import guard
from loaders.mapping.columns import Column
from schema.field_types import FieldType

Line = Callable[[Mapping[str, Any]], str]
_Cell = Callable[[Any], str]

# Texts that need neither guard nor quotes, told quickly: most cells are such.
_PLAIN = re.compile(r"[A-Za-z0-9][^\",\r\n]*(?<!\s)")
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')
_CLEAR_TOKEN = re.compile(r"\\+N")


def text_cell(value: Any) -> str:
    """Return the cell of a text: guarded, and quoted where it holds a separator, a quote, a line break or outer blanks."""
    if not value:
        return ""
    text = str(value)
    if _CLEAR_TOKEN.fullmatch(text):
        text = "\\" + text
    return quoted_cell(guard(text))


def quoted_cell(text: str) -> str:
    """Return the text in quotes if a reader of CSV would otherwise split or trim it."""
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def number_cell(value: Any) -> str:
    """Return the shortest exact decimal, without exponent."""
    if value is None:
        return ""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        text = repr(value)
        return format(Decimal(text), "f") if "e" in text else text
    return str(value)


def amount_cell(value: Any) -> str:
    """Return millionths as units, in whole-number arithmetic."""
    if value is None:
        return ""
    micros = value if isinstance(value, int) else int(Decimal(str(value)))
    sign, micros = ("-", -micros) if micros < 0 else ("", micros)
    units, rest = divmod(micros, 1_000_000)
    return f"{sign}{units}.{rest:06d}".rstrip("0") if rest else f"{sign}{units}"


def boolean_cell(value: Any) -> str:
    """Return the word."""
    return "" if value is None else "true" if value else "false"


def json_cell(value: Any) -> str:
    """Return compact JSON; an empty list is an empty cell."""
    return "" if value is None or value == [] else quoted_cell(orjson.dumps(value).decode())


def bare_cell(value: Any) -> str:
    """Return an id or a moment, which hold nothing to quote."""
    return value or ""


_CELLS: dict[FieldType, _Cell] = {
    FieldType.UUID: bare_cell,
    FieldType.DATE: bare_cell,
    FieldType.DATE_TIME: bare_cell,
    FieldType.NUMBER: number_cell,
    FieldType.NUMERIC: number_cell,
    FieldType.POSITION: number_cell,
    FieldType.BOOLEAN: boolean_cell,
    FieldType.ARRAY: json_cell,
    FieldType.MULTI_SELECT: json_cell,
    FieldType.RAW_JSON: json_cell,
}


def line_writer(columns: Sequence[Column]) -> Line:
    """Return the function that writes a record as one line.

    It is generated, one expression per column, because it runs for every cell of an export; names of the server's model
    enter its source as literals only.
    """
    names: dict[str, Any] = {
        "plain": _PLAIN.fullmatch,
        "nothing": dict.fromkeys(part for c in columns if (part := c.sub_field)),
    }
    cells = [_cell_source(column, number, names) for number, column in enumerate(columns)]
    line: Line = eval(f"lambda record: ','.join(({', '.join(cells)},)) + '\\n'", names)  # noqa: S307
    return line


def _cell_source(column: Column, number: int, names: dict[str, Any]) -> str:
    value = f"record[{column.field!r}]"
    if column.sub_field is not None:
        value = f"({value} or nothing)[{column.sub_field!r}]"
    cell = _CELLS.get(column.type, text_cell)
    if column.composite is FieldType.CURRENCY and column.sub_field == "amountMicros":
        cell = amount_cell
    names[f"cell{number}"] = cell
    if cell is bare_cell:
        return f"{value} or ''"
    if cell is text_cell:
        return f"'' if not (text := {value}) else text if text.isalnum() or plain(text) else cell{number}(text)"
    return f"'' if (value := {value}) is None or value == [] else cell{number}(value)"


def heading_line(columns: Sequence[Column]) -> str:
    """Return the line of headings."""
    return ",".join(text_cell(column.label) for column in columns) + "\n"
