"""Rows of one sheet of an .xls workbook: values by one reader, errors, hidden rows and merged cells by another."""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
import xlrd  # type: ignore[import-untyped]
from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]
from xlrd.sheet import Sheet  # type: ignore[import-untyped]

from loaders.errors import FileError
from loaders.files.sheet_choice import SheetName, choose_sheet, layout_notes
from loaders.files.sheet_size import SheetSize
from loaders.files.tables import Record
from loaders.files.workbook_cells import cell_name, error_fault, read_cells

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FREE_CELLS = 2_000_000
"""A sheet may span this many cells however few of them are filled; the reader of values reserves a place for each."""
_CELLS_EACH = 100
"""And this many more for every cell that is filled."""


@dataclass(slots=True)
class XlsReader:
    """One pass over one sheet; the notes are complete when the rows are."""

    path: Path
    name: str
    sheet: str | None
    large: bool
    notes: list[str] = field(default_factory=list)
    chosen: str = ""

    def rows(self) -> Iterator[Record]:
        """Yield the rows that are not blank, with their number in the sheet."""
        place, errors = self._look()
        with self.path.open("rb") as stream, python_calamine.load_workbook(stream) as book:
            sheet = book.get_sheet_by_name(self.chosen)
            self.notes += layout_notes(*place, len(sheet.merged_cell_ranges or ()))
            first_column = sheet.start[1] if sheet.start else 0
            for row, values in enumerate(sheet.iter_rows(), 1):
                cells, faults = read_cells(values, row, first_column)
                for column, error in errors.get(row, {}).items():
                    cells[column - 1] = error
                    faults[column - 1] = error_fault(row, column, error)
                if any(cells) or faults:
                    yield row, cells, faults

    def _look(self) -> tuple[tuple[int, int], dict[int, dict[int, str]]]:
        """Choose the sheet; return its hidden rows and columns, and the errors in its cells by row and column."""
        with self._opened() as book:
            sheets = [SheetName(sheet.name, bool(sheet.visibility)) for sheet in book.sheets()]
            place, self.notes[:] = choose_sheet(
                self.name, sheets, self.sheet, lambda n: any(map(any, _types(book.sheet_by_index(n))))
            )
            sheet = book.sheet_by_index(place)
            self.chosen = sheet.name
            SheetSize(self.name, large=self.large).reaches(sheet.nrows, sheet.ncols)
            self._refuse_sparse(sheet)
            hidden = [sum(bool(info.hidden) for info in infos.values()) for infos in (sheet.rowinfo_map, sheet.colinfo_map)]
            return (hidden[0], hidden[1]), _errors(sheet)

    def _opened(self) -> xlrd.Book:
        try:
            return xlrd.open_workbook(self.path, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        except (xlrd.XLRDError, CompDocError) as error:
            if "ncrypted" in str(error) or _mentions(self.path, _ENCRYPTED):
                raise FileError(
                    f"{self.name}: the workbook was not opened: it is protected with a password; save it without"
                ) from None
            raise FileError(f"{self.name}: is no workbook that can be read ({error}); save the table as .xlsx or CSV") from None

    def _refuse_sparse(self, sheet: Sheet) -> None:
        filled = sum(len(types) - types.count(xlrd.XL_CELL_EMPTY) for types in _types(sheet))
        if not self.large and sheet.nrows * sheet.ncols > _FREE_CELLS + _CELLS_EACH * filled:
            raise FileError(
                f"{self.name}: the sheet reaches to {cell_name(sheet.nrows, sheet.ncols)}, but has only {filled:,} cells; "
                "delete what lies outside the table, save it as .xlsx, or give --allow-large-workbook"
            )


def _types(sheet: Sheet) -> Iterator[array[int]]:
    return (sheet.row_types(row) for row in range(sheet.nrows))


def _errors(sheet: Sheet) -> dict[int, dict[int, str]]:
    return {
        row: {
            column: xlrd.error_text_from_code.get(sheet.cell_value(row - 1, column - 1), "an error")
            for column, type_ in enumerate(types, 1)
            if type_ == xlrd.XL_CELL_ERROR
        }
        for row, types in enumerate(_types(sheet), 1)
        if xlrd.XL_CELL_ERROR in types
    }


def _mentions(path: Path, mark: bytes) -> bool:
    """Return whether the bytes occur anywhere in a file."""
    carry = b""
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            if mark in carry + piece:
                return True
            carry = piece[-len(mark) :]
    return False
