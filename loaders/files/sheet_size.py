"""How far a sheet reaches, and when that is too far to be a table."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.errors import FileError
from loaders.files.workbook_cells import cell_name

MOST_COLUMNS = 1024
MOST_CELLS = 20_000_000


@dataclass(slots=True)
class SheetSize:
    """The largest row and column seen so far; `large` lets both grow."""

    name: str
    large: bool = False
    row: int = 0
    column: int = 0

    def reaches(self, row: int, column: int) -> None:
        """Take note of a cell in this row and one in this column; refuse what is no table."""
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.large:
            return
        far = f"cells far out, like one in {cell_name(self.row, self.column)}; delete what lies outside the table, or give "
        if self.column > MOST_COLUMNS:
            raise FileError(
                f"{self.name}: the sheet has {self.column:,} columns, more than {MOST_COLUMNS:,}: {far}--allow-large-workbook"
            )
        if self.row * self.column > MOST_CELLS:
            raise FileError(
                f"{self.name}: the sheet spans {self.row:,} rows x {self.column:,} columns, more than {MOST_CELLS:,} cells: "
                f"{far}--allow-large-workbook"
            )
