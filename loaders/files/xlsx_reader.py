"""Rows of one sheet of an .xlsx workbook: the sheet is handed on in blocks, each as a small workbook of its own."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from loaders.errors import FileError
from loaders.files.archive_guard import check_archive
from loaders.files.block_template import block_template
from loaders.files.sheet_blocks import BLOCK, SheetBlocks
from loaders.files.sheet_choice import SheetName, choose_sheet, layout_notes
from loaders.files.sheet_marks import Marked, SheetMarks
from loaders.files.sheet_size import SheetSize
from loaders.files.tables import Record
from loaders.files.workbook_cells import read_cells
from loaders.files.workbook_parts import Parts, Sheet, find_parts

_BOX = 250_000
"""Cells a block may span: the reader of values reserves a place for each, filled or not."""


@dataclass(slots=True)
class XlsxReader:
    """One pass over one sheet; the notes are complete when the rows are."""

    path: Path
    name: str
    sheet: str | None
    large: bool
    notes: list[str] = field(default_factory=list)
    chosen: str = ""

    def rows(self) -> Iterator[Record]:
        """Yield the rows that are not blank, with their number in the sheet."""
        check_archive(self.path, self.name, large=self.large)
        with zipfile.ZipFile(self.path) as archive:
            parts = find_parts(archive, self.name)
            sheet = self._choose(archive, parts)
            yield from self._rows(archive, parts, sheet)

    def _choose(self, archive: zipfile.ZipFile, parts: Parts) -> Sheet:
        names = [SheetName(sheet.name, sheet.hidden) for sheet in parts.sheets]
        place, self.notes[:] = choose_sheet(
            self.name, names, self.sheet, lambda place: _has_data(archive, parts.sheets[place], self.name)
        )
        self.chosen = parts.sheets[place].name
        return parts.sheets[place]

    def _rows(self, archive: zipfile.ZipFile, parts: Parts, sheet: Sheet) -> Iterator[Record]:
        template = block_template(archive, parts)
        blocks = SheetBlocks(archive, sheet.part, self.name, max(BLOCK, 4 * template.size))
        size, last, hidden = SheetSize(self.name, large=self.large), 0, 0
        for block in blocks:
            marks = SheetMarks(blocks.prefix)
            hidden += marks.hidden_rows(block)
            if not marks.is_filled(block) and (final := marks.final_row(block)):
                last = final
                continue
            text, numbers = marks.numbered(block, last)
            if not marks.agrees(text, numbers, last):
                raise FileError(
                    f"{self.name}: the rows of the sheet are in disorder; open it in a spreadsheet and save it again"
                )
            last = max(numbers, default=last)
            width = marks.width(text)
            size.reaches(last, width)
            for piece in _pieces(text, marks, numbers, width):
                yield from _read(piece, marks, template.around(marks.errors_as_texts(piece), blocks.prefix))
        self.notes += layout_notes(hidden, blocks.hidden_columns, blocks.merged)


def _has_data(archive: zipfile.ZipFile, sheet: Sheet, name: str) -> bool:
    blocks = SheetBlocks(archive, sheet.part, name, 1)
    return any(mark in block for block in blocks for mark in (b"<%sv" % blocks.prefix, b"<%sis" % blocks.prefix))


def _pieces(block: bytes, marks: SheetMarks, numbers: list[int], width: int) -> Iterator[bytes]:
    """Cut a block where its rows would span more cells than are worth reserving."""
    if not numbers or (numbers[-1] - numbers[0] + 1) * width <= _BOX:
        yield block
        return
    block, numbers = marks.numbered(marks.without_empty_rows(block), 0)
    first, start = numbers[0], 0
    for number, offset in zip(numbers, marks.offsets(block), strict=True):
        if (number - first + 1) * width > _BOX and offset > start:
            yield block[start:offset]
            first, start = number, offset
    yield block[start:]


def _read(piece: bytes, marks: SheetMarks, workbook: io.BytesIO) -> Iterator[Record]:
    marked: dict[int, list[Marked]] = defaultdict(list)
    for mark in marks.faults(piece):
        marked[mark.row].append(mark)
    with python_calamine.load_workbook(workbook) as book:
        sheet = book.get_sheet_by_index(0)
        first_row, first_column = sheet.start or (0, 0)
        values = dict(enumerate(sheet.to_python(skip_empty_area=True), first_row + 1))
    for row in sorted({*values, *marked}):
        cells, faults = read_cells(values.get(row, ()), row, first_column)
        for mark in marked.get(row, ()):
            cells += [""] * (mark.column - len(cells))
            faults[mark.column - 1] = mark.fault
        if any(cells) or faults:
            yield row, cells, faults
