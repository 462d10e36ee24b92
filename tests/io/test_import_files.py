"""Dirty files are read right or refused with the line, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.running_server import RunningServer, counts

HEADING = "City,Emails / Primary Email"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom", b"\xef\xbb\xbfCity,Emails / Primary Email\nRome,bom@files.example\n"),
        ("crlf", b"City,Emails / Primary Email\r\nRome,crlf@files.example\r\n\r\n"),
        ("cr", b"City,Emails / Primary Email\rRome,cr@files.example\r"),
        ("semicolon", b"City;Emails / Primary Email\nRome;semicolon@files.example\n"),
        ("tab", b"City\tEmails / Primary Email\nRome\ttab@files.example\n"),
        ("pipe", b"City|Emails / Primary Email\nRome|pipe@files.example\n"),
        ("sep", b"sep=;\nCity;Emails / Primary Email\nRome;sep@files.example\n"),
        ("utf16", "City,Emails / Primary Email\nRome,utf16@files.example\n".encode("utf-16")),
        ("quoted", b'"City","Emails / Primary Email"\n"Rome","quoted@files.example"'),
    ],
)
def test_a_file_is_read_however_it_is_written(server: RunningServer, tmp_path: Path, name: str, content: bytes) -> None:
    """Marks, line ends, delimiters and quotes of all kinds give the same row."""
    file = tmp_path / "people.csv"
    file.write_bytes(content)

    assert "1 created" == server.load("people", file)
    found = server.export("people", "--filter", f'{{"emails": {{"primaryEmail": {{"eq": "{name}@files.example"}}}}}}')
    assert ["Rome"] == [row["City"] for row in found]


def test_line_breaks_and_quotes_within_cells_survive(server: RunningServer, tmp_path: Path) -> None:
    """A quoted cell keeps its line breaks, doubled quotes and separators."""
    file = tmp_path / "people.csv"
    file.write_bytes(b'Job Title,Emails / Primary Email\r\n"a ""b"", c\r\nd",cells@files.example\r\n')
    server.load("people", file)

    found = server.export("people", "--filter", '{"emails": {"primaryEmail": {"eq": "cells@files.example"}}}')
    assert ['a "b", c\r\nd'] == [row["Job Title"] for row in found]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'{HEADING}\nRome,x@bad.example\nOslo,"y@bad.example\nBern,z@bad.example\n'.encode(), "the quote opened in line 3"),
        (f'{HEADING}\nRome,x@bad.example\nOslo,"y" z\n'.encode(), "line 3 has text after a closing quote"),
        (f"{HEADING}\nRome,x@bad.example\n".encode() + b"M\x9dnchen,y@bad.example\n", "line 3"),
        (b"", "no headings"),
    ],
)
def test_an_unreadable_file_is_refused_before_any_write(
    server: RunningServer, tmp_path: Path, content: bytes, said: str
) -> None:
    """An unclosed quote, a stray quote, a wrong encoding or an empty file end the run with the line and exit code 2."""
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    done = server.ferry("import", "people", file, "--yes")

    assert 2 == done.returncode
    assert said in done.stderr
    assert [] == server.export("people", "--filter", '{"emails": {"primaryEmail": {"endsWith": "@bad.example"}}}')


def test_a_declared_encoding_is_used(server: RunningServer, tmp_path: Path) -> None:
    """A file in cp1252 is read when it is declared so."""
    file = tmp_path / "people.csv"
    file.write_bytes(f"{HEADING}\n".encode() + b"M\xfcnchen,cp1252@files.example\n")
    server.load("people", file, "--encoding", "cp1252")

    found = server.export("people", "--filter", '{"emails": {"primaryEmail": {"eq": "cp1252@files.example"}}}')
    assert ["München"] == [row["City"] for row in found]


def test_short_and_blank_rows_are_counted(server: RunningServer, tmp_path: Path) -> None:
    """Missing cells are empty with a warning, blank lines are counted apart, and every row has its outcome."""
    file = tmp_path / "people.csv"
    file.write_text("Emails / Primary Email,City\nshort@files.example\n\n,\nfull@files.example,Rome\n")
    done = server.ferry("import", "people", file, "--yes")

    assert "2 created" == counts(done)
    assert "2 blank rows" in done.stdout
    assert "SHORT_ROW: 1" in done.stdout
