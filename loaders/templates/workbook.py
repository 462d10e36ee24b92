"""A template as a workbook: the rows on a sheet that keeps what is typed as text, with drop-downs, and a sheet of notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.formula_guard import guard
from loaders.templates.columns import TemplateColumn
from loaders.templates.notes import TITLES, choices
from loaders.templates.template import Template
from schema.field_types import FieldType

NOTES_SHEET = "_Notes (not imported)"
"""A name by which readers of workbooks tell the notes from data: a sheet whose name begins with _ is not read."""

_AS_TEXT, _BOLD = "@", Font(bold=True)
_LAST_ROW = 1_048_576
_WIDEST, _NARROWEST = 60, 12
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NUMBERS = frozenset((FieldType.NUMBER, FieldType.NUMERIC, FieldType.POSITION))


def workbook_template(template: Template) -> bytes:
    """Return the bytes of the workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _FORBIDDEN.sub(" ", template.obj.label_plural)[:31] or "Data"
    _write_rows(sheet, template)
    notes = book.create_sheet(NOTES_SHEET)
    _write_notes(notes, template)
    for validation in _drop_downs(template):
        sheet.add_data_validation(validation)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_rows(sheet: Worksheet, template: Template) -> None:
    for number, column in enumerate(template.columns, 1):
        cells = (column.heading, *(row[number - 1] for row in template.rows))
        numeric = _is_number(column)
        sheet.column_dimensions[get_column_letter(number)].number_format = "General" if numeric else _AS_TEXT
        for line, text in enumerate(cells, 1):
            if text:
                _write(sheet, line, number, text, as_number=numeric and line > 1)
        _set_width(sheet, number, cells)
    _head(sheet)


def _write(sheet: Worksheet, line: int, number: int, text: str, *, as_number: bool) -> None:
    cell = sheet.cell(line, number)
    if as_number:
        cell.value = float(text) if "." in text else int(text)
        return
    cell.value = guard(text)
    cell.number_format = _AS_TEXT


def _write_notes(sheet: Worksheet, template: Template) -> None:
    rows = (TITLES, *(note.cells for note in template.notes))
    for line, cells in enumerate(rows, 1):
        for number, text in enumerate(cells, 1):
            if text:
                _write(sheet, line, number, text, as_number=False)
                sheet.cell(line, number).alignment = Alignment(wrap_text=True, vertical="top")
    for number, cells in enumerate(zip(*(row[: len(TITLES)] for row in rows), strict=False), 1):
        _set_width(sheet, number, cells)
    _head(sheet)


def _head(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = _BOLD
    sheet.freeze_panes = "A2"


def _set_width(sheet: Worksheet, number: int, cells: tuple[str, ...]) -> None:
    longest = max(map(len, cells)) + 2
    sheet.column_dimensions[get_column_letter(number)].width = min(max(longest, _NARROWEST), _WIDEST)


def _drop_downs(template: Template) -> Iterator[DataValidation]:
    """Yield the lists of the columns that choose; they lie in the notes, since a list in a formula ends at 255 characters."""
    first = get_column_letter(len(TITLES))
    for number, column in enumerate(template.columns, 1):
        values = choices(column)
        if not values:
            continue
        last = get_column_letter(len(TITLES) + len(values) - 1)
        several = column.column.type is FieldType.MULTI_SELECT
        line = number + 1
        validation = DataValidation("list", f"'{NOTES_SHEET}'!${first}${line}:${last}${line}", allow_blank=True)
        validation.showErrorMessage = not several
        validation.error = f"{column.heading}: choose one of the list, or leave the cell empty."
        letter = get_column_letter(number)
        validation.add(f"{letter}2:{letter}{_LAST_ROW}")
        yield validation


def _is_number(column: TemplateColumn) -> bool:
    """Return whether a spreadsheet may keep the cells as numbers without losing anything."""
    own = column.column
    return own.reference is None and own.type in _NUMBERS and own.whole_number != "bigint"
