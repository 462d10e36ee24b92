"""Records to lines of CSV: one function per column, chosen once, and cells quoted and guarded only where they need it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from loaders.files.formula_guard import guard
from loaders.mapping.columns import Column
from schema.field_types import FieldType

Line = Callable[[Mapping[str, Any]], str]
_Cell = Callable[[Any], str]

_CLEAR_TOKEN = re.compile(r"\\+N")


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How the lines of a file are made up."""

    delimiter: str = ","
    line_end: str = "\n"
    bom: bool = False
    guarded: bool = True
    """Whether text that a spreadsheet would run is made inert."""


PLAIN_STYLE = CsvStyle()


def number_cell(value: Any) -> str:
    """Return the shortest exact decimal, without exponent."""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        text = repr(value)
        return format(Decimal(text), "f") if "e" in text else text
    return str(value)


def amount_cell(value: Any) -> str:
    """Return millionths as units, in whole-number arithmetic."""
    micros = value if isinstance(value, int) else int(Decimal(str(value)))
    sign, micros = ("-", -micros) if micros < 0 else ("", micros)
    units, rest = divmod(micros, 1_000_000)
    return f"{sign}{units}.{rest:06d}".rstrip("0") if rest else f"{sign}{units}"


def boolean_cell(value: Any) -> str:
    """Return the word."""
    return "true" if value else "false"


def json_text(value: Any) -> str:
    """Return compact JSON."""
    return orjson.dumps(value).decode()


def unquoted_text(value: Any, *, guarded: bool = True) -> str:
    """Return a text as it stands in a cell: made inert, and the word that clears a field told from a text like it."""
    text = str(value)
    if _CLEAR_TOKEN.fullmatch(text):
        text = "\\" + text
    return guard(text) if guarded else text


def is_amount(column: Column) -> bool:
    """Tell whether a column holds millionths of a currency."""
    return column.composite is FieldType.CURRENCY and column.sub_field == "amountMicros"


def value_path(column: Column) -> tuple[str, ...]:
    """Return where in a record the values of a column are; those of a related record stand below the relation."""
    if column.reference is None:
        return (column.field,) if column.sub_field is None else (column.field, column.sub_field)
    path = (column.path.partition(".")[0], column.reference.field)
    return path if column.reference.sub_field is None else (*path, column.reference.sub_field)


def value_source(column: Column, names: dict[str, Any]) -> str:
    """Return the expression for a column's value in `record`; `names` gets the empty composite it may need."""
    first, *rest = value_path(column)
    value = f"record[{first!r}]"
    for part in rest:
        names.setdefault("nothing", {})[part] = None
        value = f"({value} or nothing)[{part!r}]"
    return value


_TEXTS = frozenset((FieldType.UUID, FieldType.DATE, FieldType.DATE_TIME))
_CELLS: dict[FieldType, _Cell] = {
    FieldType.NUMBER: number_cell,
    FieldType.NUMERIC: number_cell,
    FieldType.POSITION: number_cell,
    FieldType.BOOLEAN: boolean_cell,
}
JSON_TYPES = frozenset((FieldType.ARRAY, FieldType.MULTI_SELECT, FieldType.RAW_JSON))


def line_writer(columns: Sequence[Column], style: CsvStyle = PLAIN_STYLE) -> Line:
    """Return the function that writes a record as one line.

    It is generated, one expression per column, because it runs for every cell of an export; names of the server's model
    enter its source as literals only.
    """
    quoted = _quoting(style)
    special = re.escape(style.delimiter)
    names: dict[str, Any] = {
        # Texts that need neither guard nor quotes, told quickly: most cells are such.
        "plain": re.compile(rf"[A-Za-z0-9][^\"\r\n{special}]*(?<!\s)").fullmatch,
        "text_cell": lambda text: quoted(unquoted_text(text, guarded=style.guarded)),
        "json_cell": lambda value: quoted(json_text(value)),
    }
    cells = [_cell_source(column, number, names) for number, column in enumerate(columns)]
    code = f"lambda record: {style.delimiter!r}.join(({', '.join(cells)},)) + {style.line_end!r}"
    line: Line = eval(code, names)  # noqa: S307
    return line


def heading_line(columns: Sequence[Column], style: CsvStyle = PLAIN_STYLE) -> str:
    """Return the line of headings."""
    quoted = _quoting(style)
    cells = (quoted(unquoted_text(column.label, guarded=style.guarded)) for column in columns)
    return ("\ufeff" if style.bom else "") + style.delimiter.join(cells) + style.line_end


def _cell_source(column: Column, number: int, names: dict[str, Any]) -> str:
    value = value_source(column, names)
    if column.type in _TEXTS:
        return f"{value} or ''"
    if column.type in JSON_TYPES:
        return f"'' if (value := {value}) is None or value == [] else json_cell(value)"
    cell = amount_cell if is_amount(column) else _CELLS.get(column.type)
    if cell is None:
        return f"'' if not (text := {value}) else text if text.isalnum() or plain(text) else text_cell(text)"
    names[f"cell{number}"] = cell
    return f"'' if (value := {value}) is None else cell{number}(value)"


def _quoting(style: CsvStyle) -> Callable[[str], str]:
    """Return what puts a cell in quotes if a reader of CSV would otherwise split or trim it."""
    needs_quotes = re.compile(rf'["\r\n{re.escape(style.delimiter)}]|^\s|\s$').search

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if needs_quotes(text) else text

    return quoted
