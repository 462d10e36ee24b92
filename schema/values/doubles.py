"""Numbers as JavaScript has them: doubles, printed with the fewest digits that tell them apart."""

from __future__ import annotations

import math
import re
from decimal import Decimal

EXACT = 2**53
"""Beyond it, either way, not every whole number is a double."""
_COLUMN = 2**63
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITY = re.compile(r"[+-]?Infinity")
_BLANKS = " \t\n\v\f\r\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"


def stored_number(value: float) -> int | float:
    """Return the number as a column holds it: a double, and an int when it is whole and fits in 64 bits."""
    if isinstance(value, int) and -EXACT <= value <= EXACT:
        return value
    value = float(value)
    if not value.is_integer():
        return value
    if -EXACT <= value <= EXACT:
        return int(value)
    whole = int(Decimal(repr(value)))
    return whole if -_COLUMN <= whole < _COLUMN else value


def number_of(text: str) -> float:
    """Return the number a text writes, or NaN."""
    text = text.strip(_BLANKS)
    if _DECIMAL.fullmatch(text):
        return float(text) if any(letter in text for letter in ".eE") else _whole(text)
    return float(text) if _INFINITY.fullmatch(text) else math.nan


def number_text(value: float) -> str:
    """Print a number as JavaScript does."""
    if isinstance(value, int):
        if -EXACT <= value <= EXACT:
            return str(value)
        value = _double(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    return _shortest(value)


def _whole(text: str) -> float:
    return int(text) if len(text) < 400 else _double(text)


def _double(value: int | str) -> float:
    try:
        return float(value)
    except OverflowError:
        return -math.inf if int(value) < 0 else math.inf


def _shortest(value: float) -> str:
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    written = "".join(map(str, digits))
    point = len(written) + exponent
    minus = "-" if sign else ""
    if point > 21 or point <= -6:
        fraction = f".{written[1:]}" if len(written) > 1 else ""
        return f"{minus}{written[0]}{fraction}e{point - 1:+d}"
    if point <= 0:
        return f"{minus}0.{'0' * -point}{written}"
    if point < len(written):
        return f"{minus}{written[:point]}.{written[point:]}"
    return minus + written + "0" * (point - len(written))
