"""Ranks: how well a text answers a search, in the measure of Twenty's database, which counts words and how near they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
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


def sought_parts(words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what is counted: every part of the words once."""
    return tuple(dict.fromkeys(part for word in words for part in word))


def ranks(sought: tuple[str, ...], text: str, *, has_all: bool) -> Ranks:
    """Return the ranks of a text that has all that is sought, or some."""
    words = parts(text)
    places = [place for place, word in enumerate(words) if word.startswith(sought)]
    frequency = _frequency(sought, tuple([words[place] for place in places]))
    return (_nearness(sought, words, places) if has_all else 0.0), frequency


def crowd_ranks(sought: tuple[str, ...], *, has_all: bool) -> Ranks:
    """Return the ranks of all texts that have all that is sought, or some, where they are too many to be told apart."""
    return (_WEIGHT, round(_WEIGHT / _LIMIT, 8)) if has_all else (0.0, round(_WEIGHT / _LIMIT / len(sought), 8))


@lru_cache(maxsize=1_000)
def _frequency(sought: tuple[str, ...], found: tuple[str, ...]) -> float:
    total = 0.0
    for word, count in Counter(found).items():
        repeated = sum(_WEIGHT / nth**2 for nth in range(1, count + 1)) / _LIMIT
        total += sum(repeated for part in sought if word.startswith(part))
    return round(total / len(sought), 8)


def _nearness(sought: tuple[str, ...], words: Sequence[str], places: Sequence[int]) -> float:
    """Add up the shortest stretches that have all that is sought: the fewer other words lie in one, the more it counts."""
    if len(sought) == 1:
        return max(round(_WEIGHT * len(places), 8), _BEYOND)
    begun = [[index for index, part in enumerate(sought) if words[place].startswith(part)] for place in places]
    counts, missing = [0] * len(sought), len(sought)
    total, first = 0.0, 0
    for last, place in enumerate(places):
        for index in begun[last]:
            missing -= not counts[index]
            counts[index] += 1
        while not missing:
            if any(counts[index] == 1 for index in begun[first]):
                total += _WEIGHT / (1 + place - places[first] - (last - first))
            for index in begun[first]:
                counts[index] -= 1
                missing += not counts[index]
            first += 1
    return max(round(total, 8), _BEYOND)
