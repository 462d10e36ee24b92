"""Text files are read as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FileError, UsageError
from loaders.files.csv_source import LONGEST_CELL, open_csv
from loaders.files.rows import Survey


def survey(path: Path, text: str, **options: Any) -> Survey:
    """Return what the first pass finds in a file of this text."""
    path.write_bytes(text.encode())
    return open_csv(path, **options).survey()


def test_rows_know_the_line_they_begin_on(tmp_path: Path) -> None:
    """Quoted line breaks and blank lines move lines, not row numbers."""
    file = tmp_path / "f.csv"
    file.write_bytes(b'a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n,\r\n3,"q"')

    assert [(1, 2, ["1", "x\r\ny"]), (2, 5, ["2", "z"]), (3, 7, ["3", "q"])] == [
        (row.number, row.line, row.cells) for row in open_csv(file).rows()
    ]


def test_the_survey_counts_everything_once(tmp_path: Path) -> None:
    """Rows, blank rows, short rows and the longest row are known before the first is sent."""
    found = survey(tmp_path / "f.csv", "a,b,c\n1,2,3\n\n1\n,,\n1,2,3,4,5\n")

    assert (("a", "b", "c"), 3, 2, 1, 5) == (found.headings, found.rows, found.blank_rows, found.short_rows, found.width)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n1,6;2,6\n", ";"),
        ("a\tb\n1,5\t2;5\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('"a;x",b\n"1;2",3\n', ","),
        ("only\none\ncolumn\n", ","),
        ("only\none;two\n", ","),
        ("Company / Domain, Name;Id\nx, y;1\nz;2\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(tmp_path: Path, text: str, delimiter: str) -> None:
    """Equal counts per record decide, outside quotes; one column is a comma file."""
    file = tmp_path / "f.csv"
    file.write_text(text)

    assert delimiter == open_csv(file).delimiter


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,2\n3,"x\n4,5\n', "the quote opened in line 3 is never closed"),
        ('a,b\n1,"x\ny","z\n4,5\n', "the quote opened in line 3 is never closed"),
        ('a,b\n1,"x""\n4,5\n', "the quote opened in line 2 is never closed"),
        ('a,b\n"1" 2,3\n', "line 2 has text after a closing quote"),
        ("\n\n", "no headings"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """Quotes that do not match are found in the first pass, with the line to look at."""
    with pytest.raises(FileError, match=said):
        survey(tmp_path / "f.csv", text)


def test_a_cell_may_have_ten_megabytes_and_no_more(tmp_path: Path) -> None:
    """Long cells are read, longer ones are refused with their line."""
    assert 1 == survey(tmp_path / "f.csv", "a,b\n1," + "x" * 1_000_000 + "\n").rows
    with pytest.raises(FileError, match=r"begins in line 2 is longer than 10 MB"):
        survey(tmp_path / "g.csv", 'a,b\n1,"' + "x" * (LONGEST_CELL + 1) + '"\n')


def test_a_quote_open_over_ten_thousand_lines_is_unclosed(tmp_path: Path) -> None:
    """A quote that swallows lines without end is found before memory is spent on it."""
    with pytest.raises(FileError, match="the quote opened in line 2 is never closed"):
        survey(tmp_path / "f.csv", 'a,b\n1,"x\n' + "2,3\n" * 20_000)


def test_bad_options_are_refused(tmp_path: Path) -> None:
    """An unknown encoding and a delimiter of two characters are named."""
    with pytest.raises(UsageError, match="--encoding"):
        survey(tmp_path / "f.csv", "a\n", encoding="klingon")
    with pytest.raises(UsageError, match="--delimiter"):
        survey(tmp_path / "f.csv", "a\n", delimiter="ab")


def test_line_ends_across_pieces_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The physical lines are right whatever the size of the pieces the file is read in."""
    monkeypatch.setattr("loaders.files.encoding.CHUNK", 3)

    assert 2 == survey(tmp_path / "f.csv", "a,b\r\n1,2\r\né,ü\r\n").rows
