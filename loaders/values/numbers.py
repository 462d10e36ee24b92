"""Numbers and amounts: digits with a dot, in decimal arithmetic, never rounded silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal

from loaders.values.cell_error import CellError, quoted

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_SEPARATED = re.compile(r"[+-]?[0-9][0-9.,'\u2019\s]*[0-9]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_EXACT = 2**53
_LONGEST_AMOUNT = 60
_WIDE = Context(prec=100)


def parse_number(cell: str) -> int | float:
    """Return the number, refusing one that JSON readers would round."""
    text = _checked(cell)
    value = float(text)
    whole = Decimal(text)
    if whole == whole.to_integral_value() and abs(whole) <= _EXACT:
        return int(whole)
    if len(text) > 15 and (abs(whole) > _EXACT or Decimal(repr(value)) != whole):
        raise CellError("NUMBER_PRECISION", f"{quoted(cell)} has more digits than a number keeps; shorten it")
    return value


def parse_whole_number(cell: str) -> int:
    """Return the whole number of an int field."""
    value = parse_number(cell)
    if not isinstance(value, int):
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a whole number")
    return value


def parse_big_number(cell: str) -> int:
    """Return the whole number of a bigint field."""
    number = Decimal(_checked(cell))
    if number != number.to_integral_value() or not -(2**63) <= number < 2**63:
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a whole number of 64 bits")
    return int(number)


def parse_position(cell: str) -> int | float | str:
    """Return a position: a number, or the words the API knows."""
    return cell if cell in ("first", "last") else parse_number(cell)


def parse_amount(cell: str) -> int | str:
    """Return an amount in millionths of its currency."""
    micros = _amount(cell).scaleb(6, _WIDE)
    if micros != micros.to_integral_value():
        raise CellError("NUMBER_PRECISION", f"{quoted(cell)} has more than six decimals")
    return _exact(int(micros))


def parse_micros(cell: str) -> int | str:
    """Return an amount that is already counted in millionths."""
    micros = _amount(cell)
    if micros != micros.to_integral_value():
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a whole number of millionths")
    return _exact(int(micros))


def _amount(cell: str) -> Decimal:
    text = _checked(cell)
    if len(text) > _LONGEST_AMOUNT:
        raise CellError("NUMBER_PRECISION", f"{quoted(cell)} has more digits than any amount")
    return Decimal(text)


def _exact(number: int) -> int | str:
    """Return the number, as text where readers of JSON would round it: the API takes both for amounts."""
    return number if abs(number) <= _EXACT else str(number)


def parse_between(lowest: int, highest: int) -> Callable[[str], int | float]:
    """Return the reader of numbers within two bounds, such as a latitude."""

    def parse(cell: str) -> int | float:
        value = parse_number(cell)
        if not lowest <= value <= highest:
            raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not between {lowest} and {highest}")
        return value

    return parse


def _checked(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return cell
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return text
    if _SCIENTIFIC.fullmatch(text):
        hint = "write all its digits, without an exponent"
    elif _SEPARATED.fullmatch(text):
        hint = "write it with a dot before the decimals and without thousands separators, like 1234.5"
    else:
        hint = "write digits only, like 1234.5"
    raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a number; {hint}")
