"""A template as CSV and as a workbook: inert for spreadsheets, and helpful in them."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl

from loaders.remote.model import RemoteModel
from loaders.templates.template import Template, make_template
from loaders.templates.text import csv_template
from loaders.templates.workbook import NOTES_SHEET, workbook_template
from tests.requirements.model import custom_model

MODEL = RemoteModel(custom_model().objects)


def template(name: str) -> Template:
    """Return a template without workspace members."""
    return make_template(MODEL.find(name), MODEL, lambda obj, place: [])


def book(name: str) -> Any:
    """Return the workbook of a template, read back."""
    return openpyxl.load_workbook(io.BytesIO(workbook_template(template(name))))


def test_csv_holds_headings_and_rows() -> None:
    """The lines are the headings and three rows, ended by LF."""
    made = template("person")
    text = csv_template(made)

    assert "\r" not in text
    assert [list(made.headings), *(list(row) for row in made.rows)] == [
        [cell.removeprefix("\u200d") for cell in line] for line in csv.reader(io.StringIO(text))
    ]


def test_cells_and_headings_are_guarded() -> None:
    """A calling code and a label that begins with = carry the invisible character of an export."""
    lines = list(csv.reader(io.StringIO(csv_template(template("ship")))))
    calling_code = lines[0].index("Radio / Primary Phone Calling Code")

    assert "\u200d+44" == lines[1][calling_code]
    assert "\u200d=Formula" in lines[0]


def test_a_workbook_has_the_rows_and_a_sheet_of_notes() -> None:
    """The data comes first under the name of the object; the notes have a name that readers know."""
    sheets = book("ship")

    assert ["Ships", NOTES_SHEET] == sheets.sheetnames
    assert 4 == sheets["Ships"].max_row
    assert ("A2", True) == (sheets["Ships"].freeze_panes, sheets["Ships"]["A1"].font.bold)


def test_what_a_spreadsheet_would_mangle_is_text() -> None:
    """Ids, phones, dates and truth values are text for whatever is typed below, too; numbers stay numbers."""
    sheet = book("ship")["Ships"]
    headings = {cell.value: cell for cell in sheet[1]}
    text = ["Id", "Radio / Primary Phone Number", "Launched on", "Landed at", "Reusable", "Serial", "Home / Post Code"]

    assert ["@"] * len(text) == [sheet.column_dimensions[headings[heading].column_letter].number_format for heading in text]
    assert ["@"] * len(text[1:]) == [sheet.cell(2, headings[heading].column).number_format for heading in text[1:]]
    assert [100.25, 100] == [sheet.cell(2, headings[heading].column).value for heading in ("Mass", "Crew")]
    assert "2079460101" == sheet.cell(2, headings["Radio / Primary Phone Number"].column).value


def test_nothing_in_a_workbook_is_a_formula() -> None:
    """Also a label that begins with = is text."""
    kinds = {cell.data_type for sheet in book("ship") for row in sheet.iter_rows() for cell in row}

    assert "f" not in kinds


def test_choices_drop_down() -> None:
    """Options, ratings and truth values are offered; a set of options is offered but may be typed as a list."""
    sheets = book("ship")
    sheet, notes = sheets["Ships"], sheets[NOTES_SHEET]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        heading = sheet[f"{str(validation.sqref).partition(':')[0][:-1]}1"].value
        (cells,) = notes[validation.formula1.partition("!")[2].replace("$", "")]
        offered[heading] = ([cell.value for cell in cells], validation.showErrorMessage)

    assert {
        "Reusable": (["true", "false"], True),
        "Kind": (["SMALL", "MEDIUM", "BIG"], True),
        "Stars": ([f"RATING_{number}" for number in range(1, 6)], True),
        "Tags": (["SMALL", "MEDIUM", "BIG"], False),
    } == offered


def test_the_notes_say_what_a_column_takes() -> None:
    """Field, type, whether it is needed or unique, and how a cell is written."""
    rows = [[cell.value for cell in row] for row in book("voyage")[NOTES_SHEET].iter_rows(max_col=6)]
    notes = {row[0]: row[1:] for row in rows}

    assert ["Field", "Type", "Required", "Unique", "What is accepted"] == notes["Column"]
    assert ["ship.serial", "RELATION to ship", "yes", None, "the Serial of one of the Ships that exist"] == notes[
        "Ship / Serial"
    ]
    assert ["sealed", "BOOLEAN", None, "yes", "true or false; yes, no, 1 and 0 too"] == notes["Sealed"]
