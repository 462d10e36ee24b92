"""Rows to records: every cell through the reader of its column, and every error of the row at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loaders.files.formula_guard import ZERO_WIDTH_JOINER, unguard
from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.options import CLEAR, Empty, ImportOptions
from loaders.mapping.columns import Column
from loaders.mapping.exact import exact_parser
from loaders.mapping.joint_rules import joint_rules
from loaders.mapping.mapping import Mapping
from loaders.mapping.parsers import Parser, parser_for
from loaders.runs.outcomes import RowError
from loaders.values.cell_error import CellError
from loaders.values.cell_format import CellFormat
from schema.absent import ABSENT

_Step = tuple[int, int, Parser, str, str | None, bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells become values: the reader of each column, and whether the parts of a composite are checked together."""

    parser: Callable[[Column, CellFormat], Parser] = parser_for
    joint: bool = True


_EXACT = Reading(lambda column, _: exact_parser(column), joint=False)


class RecordReader:
    """Reads rows with one mapping; compiled once, because it sees every cell of the file."""

    def __init__(
        self, mapping: Mapping, options: ImportOptions | None = None, clear: str = CLEAR, reading: Reading | None = None
    ) -> None:
        options = options or ImportOptions()
        reading = reading or (_EXACT if options.exact else Reading())
        self._mapping = mapping
        self._headings = tuple(mapped.heading for mapped in mapping.columns)
        self._steps: tuple[_Step, ...] = tuple(
            (number, mapped.position, *_reader(mapped.column, mapped.format, reading))
            for number, mapped in enumerate(mapping.columns)
        )
        self._constants = tuple(
            (constant.cell, *_reader(constant.column, CellFormat(), Reading())) for constant in mapping.constants
        )
        self._places = {mapped.position: mapped.heading for mapped in mapping.columns}
        self._joint = tuple(joint_rules(mapping)) if reading.joint else ()
        self._kept = tuple((m.heading, m.column.field) for m in mapping.columns if m.column.required or m.column.field == "id")
        self._clear = clear
        self._escaped = re.compile(rf"\\+{re.escape(clear)}" if clear else "(?!)")
        self._marked = frozenset((ZERO_WIDTH_JOINER, "\\", clear[:1]))
        self._clears_empty = options.empty is Empty.CLEAR

    def read(self, row: Row) -> Draft:
        """Return the draft of a row, with every cell that is no value among its errors."""
        cells, width = row.cells, self._mapping.width
        record: dict[str, Any] = {}
        draft = Draft(row, record)
        if len(cells) != width:
            cells = self._fitted(draft, cells, width)
        for number, position, parse, field, sub_field, is_reference in self._steps:
            cell = cells[position]
            if not cell and (not self._clears_empty or field == "id"):
                continue
            try:
                value = (parse(cell) if cell[0] not in self._marked else self._unmarked(cell, parse)) if cell else None
            except CellError as error:
                if not cell.isspace():
                    draft.reject(RowError(error.code, error.reason, self._headings[number], error.hint))
                continue
            if value is ABSENT:
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

    def takes(self, row: Row) -> bool:
        """Return whether the filters of the mapping let the row pass."""
        return all(one.takes(row.cells) for one in self._mapping.filters)

    def _fill(self, record: dict[str, Any]) -> None:
        for cell, parse, field, sub_field, _ in self._constants:
            if sub_field is None:
                record.setdefault(field, parse(cell))
            elif isinstance(values := record.setdefault(field, {}), dict):
                values.setdefault(sub_field, parse(cell))

    def _fitted(self, draft: Draft, cells: list[str], width: int) -> list[str]:
        if len(cells) < width:
            return cells + [""] * (width - len(cells))
        if any(cells[width:]):
            filled = max(position for position, cell in enumerate(cells) if cell) + 1
            reason = f"{filled} cells, the heading line has {width}"
            draft.reject(RowError("RAGGED_ROW", reason, hint="quote cells that contain the separator, or name every column"))
        return cells

    def _check(self, draft: Draft) -> None:
        if self._constants:
            self._fill(draft.record)
        for position, fault in draft.row.faults.items():
            if position in self._places:
                draft.reject(RowError(fault.code, fault.reason, self._places[position]))
        for rule in self._joint:
            if parts := draft.record.get(rule.field):
                try:
                    draft.record[rule.field] = rule.check(parts)
                except CellError as error:
                    draft.reject(RowError(error.code, error.reason, rule.heading, error.hint))
        for heading, field in self._kept:
            if draft.record.get(field, "") is None:
                draft.reject(RowError("KEY_EMPTY" if field == "id" else "REQUIRED", "cannot be cleared", heading))

    def _unmarked(self, cell: str, parse: Parser) -> Any:
        """Read a cell that begins with the formula guard or a backslash: guarded text, the clear token, or plain text."""
        text = unguard(cell)
        if text == self._clear:
            return None
        return parse(text[1:] if self._escaped.fullmatch(text) else text)


def _reader(column: Column, written: CellFormat, reading: Reading) -> tuple[Parser, str, str | None, bool]:
    return reading.parser(column, written), column.field, column.sub_field, column.reference is not None
