"""Options and lists: by value, by label, or by label in another case when that is one option only."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import orjson

from loaders.values.cell_error import CellError, quoted
from schema.model import Option

_RATINGS = tuple(Option(f"RATING_{number}", str(number)) for number in range(1, 6))


def choice_parser(options: Sequence[Option]) -> Callable[[str], str]:
    """Return the reader of one option."""
    known = _spellings(options)

    def parse(cell: str) -> str:
        value = known.get(cell)
        return value if value is not None else _found(cell, known, options)

    return parse


def choices_parser(options: Sequence[Option]) -> Callable[[str], list[str]]:
    """Return the reader of a set of options: a JSON list, or members separated by semicolons or commas."""
    known = _spellings(options)

    def parse(cell: str) -> list[str]:
        if cell in known:
            return [known[cell]]
        members = parse_list(cell) if cell.lstrip()[:1] in ("[", "{") else cell.split(";" if ";" in cell else ",")
        return [_found(member, known, options) for member in members if member.strip()]

    return parse


def rating_parser(options: Sequence[Option]) -> Callable[[str], str]:
    """Return the reader of a rating, `RATING_3` or `3`."""
    parse_option = choice_parser(options or _RATINGS)

    def parse(cell: str) -> str:
        try:
            return parse_option(cell)
        except CellError:
            raise CellError("RATING_INVALID", f"{quoted(cell)} is not a rating from 1 to {len(options or _RATINGS)}") from None

    return parse


def parse_list(cell: str) -> list[str]:
    """Return a list of texts: a JSON list, or one text without separators; lists damaged by old exports are mended."""
    text = cell.strip()
    if text[:1] not in ("[", "{"):
        if "," in text or ";" in text:
            raise CellError("LIST_INVALID", f'{quoted(cell)} may be one text or several; write a JSON list like ["a","b"]')
        return [text]
    try:
        value: Any = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a JSON list: {error}") from None
    if isinstance(value, dict) and list(value) == [str(number) for number in range(len(value))]:
        value = list(value.values())
    if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a list of texts")
    return value


def _spellings(options: Sequence[Option]) -> dict[str, str]:
    """Return the exact spellings; values come before labels."""
    return {option.label: option.value for option in reversed(options)} | {option.value: option.value for option in options}


def _found(cell: str, known: dict[str, str], options: Sequence[Option]) -> str:
    text = cell.strip()
    if text in known:
        return known[text]
    folded = Counter(
        option.value for option in options if text.casefold() in (option.value.casefold(), option.label.casefold())
    )
    if len(folded) == 1:
        return next(iter(folded))
    near = difflib.get_close_matches(text.upper(), [option.value for option in options], 1)
    hint = f"did you mean {near[0]}?" if near else f"the options are {', '.join(option.value for option in options)}"
    raise CellError("OPTION_UNKNOWN", f"{quoted(cell)} is no option; {hint}")
