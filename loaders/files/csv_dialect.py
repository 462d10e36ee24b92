"""Which character separates the cells of a text file."""

from __future__ import annotations

import csv
import io
import re

from loaders.errors import UsageError

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
_DECLARED = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def parse_delimiter(text: str) -> str:
    """Return the one character an option names."""
    delimiter = _NAMES.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UsageError(f'--delimiter "{text}" is not one character; give , or ; or tab or |')
    return delimiter


def declared_delimiter(first_line: str) -> str | None:
    """Return the delimiter of a `sep=;` line, which is not a heading line."""
    found = _DECLARED.fullmatch(first_line.removeprefix("\ufeff"))
    return found.group(1) if found else None


def sniff_delimiter(sample: str) -> str:
    """Return the delimiter under which most records have as many cells as the headings, the comma in doubt."""
    return max(DELIMITERS, key=lambda delimiter: _score(sample, delimiter))


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    widths = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if cells]
    if len(sample) >= SAMPLE and len(widths) > 1:
        widths.pop()  # the record where the sample ends is cut
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])
