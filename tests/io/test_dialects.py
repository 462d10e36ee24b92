"""The same rows, written in sixty ways, are the same rows."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from tests.io.running_ferry import run_ferry
from tests.spec.reading import records_of

HEADINGS = ["Name", "Note", "Código", "Amount"]
ROWS = [
    ["Ann", "plain", "007", "1234.5"],
    ["Zoë", 'she said "no", twice; really | yes', "=1+1", "-3"],
    ["", "two\nlines\n\nand a blank one", " outer blanks ", "1e3"],
    ["Œuvre €", "a\ttab", "TRUE", ""],
    ["last", "", "", "0"],
]
RECORDS = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write the rows as text."""

    delimiter: str = ","
    line_end: str = "\n"
    encoding: str = "utf-8"
    quoting: int = csv.QUOTE_MINIMAL
    announced: bool = False
    blank_lines: bool = False
    trailing_delimiter: bool = False
    last_line_open: bool = False
    packed: bool = False

    def write(self, path: Path) -> Path:
        """Write the rows to a file of this dialect."""
        text = "".join(self._lines())
        data = (text.removesuffix(self.line_end) if self.last_line_open else text).encode(self.encoding)
        path.write_bytes(gzip.compress(data) if self.packed else data)
        return path

    def _lines(self) -> Iterator[str]:
        if self.announced:
            yield f"sep={self.delimiter}{self.line_end}"
        for row in (HEADINGS, *ROWS):
            line = io.StringIO(newline="")
            cells = [*row, ""] if self.trailing_delimiter else row
            writer = csv.writer(line, delimiter=self.delimiter, quoting=self.quoting)  # type: ignore[arg-type]
            writer.writerow(cells)
            yield line.getvalue().removesuffix("\r\n") + self.line_end
            if self.blank_lines:
                yield self.line_end


def dialects() -> Iterator[Dialect]:
    """Yield the ways, each with at least two things unlike the plainest."""
    for delimiter, line_end, quoting in itertools.product(",;\t|", ("\n", "\r\n", "\r"), (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)):
        yield Dialect(delimiter, line_end, quoting=quoting)
    for encoding, delimiter in itertools.product(("utf-8-sig", "utf-16", "utf-32", "cp1252"), ",;\t|"):
        yield Dialect(delimiter, "\r\n", encoding)
    for announced, delimiter in itertools.product((True, False), ",;\t|"):
        yield Dialect(delimiter, announced=announced, blank_lines=True, trailing_delimiter=True)
    for delimiter in ",;\t|":
        yield Dialect(delimiter, last_line_open=True, packed=True)
    yield Dialect(";", "\r\n", "utf-16", csv.QUOTE_ALL, announced=True, blank_lines=True, packed=True)
    yield Dialect("\t", "\r", "utf-8-sig", csv.QUOTE_ALL, announced=True, trailing_delimiter=True)
    yield Dialect("|", "\r", "cp1252", csv.QUOTE_ALL, blank_lines=True, last_line_open=True)
    yield Dialect(";", "\n", "utf-32", csv.QUOTE_NONNUMERIC, announced=True, packed=True)


DIALECTS = list(dialects())


@pytest.mark.parametrize("dialect", DIALECTS, ids=str)
def test_every_dialect_gives_the_same_rows(tmp_path: Path, dialect: Dialect) -> None:
    """Separators, quotes, line ends, encodings, blank lines and packing change nothing."""
    assert RECORDS == records_of(dialect.write(tmp_path / "f.csv"))


def test_an_xlsx_workbook_gives_the_same_rows(tmp_path: Path) -> None:
    """Texts in the cells of a workbook are the same texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate((HEADINGS, *ROWS), 1):
        for column, cell in enumerate(cells, 1):
            sheet.cell(row, column, cell or None).data_type = "s"
    book.save(tmp_path / "f.xlsx")

    assert RECORDS == records_of(tmp_path / "f.xlsx")


def test_an_xls_workbook_gives_the_same_rows(tmp_path: Path) -> None:
    """So are those in the older format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("People")
    for row, cells in enumerate((HEADINGS, *ROWS)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(tmp_path / "f.xls"))

    assert RECORDS == records_of(tmp_path / "f.xls")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_give_the_same_rows(tmp_path: Path, encoding: str, *, packed: bool) -> None:
    """Strings of JSON are the same texts; a key that is not there is an empty cell."""
    lines = "".join(json.dumps({name: cell for name, cell in row.items() if cell}) + "\n" for row in RECORDS)
    data = lines.encode(encoding)
    (tmp_path / "f.jsonl").write_bytes(gzip.compress(data) if packed else data)

    assert RECORDS == records_of(tmp_path / "f.jsonl")


def test_there_are_sixty_ways() -> None:
    """Dialects of text, two workbooks and four files of JSON lines, no two alike."""
    assert 62 == len(set(DIALECTS)) + 2 + 4


def test_the_command_prints_what_an_import_reads(tmp_path: Path) -> None:
    """`ferry rows --json` gives the same rows from a file and from a pipe, with no server at all."""
    file = Dialect(";", "\r\n", "cp1252", announced=True).write(tmp_path / "f.csv")

    assert RECORDS == json.loads(run_ferry("rows", str(file), "--json").stdout)
    assert RECORDS == json.loads(run_ferry("rows", "-", "--json", stdin=file.read_bytes()).stdout)
