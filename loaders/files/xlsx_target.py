"""Workbooks written row by row: sheets of at most as many rows as one can have, text that is never a formula."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from loaders.errors import FileError
from loaders.files.file_target import FileTarget

ROWS_PER_SHEET = 1_048_575
"""Beside the headings, which every sheet repeats."""
LONGEST_TEXT = 32_767
_TEXT_FORMAT = "@"
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
# What a workbook's XML cannot hold, or would read as such an escape, is written as its escape.
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class XlsxTarget:
    """Takes rows of values; `close` writes the workbook to the file, which is not published yet."""

    def __init__(
        self, file: FileTarget, title: str, headings: Sequence[str], text_columns: Collection[int], rows_per_sheet: int
    ) -> None:
        self._file = file
        self._title = _NOT_IN_TITLE.sub(" ", title)[:25].strip() or "Records"
        self._headings = headings
        self._text_columns = frozenset(text_columns)
        self._rows_per_sheet = rows_per_sheet
        self._book = Workbook(write_only=True)
        self._left = 0
        self._begin_sheet()

    def write_row(self, values: Sequence[Any]) -> None:
        """Append a row, on a further sheet when this one is full."""
        if not self._left:
            self._begin_sheet()
        self._left -= 1
        self._sheet.append([self._cell(number, value) for number, value in enumerate(values)])

    def close(self) -> None:
        """Write the workbook."""
        self._book.save(self._file)
        self._book.close()

    def abandon(self) -> None:
        """Write nothing more; the rows so far are in a temporary file that goes with the process."""
        self._sheet.close()
        self._book.close()

    def _begin_sheet(self) -> None:
        number = len(self._book.worksheets) + 1
        self._sheet = self._book.create_sheet(self._title if number == 1 else f"{self._title} {number}")
        self._sheet.append([self._cell(-1, heading) for heading in self._headings])
        self._left = self._rows_per_sheet

    def _cell(self, number: int, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if len(value) > LONGEST_TEXT:
            row = self._rows_per_sheet - self._left + 1
            raise FileError(
                f"row {row}, {self._headings[number]}: a text of {len(value):,} characters does not fit a cell of a "
                f"workbook, which holds {LONGEST_TEXT:,}; export to csv or jsonl"
            )
        text = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        if number in self._text_columns:
            cell.number_format = _TEXT_FORMAT
        return cell
