"""Rows to records: every cell through the reader of its column, and every error of the row at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from loaders.files.formula_guard import ZERO_WIDTH_JOINER, unguard
from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.mapping.mapping import MappedColumn, Mapping
from loaders.mapping.parsers import Parser, parser_for
from loaders.runs.outcomes import RowError
from loaders.values.cell_error import CellError
from schema.field_types import FieldType

CLEAR = "\\N"
"""A cell that clears the stored value; one more backslash before it makes it plain text."""
_ESCAPED = re.compile(r"\\{2,}N")
_MARKED = frozenset((ZERO_WIDTH_JOINER, "\\"))

_Step = tuple[int, int, Parser, str, str | None, bool]


class RecordReader:
    """Reads rows with one mapping; compiled once, because it sees every cell of the file."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._steps: tuple[_Step, ...] = tuple(_step(number, mapped) for number, mapped in enumerate(mapping.columns))
        self._amounts = tuple(_amounts(mapping))
        self._kept = tuple((m.heading, m.column.field) for m in mapping.columns if m.column.required or m.column.field == "id")

    def read(self, row: Row) -> Draft:
        """Return the draft of a row, with every cell that is no value among its errors."""
        cells, width = row.cells, self._mapping.width
        record: dict[str, Any] = {}
        draft = Draft(row, record)
        if len(cells) != width:
            cells = self._fitted(draft, cells, width)
        for number, position, parse, field, sub_field, is_reference in self._steps:
            cell = cells[position]
            if not cell:
                continue
            try:
                value = parse(cell) if cell[0] not in _MARKED else _unmarked(cell, parse)
            except CellError as error:
                if not cell.isspace():
                    draft.reject(RowError(error.code, error.reason, self._mapping.columns[number].heading))
                continue
            if is_reference and value is not None:
                draft.references.append((number, value))
            elif sub_field is None:
                record[field] = value
            elif field in record:
                record[field][sub_field] = value
            else:
                record[field] = {sub_field: value}
        self._check(draft)
        return draft

    def _fitted(self, draft: Draft, cells: list[str], width: int) -> list[str]:
        if len(cells) < width:
            return cells + [""] * (width - len(cells))
        if any(cells[width:]):
            filled = max(position for position, cell in enumerate(cells) if cell) + 1
            draft.reject(RowError("RAGGED_ROW", f"{filled} cells, the heading line has {width}"))
        return cells

    def _check(self, draft: Draft) -> None:
        for heading, field in self._amounts:
            amount = draft.record.get(field)
            if amount is not None and amount.get("amountMicros") is not None and not amount.get("currencyCode"):
                draft.reject(RowError("CURRENCY_INVALID", "an amount needs a currency code in its Currency column", heading))
        for heading, field in self._kept:
            if draft.record.get(field, "") is None:
                draft.reject(RowError("KEY_EMPTY" if field == "id" else "REQUIRED", "cannot be cleared", heading))


def _step(number: int, mapped: MappedColumn) -> _Step:
    column = mapped.column
    return (number, mapped.position, parser_for(column), column.field, column.sub_field, column.reference is not None)


def _amounts(mapping: Mapping) -> Iterator[tuple[str, str]]:
    for mapped in mapping.columns:
        if mapped.column.composite is FieldType.CURRENCY and mapped.column.sub_field == "amountMicros":
            yield mapped.heading, mapped.column.field


def _unmarked(cell: str, parse: Parser) -> Any:
    """Read a cell that begins with the formula guard or a backslash: guarded text, the clear token, or plain text."""
    text = unguard(cell)
    if text == CLEAR:
        return None
    return parse(text[1:] if _ESCAPED.fullmatch(text) else text)
