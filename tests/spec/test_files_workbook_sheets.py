"""Which sheet of a workbook is read, where its rows begin, and what is said about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]

from loaders.errors import FileError
from tests.spec.reading import records_of, rows_of, survey_of
from tests.spec.workbooks import sheet_xml, text_cell, workbook_parts, write_archive, write_rows

PEOPLE = sheet_xml(f'<row r="1">{text_cell("A1", "name")}</row><row r="2">{text_cell("A2", "Ann")}</row>')
PLACES = sheet_xml(f'<row r="1">{text_cell("A1", "city")}</row><row r="2">{text_cell("A2", "Rome")}</row>')
EMPTY = sheet_xml('<row r="1"><c r="A1" s="1"/></row>')


def workbook(folder: Path, sheets: dict[str, str], hidden: str = "") -> Path:
    """Write a workbook with these sheets."""
    return write_archive(folder / "f.xlsx", workbook_parts(sheets, hidden=hidden))


def test_the_only_sheet_with_data_is_read(tmp_path: Path) -> None:
    """Empty sheets do not count, wherever they stand."""
    file = workbook(tmp_path, {"First": EMPTY, "People": PEOPLE, "Last": EMPTY})

    assert ([{"name": "Ann"}], ()) == (records_of(file), survey_of(file).notes)


def test_several_sheets_with_data_are_named(tmp_path: Path) -> None:
    """Which one is meant is asked, not guessed."""
    with pytest.raises(FileError, match='2 sheets have data: 1 "People", 3 "2"; choose one with --sheet'):
        survey_of(workbook(tmp_path, {"People": PEOPLE, "Empty": EMPTY, "2": PLACES}))


@pytest.mark.parametrize(("sheet", "record"), [("People", {"name": "Ann"}), ("1", {"name": "Ann"}), ("2", {"city": "Rome"})])
def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path, sheet: str, record: dict[str, str]) -> None:
    """A name comes before a number that another sheet has."""
    assert [record] == records_of(workbook(tmp_path, {"People": PEOPLE, "Empty": EMPTY, "2": PLACES}), sheet=sheet)


@pytest.mark.parametrize("sheet", ["people", "0", "4"])
def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path, sheet: str) -> None:
    """The message lists what there is."""
    with pytest.raises(FileError, match=f'has no sheet "{sheet}" .--sheet.; it has 1 "People", 2 "Places"'):
        survey_of(workbook(tmp_path, {"People": PEOPLE, "Places": PLACES}), sheet=sheet)


@pytest.mark.parametrize(("other", "hidden"), [("Options", "Options"), ("_notes", "")])
def test_sheets_that_are_set_aside_are_not_read(tmp_path: Path, other: str, hidden: str) -> None:
    """Hidden sheets, and sheets whose name begins with _, are left out, and that is said."""
    file = workbook(tmp_path, {other: PLACES, "People": PEOPLE}, hidden)

    assert [{"name": "Ann"}] == records_of(file)
    assert (f'the sheet "People" was read, and not "{other}"',) == survey_of(file).notes
    assert [{"city": "Rome"}] == records_of(file, sheet=other)


def test_a_workbook_without_data_is_refused(tmp_path: Path) -> None:
    """There is nothing to choose from."""
    with pytest.raises(FileError, match="no sheet of the workbook has data"):
        survey_of(workbook(tmp_path, {"First": EMPTY}))


def test_rows_keep_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    """Blank rows are counted, wherever they are, and rows above the headings are skipped on request."""
    rows = f'<row r="2">{text_cell("B2", "Report")}</row><row r="5">{text_cell("B5", "name")}{text_cell("C5", "city")}</row>'
    rows += f'<row r="6">{text_cell("B6", "Ann")}</row><row r="9">{text_cell("C9", "Rome")}</row>'
    file = write_rows(tmp_path / "f.xlsx", rows)

    assert ("", "name", "city") == survey_of(file, header_row=5).headings
    assert [(1, 6, ["", "Ann", ""]), (2, 9, ["", "", "Rome"])] == [
        (row.number, row.line, row.cells) for row in rows_of(file, header_row=5)
    ]
    assert (2, 2) == (survey_of(file, header_row=5).rows, survey_of(file, header_row=5).blank_rows)
    assert (("", "Report"), 3, 5) == (survey_of(file).headings, survey_of(file).rows, survey_of(file).blank_rows)


@pytest.mark.parametrize("row", [4, 400])
def test_a_row_without_headings_is_refused(tmp_path: Path, row: int) -> None:
    """A blank row and a row beyond the end name no fields."""
    rows = f'<row r="3">{text_cell("A3", "name")}</row><row r="5">{text_cell("A5", "Ann")}</row>'

    with pytest.raises(FileError, match=f"line {row}.*headings|headings; line {row}"):
        survey_of(write_rows(tmp_path / "f.xlsx", rows), header_row=row)


def test_another_sheet_has_other_rows(tmp_path: Path) -> None:
    """Rows of two sheets, or below other headings, never get the same ids."""
    file = workbook(tmp_path, {"People": PEOPLE, "Places": PLACES})
    digests = [
        survey_of(file, sheet="1").digest,
        survey_of(file, sheet="2").digest,
        survey_of(file, sheet="1", header_row=2).digest,
    ]

    assert 3 == len(set(digests))
    assert digests[0] == survey_of(file, sheet="People").digest


def test_what_is_hidden_or_merged_is_read_and_said(tmp_path: Path) -> None:
    """Hidden rows and columns are rows and columns; of merged cells the first has the value."""
    rows = f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row><row r="2" hidden="1">{text_cell("A2", "1")}</row>'
    before = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="9"/></cols>'
    after = '<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'
    file = workbook(tmp_path, {"People": sheet_xml(rows, before, after)})

    assert [{"a": "1", "b": ""}] == records_of(file)
    assert (
        "hidden rows (1) and columns (2) were read like the others",
        "merged cells (1): the first cell of each has the value, the others are empty",
    ) == survey_of(file).notes


def test_older_workbooks_are_chosen_from_and_described_alike(tmp_path: Path) -> None:
    """Sheets, hidden rows and columns, and merged cells of an .xls."""
    book = xlwt.Workbook()
    people, places = book.add_sheet("People"), book.add_sheet("Places")
    for sheet in (people, places):
        sheet.write(0, 0, sheet.name)
        sheet.write_merge(1, 1, 0, 1, "x")
    people.row(1).hidden = people.col(1).hidden = True
    book.save(str(tmp_path / "f.xls"))

    with pytest.raises(FileError, match='2 sheets have data: 1 "People", 2 "Places"'):
        survey_of(tmp_path / "f.xls")
    assert [{"Places": "x"}] == records_of(tmp_path / "f.xls", sheet="2")
    assert ["hidden rows (1) and columns (1)", "merged cells (1)"] == [
        note.partition(" were")[0].partition(":")[0] for note in survey_of(tmp_path / "f.xls", sheet="People").notes
    ]


def test_a_workbook_that_ends_its_reader_ends_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads may die in any way; what is left is a message."""
    monkeypatch.setattr("loaders.files.workbook_source._CHILD", (sys.executable, "-c", "input(); import os; os._exit(6)"))

    with pytest.raises(FileError, match="the process that reads workbooks ended in the middle"):
        survey_of(workbook(tmp_path, {"People": PEOPLE}))


def test_options_that_do_not_apply_are_told(tmp_path: Path) -> None:
    """A sheet of a text, or an encoding of a workbook, is no error, but is said."""
    (tmp_path / "f.csv").write_text("a\n1\n")

    assert ("--sheet does not apply to delimited text",) == survey_of(tmp_path / "f.csv", sheet="1").notes
    file = workbook(tmp_path, {"People": PEOPLE})
    assert ("--encoding does not apply to an .xlsx workbook",) == survey_of(file, encoding="cp1252").notes
