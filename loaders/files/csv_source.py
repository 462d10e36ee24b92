"""Rows of a delimited text file, streamed, with the line each begins on and every quote accounted for."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from loaders.errors import FileError
from loaders.files.csv_dialect import SAMPLE, declared_delimiter, parse_delimiter, sniff_delimiter
from loaders.files.encoding import UTF_8, Decoded, decode
from loaders.files.raw_file import RawFile, open_raw
from loaders.files.rows import NO_FAULTS, Row, Survey
from loaders.files.tables import Record, count_rows, number_rows

LONGEST_CELL = 10 * 1024 * 1024
LONGEST_RECORD = 10_000
"""Physical lines of one record; more mean that a quote was never closed."""
MOST_CELLS = 100_000
"""Cells of one line; more are not worth the memory they take."""
_LONG_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A delimited text file whose encoding and delimiter are known."""

    file: RawFile
    text: Decoded
    delimiter: str
    preamble: int = 0
    """Lines before the headings."""
    header_row: int | None = None
    notes: tuple[str, ...] = ()
    format: str = "csv"

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return self.file.path

    def survey(self) -> Survey:
        """Read the file once: lines, quotes, widths; what makes it unreadable is raised before any write."""
        records = _Records(self)
        counts = count_rows(self.file.name, records, self.header_row)
        if records.lines + self.preamble != self.text.lines:
            raise FileError(f"{self.file.name}: {self.text.lines} lines, but rows account for {records.lines + self.preamble}")
        return Survey(
            counts.headings,
            table_digest(self.text.digest, self.preamble),
            counts.rows,
            counts.blank_rows,
            counts.short_rows,
            counts.width,
            (*self.text.notes, *self.notes),
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank."""
        return number_rows(_Records(self))


def open_csv(
    path: Path | RawFile,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    notes: Sequence[str] = (),
) -> CsvSource:
    """Find out how a text file is written; what is declared is not doubted."""
    declared = parse_delimiter(delimiter) if delimiter else None
    file = path if isinstance(path, RawFile) else open_raw(path)
    text = decode(file, encoding)
    with file.open_text(text.encoding) as stream:
        announced = declared_delimiter(stream.readline(10))
    preamble = max((header_row or 1) - 1, int(announced is not None))
    if preamble >= text.lines > 0:
        raise FileError(f"{file.name}: has {text.lines} lines, so its headings are not in line {preamble + 1} (--header-row)")
    chosen = declared or announced or _sniffed(file, text.encoding, preamble)
    said = (*notes, *_guesses(text.encoding, chosen, sure=bool(declared or announced)))
    return CsvSource(file, text, chosen, preamble, header_row if header_row and header_row > preamble else None, said)


def table_digest(digest: bytes, preamble: int) -> bytes:
    """Return what stands for the rows of a file: other headings of the same file make other rows."""
    return hashlib.sha256(digest + b"rows below %d" % preamble).digest() if preamble else digest


def _guesses(encoding: str, delimiter: str, *, sure: bool) -> Iterator[str]:
    if encoding not in (UTF_8, "cp1252"):
        yield f"the file is encoded in {encoding}"
    if not sure and delimiter != ",":
        yield f"cells are separated by {'a tab' if delimiter == chr(9) else delimiter}"


def _sniffed(file: RawFile, encoding: str, preamble: int) -> str:
    csv.field_size_limit(LONGEST_CELL)
    with file.open_text(encoding) as stream:
        for _ in range(preamble):
            stream.readline()
        return sniff_delimiter(stream.read(SAMPLE))


class _Records:
    """The records of one pass, each with its first line; `lines` counts the physical lines read after the preamble."""

    def __init__(self, source: CsvSource) -> None:
        self._source = source
        self._first = 1
        self.lines = 0

    def __iter__(self) -> Iterator[Record]:
        csv.field_size_limit(LONGEST_CELL)
        source = self._source
        with source.file.open_text(source.text.encoding) as stream:
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
                yield self._first + source.preamble, cells, NO_FAULTS

    def _guarded(self, stream: TextIO) -> Iterator[str]:
        delimiter = self._source.delimiter
        for line in stream:
            self.lines += 1
            if self.lines - self._first > LONGEST_RECORD:
                raise csv.Error("unexpected end of data")
            if len(line) > _LONG_LINE and line.count(delimiter) > MOST_CELLS:
                raise csv.Error("too many cells")
            yield line

    def _explained(self, error: csv.Error) -> FileError:
        name, preamble = self._source.file.name, self._source.preamble
        if "limit" in str(error):
            opened = self._opening_line()
            return FileError(
                f"{name}: a cell that begins in line {opened} is longer than 10 MB (CELL_TOO_LONG); "
                "perhaps a quote opened there is never closed"
            )
        if "end of data" in str(error):
            return FileError(
                f"{name}: the quote opened in line {self._opening_line()} is never closed (QUOTE_UNCLOSED); "
                'close it, or write " inside a cell as ""'
            )
        if "too many" in str(error):
            return FileError(f"{name}: line {self.lines + preamble} has more than {MOST_CELLS:,} cells; is --delimiter right?")
        return FileError(
            f"{name}: line {self.lines + preamble} has text after a closing quote (QUOTE_INVALID), in the record that begins "
            f'in line {self._first + preamble}; write " inside a cell as ""'
        )

    def _opening_line(self) -> int:
        """Return the line of the last quote that opened a cell in the current record."""
        source, first = self._source, self._first + self._source.preamble
        opened, quoted = first, False
        with source.file.open_text(source.text.encoding) as stream:
            for number, line in enumerate(islice(stream, first - 1, first + LONGEST_RECORD), first):
                for quote in re.finditer('"', line):
                    previous = line[quote.start() - 1] if quote.start() else "\n"
                    if quoted:
                        quoted = False
                    elif previous == '"':
                        quoted = True
                    elif previous in (source.delimiter, "\n", "\r"):
                        opened, quoted = number, True
        return opened
