"""What a file is, told by what is in it and not by its name."""

from __future__ import annotations

import re

import orjson

from loaders.errors import FileError
from loaders.files.encoding import choose_encoding
from loaders.files.raw_file import RawFile, file_errors

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF-", "a PDF; save the table in it as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file; write it as CSV or JSON lines"),
    (b"SQLite format 3", "a SQLite database; write its table as CSV"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
    (b"(\xb5/\xfd", "packed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x1f\x8b", "packed twice with gzip; unpack it first"),
)
_MARKUP = re.compile(r"<(?:!doctype|html|table|\?xml)\b", re.IGNORECASE)
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
}
_FIRST_LINE = 1 << 20
_MOST_BLANK_LINES = 1000


def named_format(file: RawFile) -> str | None:
    """Return the format that the name of the file promises."""
    return _SUFFIXES.get(file.suffix)


def find_format(file: RawFile, encoding: str | None) -> str:
    """Return `csv`, `jsonl`, `xlsx` or `xls`; anything else is refused by its name."""
    with file_errors(file.name), file.open() as stream:
        head = stream.read(16)
    if head.startswith(ZIP) or head.startswith(OLE):
        if file.packed:
            raise FileError(f"{file.name}: holds a workbook packed with gzip; unpack it with gunzip first")
        return "xls" if head.startswith(OLE) else "xlsx"
    for mark, meaning in _OTHERS:
        if head.startswith(mark):
            raise FileError(f"{file.name}: is {meaning}")
    return _text_format(file, encoding)


def _text_format(file: RawFile, encoding: str | None) -> str:
    line = _first_line(file, encoding)
    if not line and not file.suffix:
        raise FileError(f"{file.name}: is empty")
    if _MARKUP.match(line):
        raise FileError(f"{file.name}: is HTML or XML, whatever its name; open it in a spreadsheet and save it as CSV")
    promised = named_format(file) == "jsonl"
    if line.startswith("[") and promised:
        raise FileError(f"{file.name}: is one JSON list; write one object a line instead (JSON lines)")
    if promised and (not line or line.startswith("{")):
        return "jsonl"
    return "jsonl" if line.startswith("{") and _is_object(line) else "csv"


def _first_line(file: RawFile, encoding: str | None) -> str:
    with file.open_text(choose_encoding(file, encoding), errors="replace") as stream:
        for _ in range(_MOST_BLANK_LINES):
            line = stream.readline(_FIRST_LINE)
            if not line or not line.isspace():
                return line.strip()
    return ""


def _is_object(line: str) -> bool:
    """Return whether a line is a JSON object; of a very long one only its beginning is seen."""
    if len(line) >= _FIRST_LINE:
        return line[1:].lstrip().startswith('"')
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False
