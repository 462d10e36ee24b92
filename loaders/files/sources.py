"""Opens any file of rows: text, JSON lines or a workbook, told apart by their contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.files.content import find_format, named_format
from loaders.files.csv_dialect import parse_delimiter
from loaders.files.csv_source import open_csv
from loaders.files.jsonl_source import open_jsonl
from loaders.files.raw_file import RawFile, open_raw
from loaders.files.rows import Source
from loaders.files.workbook_source import WorkbookSource

_TITLES = {"csv": "delimited text", "jsonl": "JSON lines", "xlsx": "an .xlsx workbook", "xls": "an .xls workbook"}


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the user declares about a file; None is found out, or does not apply."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    """The name of a sheet, or its number from 1."""
    header_row: int | None = None
    """The line of a text, or the row of a sheet, that has the headings; the first that is not blank by default."""
    allow_large_workbook: bool = False


NOTHING_DECLARED = SourceOptions()


def open_source(path: Path | str, options: SourceOptions = NOTHING_DECLARED) -> Source:
    """Open a file of rows, or standard input for `-`, by what is in it; the suffix of its name decides nothing."""
    file = open_raw(path, trusted=options.allow_large_workbook)
    found = find_format(file, options.encoding)
    notes = tuple(_notes(file, found, options))
    delimiter = parse_delimiter(options.delimiter) if options.delimiter else ","
    if found == "jsonl":
        return open_jsonl(file, options.encoding, notes, delimiter)
    if found == "csv":
        return open_csv(file, options.encoding, options.delimiter, options.header_row, notes)
    return WorkbookSource(file, found, delimiter, options.sheet, options.header_row, options.allow_large_workbook, notes)


def _notes(file: RawFile, found: str, options: SourceOptions) -> Iterator[str]:
    promised = named_format(file)
    if promised is not None and promised != found:
        yield f"the name ends in {file.suffix}, but the file is {_TITLES[found]} and was read as that"
    if file.packed:
        yield "the file was unpacked with gzip while reading"
    if options.sheet is not None and found in ("csv", "jsonl"):
        yield f"--sheet does not apply to {_TITLES[found]}"
    if options.header_row is not None and found == "jsonl":
        yield f"--header-row does not apply to {_TITLES[found]}"
    if options.encoding is not None and found in ("xlsx", "xls"):
        yield f"--encoding does not apply to {_TITLES[found]}"
