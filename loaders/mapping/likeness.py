"""How much a heading resembles the names of a column: the last resort, never used unless somebody agrees."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from loaders.mapping.columns import Column
from loaders.mapping.names import words_of
from loaders.mapping.shapes import shape_of, share_fitting

_ENOUGH = 0.6
_APART = 0.1
_FITTING = 0.9
_COMMON = frozenset(("address", "amount", "code", "country", "currency", "data", "date", "field", "id")).union(
    ("link", "name", "number", "primary", "time", "type", "url", "value")
)
"""Words that many names share and that say little."""


def likely_columns(heading: str, samples: Sequence[str], columns: Sequence[Column]) -> list[tuple[float, Column]]:
    """Return the columns a heading may resemble whose values look like the cells, the likeliest first."""
    words = words_of(heading)
    scored = ((_score(words, column), column) for column in columns if _may_hold(column, samples))
    return sorted(((score, column) for score, column in scored if score >= _ENOUGH), key=lambda found: -found[0])


def is_clear(found: Sequence[tuple[float, Column]]) -> bool:
    """Return whether the likeliest column stands apart from the next."""
    return len(found) == 1 or (len(found) > 1 and found[0][0] - found[1][0] >= _APART)


def _may_hold(column: Column, samples: Sequence[str]) -> bool:
    if not samples or column.kept_out or column.micros or column.whole or shape_of(column) is None:
        return False
    return share_fitting(column, samples) >= _FITTING


def _score(words: Sequence[str], column: Column) -> float:
    names = {words_of(name) for name in (column.label, column.path, column.label.rpartition(" / ")[0]) if name}
    return max(_likeness(words, name) for name in names)


def _likeness(words: Sequence[str], name: Sequence[str]) -> float:
    """Return the weight of the words in common over the weight of all words, both sides counted."""
    distinct, rest = set(words), set(name)
    shared = 0.0
    for word in sorted(distinct):
        near = word if word in rest else _misspelled(word, rest)
        if near is not None:
            shared += _weight(near)
            rest.discard(near)
    total = sum(map(_weight, distinct)) + sum(map(_weight, set(name)))
    return round(2 * shared / total, 2) if total else 0.0


def _misspelled(word: str, known: set[str]) -> str | None:
    """Return the one of these words that this is a misspelling of; short words and those that say little are not guessed at."""
    sayings = sorted(other for other in known if other not in _COMMON and other[:1] == word[:1])
    found = difflib.get_close_matches(word, sayings, 1, 0.8) if len(word) > 3 else []
    return found[0] if found else None


def _weight(word: str) -> float:
    return 0.3 if word in _COMMON else 1.0
