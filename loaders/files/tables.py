"""What all files with a row of headings share: where the headings are, which rows are blank, how the rest is numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.errors import FileError
from loaders.files.rows import Fault, Row

Record = tuple[int, list[str], Mapping[int, Fault]]
"""The line a record begins on, its cells, and the faults of its cells."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The headings of a table, the line they stand in, and how many rows of each kind follow."""

    headings: tuple[str, ...]
    line: int
    rows: int
    blank_rows: int
    short_rows: int
    width: int


def count_rows(name: str, records: Iterable[Record], header_row: int | None = None) -> Counts:
    """Read a whole table and count its rows; one without headings is refused."""
    stream = iter(records)
    blank, line, headings = _headings(stream)
    if not headings:
        where = "the first line" if header_row is None else f"line {header_row} (--header-row)"
        raise FileError(f"{name}: there are no headings; {where} must name the fields")
    if header_row is not None and line != header_row:
        raise FileError(f"{name}: line {header_row} is blank, so it has no headings (--header-row)")
    _refuse_nul(name, line, headings)
    rows = short = 0
    width = len(headings)
    for _line, cells, faults in stream:
        if any(cells) or faults:
            rows += 1
            if len(cells) != len(headings):
                short += len(cells) < len(headings)
                width = max(width, len(cells))
        else:
            blank += 1
    return Counts(tuple(headings), line, rows, blank, short, width)


def number_rows(records: Iterable[Record]) -> Iterator[Row]:
    """Yield what follows the headings, without the blank rows."""
    stream = iter(records)
    _headings(stream)
    number = 0
    for line, cells, faults in stream:
        if any(cells) or faults:
            number += 1
            yield Row(number, line, cells, faults)


def _headings(records: Iterator[Record]) -> tuple[int, int, list[str]]:
    """Read up to the first row with a filled cell; return the number of rows before it, its line and its cells."""
    for blank, (line, cells, _faults) in enumerate(records):
        if any(cells):
            return blank, line, cells
    return 0, 0, []


def _refuse_nul(name: str, line: int, headings: Iterable[str]) -> None:
    if any("\0" in heading for heading in headings):
        raise FileError(
            f"{name}: the headings in line {line} contain NUL characters; perhaps the file is UTF-16 (give --encoding utf-16), "
            "or no text at all"
        )
