"""Bytes become text without a doubt, or with a warning, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import FileError, UsageError
from tests.spec.reading import records_of, survey_of


def written(folder: Path, data: bytes, name: str = "f.csv") -> Path:
    """Write a file."""
    file = folder / name
    file.write_bytes(data)
    return file


def test_a_file_that_is_not_utf_8_is_read_as_cp1252_with_a_warning(tmp_path: Path) -> None:
    """The first line that is not UTF-8 is named, and so is what to look at."""
    file = written(tmp_path, b"a,b\n1,2\n3,\x80 caf\xe9\n4,\xfc\n")

    (note,) = survey_of(file).notes
    assert note.startswith("line 3 is not UTF-8, so the file was read as cp1252")
    assert {"a": "3", "b": "€ café"} == records_of(file)[1]


def test_a_declared_encoding_is_not_doubted(tmp_path: Path) -> None:
    """The same bytes are other letters in another encoding, and nobody is warned."""
    file = written(tmp_path, b"a,b\n3,caf\xe9\n")

    assert ("caf\u0449", ()) == (records_of(file, encoding="iso-8859-5")[0]["b"], ())
    assert ("the file is encoded in iso8859-5",) == survey_of(file, encoding="iso-8859-5").notes


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (b"a\nb\n\xe9\x81\n", None, "line 3 is not UTF-8, and line 3 .byte 0x81. is not cp1252 either .ENCODING.; name the"),
        (b"a\nb\n\xe9\n", "utf-8", "line 3 .byte 0xe9. is not utf-8 .ENCODING.; name the file's encoding with --encoding"),
        (b"\xff\xfea\0\n\0\x00\xd8\n\0", None, "is not utf-16"),
        ("a\nb\n1\ufffd\n".encode(), None, r"line 3 has the replacement character U\+FFFD"),
        ("a\nb\n1\ufffd\n".encode("utf-16"), None, r"line 3 has the replacement character U\+FFFD"),
        ("a,b\n1,2\n".encode("utf-16-le"), None, "line 1 contain NUL characters; perhaps the file is UTF-16"),
    ],
)
def test_text_that_was_lost_is_refused_with_its_line(tmp_path: Path, data: bytes, encoding: str | None, said: str) -> None:
    """Nothing is guessed where letters would be wrong without a sign of it."""
    with pytest.raises(FileError, match=said):
        survey_of(written(tmp_path, data), encoding=encoding)


def test_a_replacement_character_is_taken_when_the_encoding_is_declared(tmp_path: Path) -> None:
    """Who knows that the character belongs there says so."""
    assert [{"a": "1\ufffd"}] == records_of(written(tmp_path, "a\n1\ufffd\n".encode()), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "UTF-16LE"])
def test_utf_16_is_read_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    """A byte order mark is not part of the first heading, whatever was declared."""
    marked = written(tmp_path, b"\xff\xfe" + "a,b\n1,é\n".encode("utf-16-le"))
    bare = written(tmp_path, "a,b\n1,é\n".encode("utf-16-le"), "bare.csv")

    assert [{"a": "1", "b": "é"}] == records_of(marked, encoding=encoding) == records_of(bare, encoding=encoding)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13"])
def test_what_is_no_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    """Names that are unknown, or no encodings of text."""
    with pytest.raises(UsageError, match="--encoding"):
        survey_of(written(tmp_path, b"a\n"), encoding=encoding)


def test_nul_characters_stay_in_their_cells(tmp_path: Path) -> None:
    """A NUL is left to the reader of its column, which rejects that row alone."""
    assert [{"a": "x\0y"}, {"a": "z"}] == records_of(written(tmp_path, b"a\nx\0y\nz\n"))
