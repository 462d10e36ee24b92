"""Declared words: cells that mean a value of the column, whatever its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from schema.absent import ABSENT

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
    """Return a reader that looks cells up first; what a word means is read in its plain form, and an empty text is ABSENT."""
    find = word_finder(values)

    def read(cell: str) -> Any:
        value = find(cell)
        if value is None:
            return parse(cell)
        return parse_value(value) if value else ABSENT

    return read


def meanings(members: Iterable[str], find: Find) -> list[str]:
    """Return what the members of a list mean; those that mean nothing are left out."""
    return [value for member in members if (value := member if (found := find(member)) is None else found)]
