"""Numbers and amounts: digits with a dot, in decimal arithmetic, never rounded silently."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Context, Decimal

from loaders.values.cell_error import CellError, quoted

Plain = Callable[[str], str]
"""Turns a cell into the number it writes, in digits with a dot before the decimals."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_SEPARATED = re.compile(r"[+-]?[0-9][0-9.,'\u2019\s]*[0-9]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_EXACT = 2**53
_SHORT = 15
"""So many digits every number keeps."""
_LONGEST_AMOUNT = 60
_WIDE = Context(prec=100)


def plain_number(cell: str) -> str:
    """Return the number that a cell without separators writes."""
    if _NUMBER.fullmatch(cell):
        return cell
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return text
    raise no_number(cell)


def no_number(cell: str) -> CellError:
    """Return why a cell is no number, with what its look suggests."""
    text = cell.strip()
    if _SCIENTIFIC.fullmatch(text):
        hint = "write all its digits, or declare the column scientific"
    elif _SEPARATED.fullmatch(text):
        hint = "write it like 1234.5, or give --decimal and --thousands"
    else:
        hint = "write digits only, like 1234.5"
    return CellError("NUMBER_INVALID", f"{quoted(cell)} is not a number", hint)


def parse_number(cell: str, plain: Plain = plain_number) -> int | float:
    """Return the number, refusing one that JSON readers would round."""
    if len(cell) <= _SHORT and cell.isascii() and cell.isdigit():
        return int(cell)
    text = plain(cell)
    value = float(text)
    if len(text) <= _SHORT and not _has_power(text):
        return int(value) if value.is_integer() else value
    whole = Decimal(text)
    if abs(whole) <= _EXACT and whole == whole.to_integral_value():
        return int(whole)
    if not _is_kept(value, whole):
        raise _too_long(cell, whole)
    return value


def parse_numeric(cell: str, plain: Plain = plain_number) -> int | float | str:
    """Return the number of a NUMERIC field; a whole one beyond JSON's exact numbers as text."""
    if len(cell) > _SHORT:
        number = Decimal(plain(cell))
        if abs(number) > _EXACT and number.adjusted() < _LONGEST_AMOUNT and number == number.to_integral_value():
            return str(int(number))
    return parse_number(cell, plain)


def parse_whole_number(cell: str, plain: Plain = plain_number) -> int:
    """Return the whole number of an int field."""
    value = parse_number(cell, plain)
    if not isinstance(value, int):
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a whole number", "round it")
    return value


def parse_big_number(cell: str, plain: Plain = plain_number) -> int:
    """Return the whole number of a bigint field."""
    number = Decimal(plain(cell))
    if not -(2**63) <= number < 2**63 or number != number.to_integral_value():
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a whole number of 64 bits")
    return int(number)


def parse_position(cell: str, plain: Plain = plain_number) -> int | float | str:
    """Return a position: a number, or the words the API knows."""
    return cell if cell in ("first", "last") else parse_number(cell, plain)


def parse_amount(cell: str, plain: Plain = plain_number) -> int | str:
    """Return an amount in millionths of its currency."""
    text = plain(cell)
    whole, _, decimals = text.partition(".")
    if len(decimals) <= 6 and len(text) <= _LONGEST_AMOUNT and not _has_power(text):
        return _exact(int(whole + decimals.ljust(6, "0")))
    micros = _amount(cell, text).scaleb(6, _WIDE)
    if micros != micros.to_integral_value():
        raise CellError("NUMBER_PRECISION", f"{quoted(cell)} has more than six decimals", "round it to six")
    return _exact(int(micros))


def parse_micros(cell: str, plain: Plain = plain_number) -> int | str:
    """Return an amount that is already counted in millionths."""
    micros = _amount(cell, plain(cell))
    if micros != micros.to_integral_value():
        raise CellError(
            "NUMBER_INVALID",
            f"{quoted(cell)} is not a whole number of millionths",
            "give units under a heading without Micros",
        )
    return _exact(int(micros))


def parse_between(lowest: int, highest: int) -> Callable[..., int | float]:
    """Return the reader of numbers within two bounds, such as a latitude."""

    def parse(cell: str, plain: Plain = plain_number) -> int | float:
        value = parse_number(cell, plain)
        if not lowest <= value <= highest:
            raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not between {lowest} and {highest}")
        return value

    return parse


def _amount(cell: str, text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > _LONGEST_AMOUNT or abs(number.adjusted()) > _LONGEST_AMOUNT:
        raise CellError("NUMBER_PRECISION", f"{quoted(cell)} has more digits than any amount")
    return number


def _exact(number: int) -> int | str:
    """Return the number, as text where readers of JSON would round it: the API takes both for amounts."""
    return number if abs(number) <= _EXACT else str(number)


def _has_power(text: str) -> bool:
    return "e" in text or "E" in text


def _is_kept(value: float, number: Decimal) -> bool:
    return math.isfinite(value) and abs(number) <= _EXACT and Decimal(repr(value)) == number


def _too_long(cell: str, number: Decimal) -> CellError:
    digits = len(number.normalize(_WIDE).as_tuple().digits)
    return CellError(
        "NUMBER_PRECISION",
        f"{quoted(cell)} has {max(digits, number.adjusted() + 1)} digits, and a number keeps {_SHORT} of them",
        "shorten it, or format the column as text before a spreadsheet saves it",
    )
