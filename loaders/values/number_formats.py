"""Ways to write numbers: which sign stands before the decimals, and which between the thousands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.errors import UsageError
from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat
from loaders.values.numbers import Plain, no_number, plain_number

_ALIKE = (" \u00a0\u202f\u2009", "'\u2019")
"""Separators of thousands that look the same: blanks, also those that do not break a line, and apostrophes."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One way to write numbers; without a sign for thousands there is none between them."""

    decimal: str = "."
    thousands: str | None = None

    def __str__(self) -> str:
        flags = f"--decimal {_shown(self.decimal)}"
        return flags if self.thousands is None else f"{flags} --thousands {_shown(self.thousands)}"

    def pattern(self, *, exponent: bool = False) -> re.Pattern[str]:
        """Return what numbers written this way look like."""
        whole = "[0-9]+"
        if self.thousands is not None:
            mark = f"[{re.escape(_class_of(self.thousands))}]"
            whole = f"(?:[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+|[1-9][0-9]?(?:{mark}[0-9]{{2}})+{mark}[0-9]{{3}}|[0-9]+)"
        fraction = f"{re.escape(self.decimal)}[0-9]+"
        power = "(?:[eE][+-]?[0-9]{1,4})?" if exponent else ""
        return re.compile(f"[+-]?(?:{whole}(?:{fraction})?|{fraction}){power}")

    def signs(self) -> dict[int, str | None]:
        """Return the translation from this way to digits with a dot."""
        signs: dict[int, str | None] = {ord(mark): None for mark in _class_of(self.thousands or "")}
        return signs | {ord(self.decimal): "."}


def declared_format(written: CellFormat) -> NumberFormat:
    """Return how the numbers of a column are declared to be written."""
    thousands = written.thousands
    decimal = written.decimal or ("," if thousands == "." else ".")
    for sign in (decimal, thousands):
        if sign is not None and (len(sign) != 1 or sign.isalnum() or sign in "+-"):
            raise UsageError(f'"{sign}" separates no digits; give --decimal and --thousands one character each, such as , or .')
    if decimal == thousands:
        raise UsageError(
            f'"{decimal}" cannot stand before the decimals and between thousands; --decimal and --thousands differ'
        )
    return NumberFormat(decimal, thousands)


@cache
def plain_reader(form: NumberFormat, *, exponent: bool = False) -> Plain:
    """Return what turns a number written this way into digits with a dot."""
    if form == NumberFormat() and not exponent:
        return plain_number
    matches, signs = form.pattern(exponent=exponent).fullmatch, form.signs()

    def read_plain(cell: str) -> str:
        if matches(cell):
            return cell
        text = cell.strip()
        if not matches(text):
            raise no_number(cell)
        return text

    def read(cell: str) -> str:
        text = cell.strip()
        if not matches(text):
            raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a number as this column writes them", f"read with {form}")
        return text.translate(signs)

    return read_plain if form == NumberFormat() else read


def _class_of(thousands: str) -> str:
    return next((alike for alike in _ALIKE if thousands and thousands in alike), thousands)


def _shown(sign: str) -> str:
    return "' '" if sign.isspace() else '"\'"' if sign == "'" else sign
