"""JSON values in print, as Node's `util.inspect` shows them in Twenty's messages."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from schema.values.doubles import number_text


class Undefined:
    """The type of UNDEFINED, which prints as `undefined`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED: Final = Undefined()

_LINE = 80
_DEEPEST = 2
_MOST_ITEMS = 100
_LONGEST_TEXT = 10_000
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_PLAIN_KEY = re.compile(r"[a-zA-Z_][a-zA-Z_0-9]*")
_SPECIAL = re.compile(r"[\x00-\x1f\\\x7f-\x9f]")
_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\"}


def inspect(value: Any) -> str:
    """Print a JSON value as Node does."""
    return _print(value, 0, 0)


def _print(value: Any, depth: int, indentation: int) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, str):
        return _text(value, indentation)
    if isinstance(value, list):
        return _list(value, depth, indentation)
    if isinstance(value, dict):
        return _object(value, depth, indentation)
    return str(value)


def _text(value: str, indentation: int) -> str:
    more = ""
    if len(value) > _LONGEST_TEXT:
        left = len(value) - _LONGEST_TEXT
        value, more = value[:_LONGEST_TEXT], f"... {left} more character{'s' if left > 1 else ''}"
    if len(value) > max(16, _LINE - indentation - 4) and "\n" in value[:-1]:
        joint = " +\n" + " " * (indentation + 2)
        return joint.join(_quoted(line) for line in re.split(r"(?<=\n)(?!\Z)", value)) + more
    return _quoted(value) + more


def _quoted(value: str) -> str:
    quote = "'"
    if "'" in value:
        if '"' not in value:
            quote = '"'
        elif "`" not in value and "${" not in value:
            quote = "`"
    escaped = _SPECIAL.sub(lambda found: _NAMED.get(found[0]) or f"\\x{ord(found[0]):02X}", value)
    return quote + (escaped.replace("'", "\\'") if quote == "'" else escaped) + quote


def _list(items: list[Any], depth: int, indentation: int) -> str:
    if not items:
        return "[]"
    if depth > _DEEPEST:
        return "[Array]"
    output = [_print(item, depth + 1, indentation + 2) for item in items[:_MOST_ITEMS]]
    left = len(items) - _MOST_ITEMS
    if left > 0:
        output.append(f"... {left} more item{'s' if left > 1 else ''}")
    grouped = output if len(output) <= 6 else _in_columns(output, items, indentation, left > 0)
    return _enclosed("[", grouped, "]", indentation, may_join=len(grouped) == len(output))


def _object(value: dict[str, Any], depth: int, indentation: int) -> str:
    if not value:
        return "{}"
    if depth > _DEEPEST:
        return "[Object]"
    output = [f"{_key(name)}: {_print(value[name], depth + 1, indentation + 2)}" for name in _names(value)]
    return _enclosed("{", output, "}", indentation, may_join=True)


def _names(value: dict[str, Any]) -> list[str]:
    """Return the keys in JavaScript's order: those that are indices first."""
    indices = sorted((name for name in value if _INDEX.fullmatch(name)), key=int)
    return [*indices, *(name for name in value if name not in indices)] if indices else list(value)


def _key(name: str) -> str:
    if name == "__proto__":
        return "['__proto__']"
    return name if _PLAIN_KEY.fullmatch(name) else _quoted(name)


def _enclosed(opening: str, output: Sequence[str], closing: str, indentation: int, *, may_join: bool) -> str:
    """Return the parts on one line when they fit, otherwise each on its own."""
    room = _LINE - (2 * len(output) + indentation + len(opening) + 10)
    joined = ", ".join(output)
    if may_join and sum(map(_units, output)) <= room and "\n" not in joined:
        return f"{opening} {joined} {closing}"
    line = "\n" + " " * indentation
    return f"{opening}{line}  {f',{line}  '.join(output)}{line}{closing}"


def _in_columns(output: list[str], items: list[Any], indentation: int, truncated: bool) -> list[str]:
    """Return a long list set in columns of equal width: numbers to the right, others to the left."""
    cells = output[:-1] if truncated else output
    widths = [_width(cell) for cell in cells]
    widest = max(widths) + 2
    total = sum(widths) + 2 * len(cells)
    if widest * 3 + indentation >= _LINE or not (total / widest > 5 or widest <= 8):
        return output
    bias = max(widest - 3 - math.sqrt(widest - total / len(output)), 1)
    count = min(math.floor(math.sqrt(2.5 * bias * len(cells)) / bias + 0.5), (_LINE - indentation) // widest, 12, 15)
    if count <= 1:
        return output
    columns = [max(widths[place::count]) + 2 for place in range(count)]
    to_the_right = all(isinstance(item, int | float) and not isinstance(item, bool) for item in items[: len(output)])
    lines = []
    for start in range(0, len(cells), count):
        line = cells[start : start + count]
        room = [columns[place] + len(cell) - widths[start + place] for place, cell in enumerate(line)]
        lines.append(_aligned(line, room, to_the_right=to_the_right))
    return [*lines, output[-1]] if truncated else lines


def _aligned(line: list[str], room: list[int], *, to_the_right: bool) -> str:
    *first, last = line
    if to_the_right:
        return "".join(f"{cell}, ".rjust(width) for cell, width in zip(first, room, strict=False)) + last.rjust(room[-1] - 2)
    return "".join(f"{cell}, ".ljust(width) for cell, width in zip(first, room, strict=False)) + last


def _units(text: str) -> int:
    """Return the length JavaScript sees: code units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(text: str) -> int:
    """Return how many places of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "FW" else 1 for letter in text
    )
