"""The XML of one sheet, cut between rows into blocks, so that a sheet takes no more memory than one of its blocks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.errors import FileError

BLOCK = 1 << 20
_LONGEST_ROW = 16 << 20
_LONGEST_HEAD = 4 << 20
_PIECE = 1 << 18
_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)worksheet[\s>]")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")


@dataclass(slots=True)
class SheetBlocks:
    """Walks through a sheet once; what stands before and after the rows is counted on the way."""

    archive: zipfile.ZipFile
    part: str
    name: str
    size: int = BLOCK
    prefix: bytes = b""
    hidden_columns: int = 0
    merged: int = 0
    _buffer: bytes = field(default=b"", init=False, repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Yield blocks of whole rows."""
        with self.archive.open(self.part) as stream:
            pieces = iter(lambda: stream.read(_PIECE), b"")
            if self._begin(pieces):
                yield from self._rows(pieces)
            self._finish(pieces)

    def _begin(self, pieces: Iterator[bytes]) -> bool:
        """Read up to the first row; return whether there are rows."""
        start = None
        while start is None:
            self._grow(pieces, _LONGEST_HEAD, "has no rows")
            root = _ROOT.search(self._buffer)
            self.prefix = root.group(1) if root else b""
            start = re.search(rb"<%ssheetData\s*(/?)>" % re.escape(self.prefix), self._buffer) if root else None
        columns = re.findall(rb"<%scol\s[^>]*>" % re.escape(self.prefix), self._buffer[: start.start()])
        self.hidden_columns = sum(map(_width, filter(_HIDDEN.search, columns)))
        self._buffer = self._buffer[start.end() :]
        return not start.group(1)

    def _rows(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        row, end = b"<" + self.prefix + b"row", b"</" + self.prefix + b"sheetData>"
        while (last := self._buffer.find(end)) < 0:
            if len(self._buffer) >= self.size and (cut := self._buffer.rfind(row)) > 0:
                yield self._checked(self._buffer[:cut])
                self._buffer = self._buffer[cut:]
            self._grow(pieces, self.size + _LONGEST_ROW, "ends in the middle of a row")
        yield self._checked(self._buffer[:last])
        self._buffer = self._buffer[last:]

    def _finish(self, pieces: Iterator[bytes]) -> None:
        merged = b"<" + self.prefix + b"mergeCell "
        for piece in pieces:
            self.merged += self._buffer.count(merged)
            self._buffer = self._buffer[-len(merged) + 1 :] + piece
        self.merged += self._buffer.count(merged)
        self._buffer = b""

    def _grow(self, pieces: Iterator[bytes], limit: int, fault: str) -> None:
        piece = next(pieces, b"")
        if not piece or len(self._buffer) > limit:
            raise FileError(f"{self.name}: the sheet is damaged: it {fault}; open the file in a spreadsheet and save it again")
        self._buffer += piece

    def _checked(self, block: bytes) -> bytes:
        if b"<!" in block:
            raise FileError(f"{self.name}: the sheet is written as no spreadsheet does; open it in one and save it again")
        return block


def _width(column: bytes) -> int:
    ends = [re.search(rb"""\s%s=["'](\d{1,5})["']""" % name, column) for name in (b"min", b"max")]
    first, last = (int(end.group(1)) if end else 1 for end in ends)
    return max(last - first + 1, 1)
