"""Cells of a workbook are read as they are stored, and what a workbook marks or has lost is named by its cell."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]

from loaders.files.workbook_child import _packed
from loaders.files.xlsx_reader import XlsxReader
from tests.spec.reading import rows_of, survey_of
from tests.spec.workbooks import (
    CLOCK,
    DAY,
    DURATION,
    GENERAL,
    MAIN,
    MOMENT,
    PERCENT,
    text_cell,
    workbook_parts,
    write_archive,
    write_rows,
)

GOLDEN: list[tuple[str, str, str, str | None]] = [
    # what the cell is called, its XML without place, the text it gives, its fault
    ("inline text", 't="inlineStr"><is><t>plain</t></is>', "plain", None),
    (
        "rich inline text",
        't="inlineStr"><is><r><t>bold</t></r><r><t xml:space="preserve"> plain</t></r></is>',
        "bold plain",
        None,
    ),
    ("shared text", 't="s"><v>0</v>', "shared", None),
    ("number as text", 't="s"><v>1</v>', "007", None),
    ("escaped text", 't="inlineStr"><is><t>a &lt;b&gt; &amp; "c"</t></is>', 'a <b> & "c"', None),
    ("text over two lines", 't="inlineStr"><is><t>a\nb</t></is>', "a\nb", None),
    ("text with outer blanks", 't="inlineStr"><is><t xml:space="preserve"> a </t></is>', " a ", None),
    ("guarded text", 't="inlineStr"><is><t>\u200d=1+1</t></is>', "\u200d=1+1", None),
    ("clear token", 't="inlineStr"><is><t>\\N</t></is>', "\\N", None),
    ("text like a tag", 't="inlineStr"><is><t>&lt;row r="9"&gt;</t></is>', '<row r="9">', None),
    ("text like an error", 't="inlineStr"><is><t>#N/A</t></is>', "#N/A", None),
    ("whole number", "><v>5</v>", "5", None),
    ("whole number with a point", "><v>5.0</v>", "5", None),
    ("negative number", "><v>-5.5</v>", "-5.5", None),
    ("zero", "><v>0</v>", "0", None),
    ("number marked as one", 't="n"><v>7</v>', "7", None),
    ("phone as number", "><v>491512345678</v>", "491512345678", None),
    ("phone with exponent", "><v>4.91512345678E11</v>", "491512345678", None),
    ("fifteen digits", "><v>999999999999999</v>", "999999999999999", None),
    ("sixteen digits", "><v>1234567890123456</v>", "1234567890123456", "NUMBER_PRECISION"),
    ("twenty digits", "><v>12345678901234567000</v>", "12345678901234567000", "NUMBER_PRECISION"),
    ("minus sixteen digits", "><v>-1234567890123456</v>", "-1234567890123456", "NUMBER_PRECISION"),
    ("small number", "><v>1E-7</v>", "0.0000001", None),
    ("many decimals", "><v>0.1234567890123</v>", "0.1234567890123", None),
    ("percent", f's="{PERCENT}"><v>0.25</v>', "0.25", None),
    ("true", 't="b"><v>1</v>', "true", None),
    ("false", 't="b"><v>0</v>', "false", None),
    ("day", f's="{DAY}"><v>45366</v>', "2024-03-15", None),
    ("day before the leap year that was none", f's="{DAY}"><v>59</v>', "1900-02-28", None),
    ("day after it", f's="{DAY}"><v>61</v>', "1900-03-01", None),
    ("first day", f's="{DAY}"><v>1</v>', "1900-01-01", None),
    ("last day", f's="{DAY}"><v>2958465</v>', "9999-12-31", None),
    ("day with a time", f's="{MOMENT}"><v>45366.4375</v>', "2024-03-15T10:30:00", None),
    ("midnight with a format of time", f's="{MOMENT}"><v>45366</v>', "2024-03-15", None),
    ("moment with thousandths", f's="{MOMENT}"><v>45366.43750578704</v>', "2024-03-15T10:30:00.500", None),
    ("time of day", f's="{CLOCK}"><v>0.4375</v>', "10:30:00", None),
    ("duration", f's="{DURATION}"><v>1.5</v>', "36:00:00", None),
    ("formula of a number", "><f>1+1</f><v>2</v>", "2", None),
    ("formula of text", 't="str"><f>"a"</f><v>a</v>', "a", None),
    ("formula of empty text", 't="str"><f>""</f><v></v>', "", None),
    ("formula of a truth", 't="b"><f>1=1</f><v>1</v>', "true", None),
    ("formula of a day", f's="{DAY}"><f>TODAY()</f><v>45366</v>', "2024-03-15", None),
    ("shared formula", '><f t="shared" si="0"/><v>3</v>', "3", None),
    ("formula without value", "><f>1+1</f>", "", "FORMULA_NO_VALUE"),
    ("formula with an empty value", "><f>1+1</f><v></v>", "", "FORMULA_NO_VALUE"),
    ("formula with a closed value", "><f>1+1</f><v/>", "", "FORMULA_NO_VALUE"),
    ("shared formula without value", '><f t="shared" si="0"/>', "", "FORMULA_NO_VALUE"),
    ("not available", 't="e"><v>#N/A</v>', "#N/A", "CELL_ERROR"),
    ("division by zero", 't="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!", "CELL_ERROR"),
    ("wrong reference", "t='e' s='0'><v>#REF!</v>", "#REF!", "CELL_ERROR"),
    ("wrong name", 's="0" t="e"><f>oops()</f><v>#NAME?</v>', "#NAME?", "CELL_ERROR"),
    ("an error of newer spreadsheets", 't="e"><v>#SPILL!</v>', "#SPILL!", "CELL_ERROR"),
    ("an error no spreadsheet has", 't="e"><v>1</v>', "1", "CELL_ERROR"),
    ("blank", ">", "", None),
    ("blank with a style", f's="{GENERAL}">', "", None),
]


def golden_rows() -> str:
    """Return one row for each cell: its name in column B, itself in column D."""
    return "".join(
        f'<row r="{line}">{text_cell(f"B{line}", name)}<c r="D{line}" {xml}</c></row>'
        for line, (name, xml, _, _) in enumerate(GOLDEN, 4)
    )


def test_every_cell_of_the_golden_workbook(tmp_path: Path) -> None:
    """Texts, numbers, days, formulas, errors: each cell gives its text, and its fault with the name of the cell."""
    rows = f'<row r="3">{text_cell("B3", "what")}{text_cell("D3", "value")}</row>{golden_rows()}'
    file = write_rows(tmp_path / "f.xlsx", rows)

    expected = [(line, name, text, code) for line, (name, _, text, code) in enumerate(GOLDEN, 4)]
    assert expected == [
        (row.line, row.cells[1], row.cells[3], row.faults[3].code if row.faults else None) for row in rows_of(file)
    ]
    assert all(f"cell D{row.line}" in fault.reason for row in rows_of(file) for fault in row.faults.values())


@pytest.mark.parametrize(
    ("settings", "day"),
    [("", "2024-03-15"), ('<workbookPr date1904="1"/>', "2028-03-16"), ('<workbookPr date1904="true"/>', "2028-03-16")],
)
def test_days_are_counted_from_the_year_the_workbook_says(tmp_path: Path, settings: str, day: str) -> None:
    """The same number is another day where days are counted from 1904."""
    rows = f'<row r="1">{text_cell("A1", "day")}</row><row r="2"><c r="A2" s="{DAY}"><v>45366</v></c></row>'

    (row,) = rows_of(write_rows(tmp_path / "f.xlsx", rows, settings=settings))
    assert [day] == row.cells


def test_cells_and_rows_without_places_stand_where_they_are_counted(tmp_path: Path) -> None:
    """Some programs leave the places out; values and faults are found by counting."""
    rows = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row/>'
    rows += (
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row r="9"><c r="B9"><v>2</v></c></row><row><c><v>3</v></c></row>'
    )
    found = rows_of(write_rows(tmp_path / "f.xlsx", rows))

    assert [(3, ["1", "#N/A"]), (9, ["", "2"]), (10, ["3", ""])] == [(row.line, row.cells) for row in found]
    assert "cell B3 is #N/A" in found[0].faults[1].reason


def test_tags_may_have_a_prefix(tmp_path: Path) -> None:
    """Some programs write every tag with the prefix of its name space."""
    rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>'
    rows += '<x:row r="2"><x:c r="A2" t="e"><x:v>#REF!</x:v></x:c></x:row><x:row r="3"><x:c r="A3"><x:f>1+1</x:f></x:c></x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    file = write_archive(tmp_path / "f.xlsx", workbook_parts({"Sheet": sheet}))

    assert [(2, "CELL_ERROR"), (3, "FORMULA_NO_VALUE")] == [(row.line, row.faults[0].code) for row in rows_of(file)]


def test_a_sheet_of_many_blocks_is_read_like_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows keep their numbers, values and faults wherever the sheet is cut."""
    rows = [
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}" t="{"e" if n % 7 else "n"}"><v>1</v></c></row>'
        for n in range(2, 400, 3)
    ]
    file = write_rows(tmp_path / "f.xlsx", f'<row r="1">{text_cell("A1", "n")}</row>' + "".join(rows))
    whole = [_packed(row) for row in XlsxReader(file, "f", None, large=False).rows()]
    monkeypatch.setattr("loaders.files.xlsx_reader.BLOCK", 100)
    monkeypatch.setattr("loaders.files.sheet_blocks._PIECE", 64)
    monkeypatch.setattr("loaders.files.block_template.BlockTemplate.size", 0)
    monkeypatch.setattr("loaders.files.xlsx_reader._BOX", 9)

    assert [1, *range(2, 400, 3)] == [line for line, _, _ in whole]
    assert whole == [_packed(row) for row in XlsxReader(file, "f", None, large=False).rows()]


def test_an_older_workbook_gives_the_same(tmp_path: Path) -> None:
    """Numbers, days, truths, errors and digits of an .xls are told as those of an .xlsx."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("People")
    styles = [xlwt.easyxf(num_format_str=code) for code in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm:ss", "0%")]
    values = [("007", None), (5, None), (5.5, None), (True, None), (45366, styles[0]), (45366.4375, styles[1])]
    values += [(0.4375, styles[2]), (1.5, styles[3]), (0.25, styles[4]), (491512345678, None), (12345678901234567890.0, None)]
    for column, (value, style) in enumerate(values):
        sheet.write(1, column, f"h{column}")
        sheet.write(3, column, value, *([style] if style else []))
    sheet.row(3).set_cell_error(11, 42)
    book.save(str(tmp_path / "f.xls"))

    (row,) = rows_of(tmp_path / "f.xls")
    assert 4 == row.line
    assert ["007", "5", "5.5", "true", "2024-03-15", "2024-03-15T10:30:00", "10:30:00", "36:00:00", "0.25"] == row.cells[:9]
    assert ["491512345678", "12345678901234567000", "#N/A"] == row.cells[9:]
    assert {10: "NUMBER_PRECISION", 11: "CELL_ERROR"} == {place: fault.code for place, fault in row.faults.items()}
    assert "cell L4 is #N/A" in row.faults[11].reason


def test_a_fault_alone_makes_a_row(tmp_path: Path) -> None:
    """A row whose only cell is a formula without a result is not blank."""
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="2"><c r="A2"><f>1</f></c></row><row r="4"><c r="A4" s="1"/></row>'
    file = write_rows(tmp_path / "f.xlsx", rows)

    assert [2] == [row.line for row in rows_of(file)]
    assert (1, 0) == (survey_of(file).rows, survey_of(file).short_rows)
