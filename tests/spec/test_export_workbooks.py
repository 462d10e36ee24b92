"""Workbooks hold what the records hold: text that is no formula, ids and phones as text, numbers without lost digits."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from loaders.errors import FileError, UsageError
from loaders.exports.formats import Format, Layout, choose_format
from loaders.exports.parts import Part
from loaders.files.file_target import FileTarget
from loaders.files.formula_guard import unguard
from loaders.files.xlsx_target import XlsxTarget
from loaders.mapping.columns import Column
from schema.field_types import FieldType
from tests.spec.guarded_texts import GUARDED_TEXTS

COLUMNS = (
    Column("Id", "id", "id", FieldType.UUID),
    Column("=Name", "name", "name", FieldType.TEXT),
    Column("Number", "number", "number", FieldType.NUMBER),
    Column("Money / Amount", "m.amountMicros", "m", FieldType.NUMERIC, "amountMicros", FieldType.CURRENCY),
    Column("Phone", "p.primaryPhoneNumber", "p", FieldType.TEXT, "primaryPhoneNumber", FieldType.PHONES),
    Column("Yes", "yes", "yes", FieldType.BOOLEAN),
    Column("Day", "day", "day", FieldType.DATE),
    Column("Tags", "tags", "tags", FieldType.MULTI_SELECT),
)
EMPTY: dict[str, Any] = dict.fromkeys(("id", "name", "number", "m", "p", "yes", "day", "tags"))


def workbook(path: Path, *records: dict[str, Any]) -> list[list[Any]]:
    """Write records to a workbook and return its rows after the headings."""
    part = Part(Layout(Format.XLSX, "Things: all", COLUMNS), path)
    try:
        part.write([EMPTY | record for record in records])
        part.publish()
    finally:
        part.abandon()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert ["Id", "\u200d=Name", "Number", "Money / Amount", "Phone", "Yes", "Day", "Tags"] == rows[0]
    return rows[1:]


def test_texts_are_inert_and_come_back(tmp_path: Path) -> None:
    """No text becomes a formula, no character is lost, and taking off the guard gives the text again."""
    rows = workbook(tmp_path / "a.xlsx", *({"name": text} for text in GUARDED_TEXTS))
    sheet = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")

    assert list(GUARDED_TEXTS) == [unguard(row[1]).replace("\\\\N", "\\N", 1) for row in rows]
    assert b"<f" not in sheet


@pytest.mark.parametrize("text", ["a\rb", "_x000D_", "a_x005F_b", "bell\x07", "_x_"])
def test_characters_that_xml_has_not_are_escaped(tmp_path: Path, text: str) -> None:
    """Control characters, and text that looks like their escapes, are read back as they were."""
    assert text == workbook(tmp_path / "a.xlsx", {"name": text})[0][1]


def test_values_have_types_where_nothing_is_lost(tmp_path: Path) -> None:
    """Numbers, truth values and days are such; more than 15 digits, early days and lists are text."""
    first = {"number": 1.5, "m": {"amountMicros": 1234560000}, "yes": False, "day": "2024-02-29", "tags": ["A"]}
    second = {"number": 9007199254740993, "m": {"amountMicros": 10**24 + 1}, "day": "1899-12-31", "tags": []}
    rows = workbook(tmp_path / "a.xlsx", first, second)

    assert ["", "", 1.5, 1234.56, "", False, date(2024, 2, 29), '["A"]'] == rows[0]
    assert ["", "", "9007199254740993", "1000000000000000000.000001", "", "", "1899-12-31", ""] == rows[1]


def test_ids_and_phones_are_marked_as_text(tmp_path: Path) -> None:
    """A spreadsheet leaves them alone, also when they are edited there."""
    workbook(tmp_path / "a.xlsx", {"id": "i", "name": "n", "p": {"primaryPhoneNumber": "0612345678"}})
    archive = zipfile.ZipFile(tmp_path / "a.xlsx")
    cells = re.findall(rb'<c r="([A-Z])2"(?: s="(\d+)")?', archive.read("xl/worksheets/sheet1.xml"))
    cells = cells or re.findall(rb'<c(?: r="([A-Z])2")? t="\w+"(?: s="(\d+)")?', archive.read("xl/worksheets/sheet1.xml"))

    assert {b"A": b"1", b"B": b"", b"E": b"1"} == dict(cells)
    assert b'numFmtId="49"' in archive.read("xl/styles.xml")


def test_a_full_sheet_is_followed_by_another(tmp_path: Path) -> None:
    """Each sheet repeats the headings, and no row is lost between them."""
    file = FileTarget(tmp_path / "a.xlsx")
    sheets = XlsxTarget(file, "Things", ["N"], (), rows_per_sheet=2)
    for number in range(5):
        sheets.write_row([number])
    sheets.close()
    file.publish()
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))

    assert ["Things", "Things 2", "Things 3"] == book.sheet_names
    assert [["N"], [0], [1], ["N"], [2], [3], ["N"], [4]] == [
        row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    ]


def test_a_text_that_no_cell_holds_is_refused(tmp_path: Path) -> None:
    """Nothing is cut: the row of the sheet and the column are named, and the formats that hold it."""
    with pytest.raises(FileError, match=r"row 3, .*Name: a text of 32,768 characters .* export to csv or jsonl"):
        workbook(tmp_path / "a.xlsx", {}, {"name": "x" * 32_768})

    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("named", "file", "gz", "expected"),
    [
        (None, None, False, (Format.CSV, False)),
        (None, "a.jsonl.gz", False, (Format.JSONL, True)),
        (None, "a.XLSX", False, (Format.XLSX, False)),
        (None, "a.txt", True, (Format.CSV, True)),
        ("jsonl", "a.csv", False, (Format.JSONL, False)),
    ],
)
def test_the_format_is_said_or_seen_from_the_suffix(named: str | None, file: str | None, gz: bool, expected: Any) -> None:
    """An option decides, else the suffix, else it is csv."""
    assert expected == choose_format(named, Path(file) if file else None, gz=gz)


def test_a_workbook_is_not_compressed_again() -> None:
    """It is an archive already."""
    with pytest.raises(UsageError, match="xlsx files are compressed already"):
        choose_format(None, Path("a.xlsx"), gz=True)
