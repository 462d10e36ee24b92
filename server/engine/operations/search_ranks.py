"""Ranks: how well a text answers a search, in the measure of Twenty's database, which counts words and how near they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from schema.search_text import parts

_WEIGHT: Final = 0.1
_LIMIT: Final = 1.64493406685
"""What the sum of 1, 1/4, 1/9 ... comes to: however often a word is repeated, it counts less than two."""
_BEYOND: Final = 1e-08
"""The rank of a text that has all words, but behind the part of it that is read."""
Ranks = tuple[float, float]
"""The numbers `tsRankCD` and `tsRank`: how near all words stand together, and how often there are any."""
NO_RANKS: Final[Ranks] = (0.0, 0.0)


def ranks(words: Sequence[tuple[str, ...]], text: str, *, has_all: bool) -> Ranks:
    """Return the ranks of a text that has all words, or some."""
    sought = tuple(dict.fromkeys(part for word in words for part in word))
    found = [(place, word) for place, word in enumerate(parts(text)) if word.startswith(sought)]
    frequency = _frequency(sought, Counter(word for _, word in found))
    if not has_all:
        return 0.0, frequency
    begun = {place: {part for part in sought if word.startswith(part)} for place, word in found}
    return _nearness(begun, len(sought)), frequency


def crowd_ranks(words: Sequence[tuple[str, ...]], *, has_all: bool) -> Ranks:
    """Return the ranks of all texts that have all words, or some, where they are too many to be told apart."""
    sought = {part for word in words for part in word}
    return (_WEIGHT, round(_WEIGHT / _LIMIT, 8)) if has_all else (0.0, round(_WEIGHT / _LIMIT / len(sought), 8))


def _frequency(sought: Sequence[str], counts: Mapping[str, int]) -> float:
    total = 0.0
    for part in sought:
        for word, count in counts.items():
            if word.startswith(part):
                total += sum(_WEIGHT / nth**2 for nth in range(1, count + 1)) / _LIMIT
    return round(total / len(sought), 8)


def _nearness(found: Mapping[int, set[str]], count: int) -> float:
    """Add up the shortest stretches that have all that is sought: the fewer other words lie in one, the more it counts."""
    places = list(found)
    inside: Counter[str] = Counter()
    total, first = 0.0, 0
    for last, place in enumerate(places):
        inside.update(found[place])
        while len(inside) == count:
            leaving = found[places[first]]
            if any(inside[part] == 1 for part in leaving):
                total += _WEIGHT / (1 + place - places[first] - (last - first))
            inside -= Counter(leaving)
            first += 1
    return max(round(total, 8), _BEYOND)
