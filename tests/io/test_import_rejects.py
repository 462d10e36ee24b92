"""Rows that cannot be written are kept as they stood, with their reasons, and can be corrected and fed back."""

from __future__ import annotations

import stat
from pathlib import Path

from loaders.imports.rejects import REASONS
from tests.io.running_server import RunningServer, counts, read_csv, write_csv

HEADING = ("Name / First Name", "Emails / Primary Email", "Phones / Primary Phone Number", "Linkedin / Link URL")
BAD = {
    2: ("Bea", "bea@", "", ""),
    4: ("Dan", "dan@rejects.example", "abc def", "no url"),
    6: ('Fay "F", Jr\nline two', "fay@rejects.example", "+999123", ""),
}


def rows() -> list[tuple[str, ...]]:
    """Return seven rows, three of them bad."""
    return [BAD.get(number, (f"P{number}", f"p{number}@rejects.example", "", "")) for number in range(1, 8)]


def test_rejected_rows_are_corrected_and_fed_back(server: RunningServer, tmp_path: Path) -> None:
    """The rejects file has the original cells with row, line, column and code; once corrected it loads without a reject."""
    file = write_csv(tmp_path / "people.csv", HEADING, *rows())
    done = server.ferry("import", "people", file, "--yes")
    assert (1, "4 created, 3 rejected") == (done.returncode, counts(done))

    rejects = tmp_path / "people.csv.rejects.csv"
    heading, *rejected = read_csv(rejects)
    assert [*HEADING, *REASONS] == heading
    assert [list(BAD[number]) for number in (2, 4, 6)] == [row[:4] for row in rejected]
    assert [
        ("2", "3", "Emails / Primary Email", "EMAIL_INVALID"),
        ("4", "5", "Phones / Primary Phone Number", "PHONE_INVALID"),
        ("6", "7", "Phones / Primary Phone Number", "PHONE_INVALID"),
    ] == [(*row[4:7], row[8]) for row in rejected]
    assert "Linkedin / Link URL" in rejected[1][9]
    assert 0o600 == stat.S_IMODE(rejects.stat().st_mode)

    corrected = [(row[0], f"{row[0][:3].lower()}@rejects.example", "", "", *row[4:]) for row in rejected]
    assert "3 created" == server.load("people", write_csv(tmp_path / "corrected.csv", tuple(heading), *corrected))


def test_a_good_run_leaves_no_rejects_file(server: RunningServer, tmp_path: Path) -> None:
    """The file is made with the first reject only."""
    server.load("people", write_csv(tmp_path / "people.csv", HEADING, ("Gus", "gus@rejects.example", "", "")))

    assert not (tmp_path / "people.csv.rejects.csv").exists()


def test_one_row_the_server_refuses_does_not_stop_its_batch(server: RunningServer, tmp_path: Path) -> None:
    """Of a batch of 200 with two numbers that no country knows, 198 rows go in."""
    people = [(f"B{n}", f"b{n}@batch.example", "+999123" if n in (17, 130) else "", "") for n in range(200)]
    done = server.ferry("import", "people", write_csv(tmp_path / "people.csv", HEADING, *people), "--yes")

    assert "198 created, 2 rejected" == counts(done)
    assert ["18", "131"] == [row[4] for row in read_csv(tmp_path / "people.csv.rejects.csv")[1:]]


def test_rejects_keep_the_delimiter_and_long_rows_their_cells(server: RunningServer, tmp_path: Path) -> None:
    """A semicolon file has semicolon rejects, and the reasons stand in their columns even after a row that is too long."""
    file = tmp_path / "people.csv"
    file.write_text("City;Emails / Primary Email\nRome;r@long.example\nOslo;o@long.example;extra\n")
    done = server.ferry("import", "people", file, "--yes")

    assert "1 created, 1 rejected" == counts(done)
    assert [
        "City;Emails / Primary Email;;_row;_line;_column;_kind;_code;_reason;_hint;_record_id",
        (
            "Oslo;o@long.example;extra;2;3;;invalid format;RAGGED_ROW;3 cells, the heading line has 2;"
            "quote cells that contain the separator, or name every column;"
        ),
    ] == (tmp_path / "people.csv.rejects.csv").read_text().splitlines()
