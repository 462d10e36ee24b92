"""Rows of a delimited text file, streamed, with the line each begins on and every quote accounted for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from loaders.errors import FileError
from loaders.files.csv_dialect import declared_delimiter, parse_delimiter, sniff_delimiter
from loaders.files.encoding import choose_encoding, read_contents
from loaders.files.rows import Row, Survey

LONGEST_CELL = 10 * 1024 * 1024
LONGEST_RECORD = 10_000
"""Physical lines of one record; more mean that a quote was never closed."""


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A delimited text file whose encoding and delimiter are known."""

    path: Path
    encoding: str
    delimiter: str
    preamble: int = 0
    """Lines before the headings."""
    format: str = "csv"

    def survey(self) -> Survey:
        """Read the file once: encoding, lines, quotes, widths; what makes it unreadable is raised before any write."""
        contents = read_contents(self.path, self.encoding)
        records = _Records(self)
        headings: list[str] | None = None
        rows = blank = short = width = 0
        for _line, cells in records:
            if headings is None:
                headings, width = cells, len(cells)
            elif not any(cells):
                blank += 1
            else:
                rows += 1
                short += len(cells) < len(headings)
                width = max(width, len(cells))
        if headings is None or not any(headings):
            raise FileError(f"{self.path}: the first line has no headings; the first line must name the fields")
        if records.lines + self.preamble != contents.lines:
            raise FileError(f"{self.path}: {contents.lines} lines, but rows account for {records.lines + self.preamble}")
        return Survey(tuple(headings), contents.digest, rows, blank, short, width)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank."""
        number = 0
        for line, cells in islice(_Records(self), 1, None):
            if any(cells):
                number += 1
                yield Row(number, line, cells)


def open_csv(path: Path, encoding: str | None = None, delimiter: str | None = None) -> CsvSource:
    """Find out how a text file is written; what is declared is not doubted."""
    try:
        codec = choose_encoding(path, encoding)
        with path.open(encoding=codec, newline="", errors="replace") as stream:
            announced = declared_delimiter(stream.readline(10))
        chosen = parse_delimiter(delimiter) if delimiter else announced or _sniffed(path, codec)
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}") from None
    return CsvSource(path, codec, chosen, preamble=int(announced is not None))


def _sniffed(path: Path, encoding: str) -> str:
    try:
        csv.field_size_limit(LONGEST_CELL)
        return sniff_delimiter(path, encoding)
    except UnicodeDecodeError:
        return ","  # the survey names the line


class _Records:
    """The records of one pass, each with its first line; `lines` counts the physical lines read so far."""

    def __init__(self, source: CsvSource) -> None:
        self._source = source
        self._first = 1
        self.lines = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        source = self._source
        with source.path.open(encoding=source.encoding, newline="") as stream:
            for _ in range(source.preamble):
                stream.readline()
            reader = csv.reader(self._guarded(stream), delimiter=source.delimiter, strict=True)
            while True:
                self._first = self.lines + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise self._explained(error) from None
                yield self._first + source.preamble, cells

    def _guarded(self, stream: TextIO) -> Iterator[str]:
        for line in stream:
            self.lines += 1
            if self.lines - self._first > LONGEST_RECORD:
                raise csv.Error("unexpected end of data")
            yield line

    def _explained(self, error: csv.Error) -> FileError:
        path, preamble = self._source.path, self._source.preamble
        if "limit" in str(error):
            opened = self._opening_line()
            return FileError(
                f"{path}: a cell that begins in line {opened} is longer than 10 MB (CELL_TOO_LONG); "
                "perhaps a quote opened there is never closed"
            )
        if "end of data" in str(error):
            return FileError(
                f"{path}: the quote opened in line {self._opening_line()} is never closed (QUOTE_UNCLOSED); "
                'close it, or write " inside a cell as ""'
            )
        return FileError(
            f"{path}: line {self.lines + preamble} has text after a closing quote (QUOTE_INVALID), in the record that begins "
            f'in line {self._first + preamble}; write " inside a cell as ""'
        )

    def _opening_line(self) -> int:
        """Return the line of the last quote that opened a cell in the current record."""
        source, first = self._source, self._first + self._source.preamble
        opened, quoted, previous = first, False, source.delimiter
        with source.path.open(encoding=source.encoding, newline="") as stream:
            for number, line in enumerate(islice(stream, first - 1, first + LONGEST_RECORD), first):
                for character in line:
                    if quoted:
                        quoted = character != '"'
                    elif character == '"' and previous == '"':
                        quoted = True
                    elif character == '"' and previous in (source.delimiter, "\n", "\r"):
                        opened, quoted = number, True
                    previous = character
        return opened
