"""Options: by value, by label, or by label in another case when that is one option only."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Sequence

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import PLAIN, CellFormat
from loaders.values.lists import members_of
from loaders.values.words import meanings, word_finder
from schema.model import Option

_RATINGS = tuple(Option(f"RATING_{number}", str(number)) for number in range(1, 6))
_MOST_NAMED = 12


def choice_parser(options: Sequence[Option]) -> Callable[[str], str]:
    """Return the reader of one option."""
    known = _spellings(options)

    def parse(cell: str) -> str:
        value = known.get(cell)
        return value if value is not None else _found(cell, known, options)

    return parse


def choices_parser(options: Sequence[Option], written: CellFormat = PLAIN) -> Callable[[str], list[str]]:
    """Return the reader of a set of options: a JSON list, or members that the separator parts, a semicolon or comma."""
    known = _spellings(options)
    find = word_finder(written.values)

    def parse(cell: str) -> list[str]:
        if cell in known:
            return [known[cell]]
        separator = written.separator or (";" if ";" in cell else ",")
        return [_found(member, known, options) for member in meanings(members_of(cell, separator), find)]

    return parse


def rating_parser(options: Sequence[Option]) -> Callable[[str], str]:
    """Return the reader of a rating, `RATING_3` or `3`."""
    options = options or _RATINGS
    parse_option = choice_parser(options)

    def parse(cell: str) -> str:
        try:
            return parse_option(cell)
        except CellError:
            reason = f"{quoted(cell)} is not a rating from 1 to {len(options)}"
            raise CellError("RATING_INVALID", reason, f"write 1 or {options[0].value}") from None

    return parse


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
    raise CellError("OPTION_UNKNOWN", f"{quoted(cell)} is no option", _hint(text, options))


def _hint(text: str, options: Sequence[Option]) -> str:
    spellings = {spelling.casefold(): option.value for option in options for spelling in (option.label, option.value)}
    near = difflib.get_close_matches(text.casefold(), spellings, 1)
    if near:
        return f"did you mean {spellings[near[0]]}?"
    more = f" and {len(options) - _MOST_NAMED} more" if len(options) > _MOST_NAMED else ""
    return f"the options are {', '.join(option.value for option in options[:_MOST_NAMED])}{more}"
