"""A file is what it holds, not what it is called."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from loaders.errors import FileError
from loaders.files.sources import SourceOptions, open_source
from tests.spec.reading import records_of, survey_of
from tests.spec.workbooks import text_cell, write_rows

TABLE = b"a,b\n1,2\n"
LINES = b'{"a": "1", "b": "2"}\n'


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("f.csv", TABLE, "csv"),
        ("f", TABLE, "csv"),
        ("f.jsonl", LINES, "jsonl"),
        ("f", LINES, "jsonl"),
        ("f", b"\n\n" + LINES, "jsonl"),
        ("f.csv.gz", gzip.compress(TABLE), "csv"),
        ("f", gzip.compress(LINES), "jsonl"),
        ("f.csv", b'{"a";b\n1;2\n', "csv"),
    ],
)
def test_the_format_is_found(tmp_path: Path, name: str, data: bytes, format_: str) -> None:
    """Text, JSON lines, and both packed."""
    (tmp_path / name).write_bytes(data)

    assert format_ == open_source(tmp_path / name).format


@pytest.mark.parametrize(("name", "data"), [("f.xlsx", TABLE), ("f.csv", LINES), ("f.xls", TABLE)])
def test_a_name_that_says_otherwise_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    """The contents decide, and the survey says that they did."""
    (tmp_path / name).write_bytes(data)

    assert [{"a": "1", "b": "2"}] == records_of(tmp_path / name)
    assert f"the name ends in {Path(name).suffix}, but the file is" in survey_of(tmp_path / name).notes[0]


def test_a_workbook_under_another_name_is_read(tmp_path: Path) -> None:
    """A workbook that was renamed is still one."""
    file = write_rows(tmp_path / "f.csv", f'<row r="1">{text_cell("A1", "a")}</row><row r="2">{text_cell("A2", "1")}</row>')

    assert [{"a": "1"}] == records_of(file)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("f.csv", b"", "no headings|is empty"),
        ("f", b"", "is empty"),
        ("f.xlsx", b"%PDF-1.7\n", "is a PDF"),
        ("f.csv", b"\x89PNG\r\n", "is a picture"),
        ("f.xls", b"<html><table><tr><td>a</td></tr></table>", "is HTML or XML"),
        ("f.json", b'[{"a": 1}]', "is one JSON list; write one object a line"),
        ("f.gz", gzip.compress(gzip.compress(TABLE)), "packed twice"),
        ("f.csv.gz", gzip.compress(TABLE * 9)[:-9], "gzip file is damaged or cut off"),
        ("f.csv.gz", gzip.compress(b"PK\x03\x04rest"), "holds a workbook packed with gzip"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """The message says what the file is and what to do with it."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(FileError, match=said):
        survey_of(tmp_path / name)


def test_packing_does_not_change_what_a_file_is(tmp_path: Path) -> None:
    """The digest, from which rows get their ids, is that of the unpacked bytes."""
    (tmp_path / "f.csv").write_bytes(TABLE)
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(TABLE))

    assert survey_of(tmp_path / "f.csv").digest == survey_of(tmp_path / "f.csv.gz").digest


def test_the_row_of_the_headings_can_be_named(tmp_path: Path) -> None:
    """Lines above it are skipped, lines keep their numbers, and the rows are other rows than without it."""
    file = tmp_path / "f.csv"
    file.write_bytes(b'A report; of "things\n\na,b\n1,2\n\n3,4\n')
    source = open_source(file, SourceOptions(header_row=3))

    assert ("a", "b") == source.survey().headings
    assert [(1, 4, ["1", "2"]), (2, 6, ["3", "4"])] == [(row.number, row.line, row.cells) for row in source.rows()]
    assert source.survey().digest != survey_of(file, header_row=4).digest


@pytest.mark.parametrize(("row", "said"), [(2, "line 2 is blank"), (9, "has 4 lines, so its headings are not in line 9")])
def test_a_row_without_headings_is_refused(tmp_path: Path, row: int, said: str) -> None:
    """A line that is blank or not there cannot name the fields."""
    file = tmp_path / "f.csv"
    file.write_bytes(b"title\n\na,b\n1,2\n")

    with pytest.raises(FileError, match=said):
        survey_of(file, header_row=row)


def test_blank_lines_before_the_headings_are_counted(tmp_path: Path) -> None:
    """The first line with something in it has the headings."""
    file = tmp_path / "f.csv"
    file.write_bytes(b"\n,,\na,b\n1,2\n")

    assert (("a", "b"), 1, 2) == (survey_of(file).headings, survey_of(file).rows, survey_of(file).blank_rows)


def test_an_export_without_records_has_no_rows(tmp_path: Path) -> None:
    """An empty file of JSON lines is one with nothing in it."""
    (tmp_path / "f.jsonl").write_bytes(b"")

    assert ((), 0) == (survey_of(tmp_path / "f.jsonl").headings, survey_of(tmp_path / "f.jsonl").rows)
