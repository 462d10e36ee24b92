"""Literals: values written in a query, read straight from its text as the plain JSON they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NoReturn

from server.engine.documents.lexing import BLOCK_STRING, ESCAPED_STRING, FLOAT, IGNORED, INT, NAME, PLAIN_STRING
from server.engine.documents.strings import block_text, unescaped

_ENTRY = re.compile(
    rf"{IGNORED}(?:(?:({NAME}){IGNORED}:{IGNORED})?(?:{PLAIN_STRING}|(\{{)|(\[)|({INT})|({NAME})|({FLOAT})"
    rf"|({ESCAPED_STRING})|({BLOCK_STRING}))|([\]}}])|)",
    re.ASCII,
)
"""A value, in an object with its name; or what ends a list or an object; or nothing, where neither stands."""
_KEY, _PLAIN, _OBJECT, _LIST, _INT, _WORD, _FLOAT, _ESCAPED, _BLOCK, _END = range(1, 11)
_OPENING: Final = frozenset({_OBJECT, _LIST})
_DEEPEST: Final = 50
"""How deep values may nest here: less than the parser's own limit, so that it sees whatever comes near."""
_WORDS: Mapping[str, bool | None] = MappingProxyType({"true": True, "false": False, "null": None})
_SURELY_FITS, _MAY_FIT = 18, 20
_LEAST, _MOST = -(2**63), 2**64


class Unreadable(Exception):
    """What stands at `place` is no literal, or none that is read here: the parser has the last word."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Literals:
    """Reads literals from a text; a class because it counts them: only so many values and lines may come in all."""

    def __init__(self, text: str, most: int) -> None:
        self._text, self._left = text, most
        self._open: list[Any] = []
        self._readers = {**_READERS, _BLOCK: self._block}

    def read(self, place: int) -> tuple[Any, int]:
        """Return the literal that begins at a place and the place behind it, or raise Unreadable."""
        readers = self._readers
        holder: Any = []
        self._open = opened = [holder]
        for count, found in enumerate(_ENTRY.finditer(self._text, place), 1):
            kind = found.lastindex
            if kind == _END:
                if len(opened) == 1 or (found[_END] == "}") is not (type(holder) is dict):
                    raise Unreadable(found.start())
                value = opened.pop()
                holder = opened[-1]
            else:
                value = found[_PLAIN] if kind == _PLAIN else readers[kind](found)
                if count > self._left or len(opened) > _DEEPEST or not _put(holder, found[_KEY], value):
                    raise Unreadable(found.start())
            if kind in _OPENING:
                opened.append(value)
                holder = value
            elif len(opened) == 1:
                self._left -= count
                return value, found.end()
        raise Unreadable(place)

    @property
    def brackets(self) -> str:
        """What is open where reading stopped, as a text the parser can go on from."""
        brackets = ["[" if type(holder) is list else "{_:" for holder in self._open[1:]]
        return "".join(brackets).removesuffix("_:")

    def _block(self, found: re.Match[str]) -> str:
        written = found[_BLOCK]
        self._left -= written.count("\n") + written.count("\r")
        if self._left < 0:
            raise Unreadable(found.start())
        return block_text(written)


def _put(holder: Any, key: str | None, value: Any) -> bool:
    if type(holder) is list:
        holder.append(value)
        return key is None
    if key is None or key in holder:
        return False
    holder[key] = value
    return True


def copied(literal: Any) -> Any:
    """Return the same value, made of new objects and lists: whoever gets it may change it."""
    if isinstance(literal, dict):
        return {name: copied(value) for name, value in literal.items()}
    return [copied(item) for item in literal] if isinstance(literal, list) else literal


def whole_number(digits: str) -> int | float:
    """Return a whole number as JSON has it: a double where 64 bits do not hold it."""
    if len(digits) <= _SURELY_FITS:
        return int(digits)
    number = int(digits) if len(digits) <= _MAY_FIT else _MOST
    return number if _LEAST <= number < _MOST else float(digits)


def _escaped(found: re.Match[str]) -> str:
    said = unescaped(found[_ESCAPED])
    return _unreadable(found) if said is None else said


def _unreadable(found: re.Match[str]) -> NoReturn:
    raise Unreadable(found.start())


_READERS: Mapping[int | None, Callable[[re.Match[str]], Any]] = MappingProxyType(
    {
        _OBJECT: lambda _: {},
        _LIST: lambda _: [],
        _INT: lambda found: whole_number(found[_INT]),
        _WORD: lambda found: _WORDS.get(found[_WORD], found[_WORD]),
        _FLOAT: lambda found: float(found[_FLOAT]),
        _ESCAPED: _escaped,
        _KEY: _unreadable,
        None: _unreadable,
    }
)
