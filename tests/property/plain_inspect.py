"""How Node's inspect prints a JSON value, as far as one line goes: the plain reference for values in messages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_BARE_KEY = re.compile(r"[a-zA-Z_][a-zA-Z_0-9]*")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\"}
_DEPTH = 2
_LINE = 80
_GROUPED = 6


class LongerThanALineError(Exception):
    """Node would break the text into lines, which no message of the contract shows."""


def one_line(value: Any) -> str | None:
    """Return what Node prints, or None when it would need several lines."""
    try:
        return _value(value, 0)
    except LongerThanALineError:
        return None


def js_number(number: float) -> str:
    """Return a number as JavaScript writes it."""
    if isinstance(number, int) and abs(number) < 2**53:
        return str(number)
    number = float(number)
    if number == 0:
        return "-0" if str(number).startswith("-") else "0"
    if 1e-6 <= abs(number) < 1e21:
        text = format(Decimal(repr(number)), "f")
        return text.removesuffix(".0")
    mantissa, _, exponent = repr(number).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"


def _value(value: Any, depth: int) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return js_number(value)
    if isinstance(value, str):
        return _string(value)
    if value and depth > _DEPTH:
        return "[Array]" if isinstance(value, list) else "[Object]"
    if isinstance(value, list):
        if len(value) > _GROUPED:
            raise LongerThanALineError
        return _braced("[", [_value(item, depth + 1) for item in value], "]", depth)
    return _braced("{", [f"{_key(key)}: {_value(item, depth + 1)}" for key, item in value.items()], "}", depth)


def _braced(opening: str, parts: list[str], closing: str, depth: int) -> str:
    if not parts:
        return opening + closing
    if sum(map(_units, parts)) + 2 * len(parts) + 12 + 2 * depth > _LINE:
        raise LongerThanALineError
    return f"{opening} {', '.join(parts)} {closing}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    if "\n" in text and _units(text) > 16:
        raise LongerThanALineError
    quote = "'"
    if "'" in text and '"' not in text:
        quote = '"'
    elif "'" in text and "`" not in text and "${" not in text:
        quote = "`"
    return quote + "".join(_character(character, quote) for character in text) + quote


def _character(character: str, quote: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character == quote:
        return "\\" + character
    code = ord(character)
    return f"\\x{code:02X}" if code < 32 or 127 <= code < 160 else character


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
