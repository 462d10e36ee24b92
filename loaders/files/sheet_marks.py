"""What the XML of a block of rows says and a reader of values leaves out: extent, errors, missing results, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from loaders.files.rows import Fault
from loaders.files.workbook_cells import column_number, error_fault, formula_fault

_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_TEXT_RESULT = re.compile(rb"""\st=["']str["']""")


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with a fault: its row and column from 1, the fault, and what the cell shows."""

    row: int
    column: int
    fault: Fault
    shown: str


class SheetMarks:
    """The patterns of one sheet, whose tags may all have a prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._row = re.compile(rb"<%srow(?=[\s/>])(\s[^>]*?)?/?>" % p)
        self._row_number = re.compile(rb"""<%srow\s(?:[^>]*?\s)?r=["'](\d{1,7})["']""" % p)
        self._hidden_row = re.compile(rb"""<%srow\s[^>]*?\bhidden=["'](?:1|true)["']""" % p)
        self._cell = re.compile(rb"<%sc(?=[\s/>])" % p)
        self._cell_place = re.compile(rb"""<%sc\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["']""" % p)
        self._token = re.compile(
            rb"<%s(?:row(?P<row>\s[^>]*?)?/?>|c(?P<cell>\s[^>]*?)?(?:/>|>(?P<body>.*?)</%sc>))" % (p, p), re.DOTALL
        )
        self._value = re.compile(rb"<%sv(?:\s[^>]*)?>([^<]*)</" % p)
        self._empty_value = re.compile(rb"<%sv\s*/?>" % p)
        self._formula = b"<" + prefix + b"f"
        self._row_open = b"<" + prefix + b"row"

    def numbered(self, block: bytes, before: int) -> tuple[bytes, list[int]]:
        """Return the block with a number in every row, and those numbers."""
        numbers = list(map(int, self._row_number.findall(block)))
        if len(numbers) == len(self._row.findall(block)):
            return block, numbers
        block = self._with_numbers(block, before)
        return block, list(map(int, self._row_number.findall(block)))

    def hidden_rows(self, block: bytes) -> int:
        """Return how many rows of the block are hidden."""
        return len(self._hidden_row.findall(block)) if b"hidden" in block else 0

    def width(self, block: bytes) -> int:
        """Return the last column in which the block has a cell; 0 if it has none."""
        places = self._cell_place.findall(block)
        named = max((column_number(letters.decode()) for letters in {letters for letters, _ in places}), default=0)
        if len(places) == len(self._cell.findall(block)):
            return named
        return max(named, *(len(self._cell.findall(row)) for row in block.split(self._row_open)))

    def agrees(self, block: bytes, numbers: Sequence[int], before: int) -> bool:
        """Return whether the rows are in order and every cell is in the row that it names."""
        named = {int(row) for row in {row for _, row in self._cell_place.findall(block)}}
        return named <= set(numbers) and all(first < second for first, second in pairwise((before, *numbers)))

    def offsets(self, block: bytes) -> list[int]:
        """Return where each row of the block begins."""
        return [tag.start() for tag in self._row.finditer(block)]

    def faults(self, block: bytes) -> Iterator[Marked]:
        """Yield the cells that show an error or hold a formula without a result."""
        if not (_ERROR.search(block) or self._formula in block):
            return
        row = column = 0
        for token in self._token.finditer(block):
            if token["cell"] is None and token["body"] is None:
                number = _NUMBER.search(token["row"] or b"")
                row, column = int(number.group(1)) if number else row, 0
                continue
            tag, body = token["cell"] or b"", token["body"] or b""
            place = _PLACE.search(tag)
            column = column_number(place.group(1).decode()) if place else column + 1
            found = self._value.search(body)
            value = unescape(found.group(1).decode("utf-8", "replace")) if found else ""
            if _ERROR.search(tag):
                yield Marked(row, column, error_fault(row, column, value or "an error"), value)
            elif self._formula in body and not value and not self._is_empty_text(tag, body):
                yield Marked(row, column, formula_fault(row, column), "")

    def _is_empty_text(self, tag: bytes, body: bytes) -> bool:
        return _TEXT_RESULT.search(tag) is not None and self._empty_value.search(body) is not None

    def _with_numbers(self, block: bytes, before: int) -> bytes:
        """Write the number that a row has by its place into the rows that do not name it."""
        pieces, number, end = [], before, 0
        for tag in self._row.finditer(block):
            found = _NUMBER.search(tag.group(1) or b"")
            number = int(found.group(1)) if found else number + 1
            if not found:
                start = tag.start() + len(self._row_open)
                pieces += [block[end:start], b' r="%d"' % number]
                end = start
        return b"".join((*pieces, block[end:]))
