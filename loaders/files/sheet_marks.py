"""What the XML of a block of rows says and a reader of values leaves out: extent, errors, missing results, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from loaders.files.rows import Fault
from loaders.files.workbook_cells import column_number, error_fault, formula_fault

_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_ERROR_SIGNS = (b't="e"', b"t='e'")
_TEXT_RESULT = re.compile(rb"""\st=["']str["']""")


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with a fault: its row and column from 1, and the fault."""

    row: int
    column: int
    fault: Fault


def _ways(usual: bytes, general: bytes, *, prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    return re.compile(usual % prefix), re.compile(general % prefix)


def _found(ways: tuple[re.Pattern[bytes], re.Pattern[bytes]], block: bytes, expected: int) -> list[bytes]:
    """Find what every tag should have: as nearly all programs write it, or, where that is too little, in any other way."""
    usual, general = ways
    found: list[bytes] = usual.findall(block)
    return found if len(found) == expected else general.findall(block)


class SheetMarks:
    """The patterns of one sheet, whose tags may all have a prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._row_open, self._cell_open, self._formula = (b"<" + prefix + name for name in (b"row", b"c", b"f"))
        self._filled = (b"<" + prefix + b"v", b"<" + prefix + b"is", self._formula)
        self._row = re.compile(rb"<%srow(?=[\s/>])(\s[^>]*?)?/?>" % p)
        self._row_numbers = _ways(rb'<%srow r="(\d{1,7})"', rb"""<%srow\s(?:[^>]*?\s)?r=["'](\d{1,7})["']""", prefix=p)
        self._columns = _ways(rb'<%sc r="([A-Z]{1,3})\d', rb"""<%sc\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})\d""", prefix=p)
        self._cell_rows = _ways(
            rb'<%sc r="[A-Z]{1,3}(\d{1,7})"', rb"""<%sc\s(?:[^>]*?\s)?r=["'][A-Z]{1,3}(\d{1,7})["']""", prefix=p
        )
        self._hidden_row = re.compile(rb"""<%srow\s[^>]*?\bhidden=["'](?:1|true)["']""" % p)
        self._error_type = re.compile(rb"""(<%sc\s(?:[^>]*?\s)?t=["'])e(?=["'])""" % p)
        self._empty_row = re.compile(rb"<%srow\s[^>]*/>" % p)
        self._token = re.compile(
            rb"<%s(?:row(?P<row>\s[^>]*?)?/?>|c(?P<cell>\s[^>]*?)?(?:/>|>(?P<body>.*?)</%sc>))" % (p, p), re.DOTALL
        )
        self._value = re.compile(rb"<%sv(?:\s[^>]*)?>([^<]*)</" % p)
        self._empty_value = re.compile(rb"<%sv\s*/?>" % p)

    def numbered(self, block: bytes, before: int) -> tuple[bytes, list[int]]:
        """Return the block with a number in every row, and those numbers."""
        rows = block.count(self._row_open)
        numbers = _found(self._row_numbers, block, rows)
        if len(numbers) < rows:
            block = self._with_numbers(block, before)
            numbers = _found(self._row_numbers, block, rows)
        return block, list(map(int, numbers))

    def hidden_rows(self, block: bytes) -> int:
        """Return how many rows of the block are hidden."""
        return len(self._hidden_row.findall(block)) if b"hidden" in block else 0

    def is_filled(self, block: bytes) -> bool:
        """Return whether any cell of the block has a value or a formula."""
        return any(tag in block for tag in self._filled)

    def final_row(self, block: bytes) -> int | None:
        """Return the number of the last row of the block, if it names it."""
        found = self._row.match(block, max(block.rfind(self._row_open), 0))
        number = _NUMBER.search(found.group(1) or b"") if found else None
        return int(number.group(1)) if number else None

    def without_empty_rows(self, block: bytes) -> bytes:
        """Return the block without the rows that have no cells at all."""
        return self._empty_row.sub(b"", block)

    def width(self, block: bytes) -> int:
        """Return the last column in which the block has a cell."""
        cells = block.count(self._cell_open)
        columns = _found(self._columns, block, cells)
        named = max((column_number(letters.decode()) for letters in set(columns)), default=0)
        if len(columns) == cells:
            return named
        return max(named, *(row.count(self._cell_open) for row in block.split(self._row_open)))

    def agrees(self, block: bytes, numbers: list[int], before: int) -> bool:
        """Return whether the rows are in order and every cell is in the row that it names."""
        rows = set(numbers)
        named = set(_found(self._cell_rows, block, block.count(self._cell_open)))
        return rows.issuperset(map(int, named)) and numbers == sorted(rows) and (not numbers or numbers[0] > before)

    def offsets(self, block: bytes) -> list[int]:
        """Return where each row of the block begins."""
        return [tag.start() for tag in self._row.finditer(block)]

    def errors_as_texts(self, block: bytes) -> bytes:
        """Return the block with what its errors show as text: readers of values stop at errors that they do not know."""
        return self._error_type.sub(rb"\1str", block) if any(sign in block for sign in _ERROR_SIGNS) else block

    def faults(self, block: bytes) -> Iterator[Marked]:
        """Yield the cells that show an error or hold a formula without a result."""
        if not any(sign in block for sign in (*_ERROR_SIGNS, self._formula)):
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
                yield Marked(row, column, error_fault(row, column, value or "an error"))
            elif self._formula in body and not value and not self._is_empty_text(tag, body):
                yield Marked(row, column, formula_fault(row, column))

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
