r"""Lines of JSON to cells, losing nothing: every number digit by digit, null as the clear token, text as the text it is."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from loaders.files.formula_guard import ZERO_WIDTH_JOINER

CLEAR = "\\N"
_LIKE_CLEAR = re.compile(r"\\+N")
_PLAIN_INTEGER = re.compile(r"-?[1-9][0-9]*|0")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LARGEST_EXPONENT = 400
"""Beyond it a number is left as written: its digits would fill the memory, and no field holds it."""


class BadLine(Exception):
    """Why a line is no record, and in which column, where that is known."""

    def __init__(self, reason: str, column: int | None = None) -> None:
        super().__init__(reason)
        self.column = column


class _Number(str):
    """The digits of a number as they stand in the file."""

    __slots__ = ()


def parse_record(line: str) -> dict[str, Any]:
    """Return the object of a line; a number is its digits."""
    try:
        if _SURROGATE.search(line):
            orjson.loads(line)  # refuses halves of characters, which no text can hold
        record = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise BadLine(error.msg, error.colno) from None
    except RecursionError:
        raise BadLine("nested too deeply") from None
    if not isinstance(record, dict):
        raise BadLine("not an object", 1)
    return record


def cell_of(value: Any) -> str:
    """Return the cell that a reader of cells takes for this value."""
    if type(value) is str:
        return _text_cell(value)
    if type(value) is _Number:
        return _number_cell(value)
    if value is None:
        return CLEAR
    if value is True or value is False:
        return "true" if value else "false"
    try:
        return orjson.dumps(value, default=_digits, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode()
    except orjson.JSONEncodeError as error:
        raise BadLine(str(error)) from None


def _text_cell(text: str) -> str:
    if not text:
        return CLEAR
    if text[0] == ZERO_WIDTH_JOINER:
        return ZERO_WIDTH_JOINER + text
    return "\\" + text if _LIKE_CLEAR.fullmatch(text) else text


def _number_cell(digits: str) -> str:
    if _PLAIN_INTEGER.fullmatch(digits):
        return str(digits)
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return str(digits)
    if abs(number.adjusted()) > _LARGEST_EXPONENT and "e" in digits.lower():
        return str(digits)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _digits(number: str) -> orjson.Fragment:
    return orjson.Fragment(str(number))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise BadLine(f'the key "{twice}" stands there twice')
    return found


def _refuse(name: str) -> Any:
    raise BadLine(f"{name} is no JSON value")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_Number, parse_int=_Number, parse_constant=_refuse)
