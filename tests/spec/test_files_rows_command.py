"""`ferry rows` shows a file as an import reads it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from loaders.cli import cli
from loaders.commands.rows import distinct_names
from tests.spec.workbooks import text_cell, write_rows


def rows(file: Path, *options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["rows", str(file), *options])


def csv_file(folder: Path, text: str) -> Path:
    """Write a file."""
    file = folder / "f.csv"
    file.write_text(text)
    return file


def test_the_table_has_the_numbers_of_rows_and_lines(tmp_path: Path) -> None:
    """Columns are aligned, long cells cut, and what would move the cursor is shown instead."""
    found = rows(csv_file(tmp_path, f'Name,Note\nAnn,"x\ny"\n\nBo,\x1b[2J\nCy,{"z" * 50}\n'))

    assert [
        "row  line  Name  Note",
        "  1     2  Ann   x\\ny",
        "  2     5  Bo    \\x1b[2J",
        f"  3     6  Cy    {'z' * 39}…",
    ] == found.stdout.splitlines()
    assert "csv: 3 rows, 1 blank, 0 with fewer cells than headings\n" == found.stderr


def test_json_is_one_list_of_objects(tmp_path: Path) -> None:
    """Cells are text; columns of one name, and columns without any, are told apart."""
    found = rows(csv_file(tmp_path, "a,a,,b\n1,2,3\n4,,,5,6\n"), "--json")

    assert [{"a": "1", "a#2": "2", "#3": "3", "b": ""}, {"a": "4", "a#2": "", "b": "5", "#5": "6"}] == json.loads(found.stdout)


def test_no_rows_are_an_empty_list(tmp_path: Path) -> None:
    """A file of headings alone is valid, and so is what is printed."""
    assert [] == json.loads(rows(csv_file(tmp_path, "a,b\n"), "--json").stdout)
    assert [] == json.loads(rows(csv_file(tmp_path, "a,b\n1,2\n"), "--json", "--limit", "0").stdout)


def test_the_limit_shows_the_first_rows(tmp_path: Path) -> None:
    """The rest is counted, not shown."""
    found = rows(csv_file(tmp_path, "a\n1\n2\n3\n"), "--json", "--limit", "2")

    assert [{"a": "1"}, {"a": "2"}] == json.loads(found.stdout)


def test_notes_and_faults_go_to_standard_error(tmp_path: Path) -> None:
    """What was guessed and what cannot be read is told beside the rows."""
    cells = f'<row r="1">{text_cell("A1", "a")}</row><row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c></row>'
    found = rows(write_rows(tmp_path / "f.csv", cells), "--json")

    assert [{"a": "#N/A"}] == json.loads(found.stdout)
    assert "note: the name ends in .csv, but the file is an .xlsx workbook and was read as that" in found.stderr
    assert "row 1, line 2: cell A2 is #N/A; correct it in the spreadsheet (CELL_ERROR)" in found.stderr


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    """One line says what is wrong and where; nothing is printed to standard output."""
    for file, said in ((csv_file(tmp_path, 'a\n"1\n'), "the quote opened in line 2"), (tmp_path / "no", "No such file")):
        found = rows(file, "--json")

        assert (2, "") == (found.exit_code, found.stdout)
        assert found.stderr.startswith(f"ferry: {file}: ")
        assert said in found.stderr


def test_names_stay_distinct() -> None:
    """A heading that looks like a number of another does not hide it."""
    assert ["a", "a#2", "a#2#2", "#4", "#5"] == distinct_names(["a", "a", "a#2", ""], 5)
