"""Declared words: cells that mean a value of the column, whatever its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

Parser = Callable[[str], Any]
Find = Callable[[str], str | None]


def word_finder(values: Mapping[str, str]) -> Find:
    """Return the look-up of a declared word, exact before any case; words that differ in case alone stay apart."""
    folded = Counter(word.strip().casefold() for word in values)
    any_case = {fold: value for word, value in values.items() if folded[fold := word.strip().casefold()] == 1}

    def find(cell: str) -> str | None:
        value = values.get(cell)
        return value if value is not None else any_case.get(cell.strip().casefold())

    return find


def with_words(parse: Parser, values: Mapping[str, str], parse_value: Parser) -> Parser:
    """Return a reader that looks cells up first; what a word means is read as a value in its plain form."""
    if not values:
        return parse
    find = word_finder(values)

    def read(cell: str) -> Any:
        value = find(cell)
        return parse(cell) if value is None else parse_value(value)

    return read
