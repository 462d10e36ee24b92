"""search once more, as plainly as it can be said: every text read, every word compared, every hit ranked by counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LETTERS = {"à": "a", "É": "e", "ø": "o", "ß": "ss", "Ω": "ω", "日": "日", **{c: c.lower() for c in "abcdeoABCDEO012"}}
"""The letters of the texts, and what search takes them for."""
SIGNS = " -/%_*'\"?[^"
JOINTS = ".@"


@dataclass(frozen=True, slots=True)
class PlainRecord:
    """A live record: its object, its id and the texts of its search fields in order."""

    object_name: str
    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainHit:
    """A record that is found and how it ranks."""

    record: PlainRecord
    near: float
    frequent: float


def plain_search(records: Sequence[PlainRecord], objects: Sequence[str], text: str, ranked: int) -> list[PlainHit]:
    """Return all hits in their order; `objects` are named in their order, more than `ranked` hits are not told apart."""
    hits = [hit for name in objects for hit in _of_object([r for r in records if r.object_name == name], text, ranked)]
    return sorted(hits, key=lambda hit: (-hit.near, -hit.frequent, objects.index(hit.record.object_name), hit.record.id))


def _of_object(records: Sequence[PlainRecord], text: str, ranked: int) -> list[PlainHit]:
    wanted = [words for piece in _simple(text).split() if (words := plain_words(piece))]
    parts = list(dict.fromkeys(part for words in wanted for part in words))
    told: dict[bool, list[PlainHit]] = {True: [], False: []}
    for record in records:
        found = [word for each in record.texts for word in plain_words(_simple(each))]
        matched = [all(any(word.startswith(part) for word in found) for part in words) for words in wanted]
        if any(matched):
            near = round(sum(_stretches(found, parts)), 8) if all(matched) else 0.0
            told[all(matched)].append(PlainHit(record, near, _frequency(found, parts)))
    hits = [hit for complete, tier in told.items() for hit in (tier if len(tier) <= ranked else _alike(tier, parts, complete))]
    return hits or list(_with_fragments(records, text))


def _with_fragments(records: Sequence[PlainRecord], text: str) -> Iterator[PlainHit]:
    pieces = _simple(text).split()
    if pieces or not text.strip():
        for record in records:
            if all(piece in " ".join(map(_simple, record.texts)) for piece in pieces):
                yield PlainHit(record, 0.0, 0.0)


def _simple(text: str) -> str:
    """Return the text in simple letters; a joint stays where letters are on both sides."""
    around = f" {text} "
    loose = {at for at, sign in enumerate(text) if sign in JOINTS and not {around[at], around[at + 2]} <= LETTERS.keys()}
    return "".join(" " if at in loose else LETTERS.get(sign, sign) for at, sign in enumerate(text))


def plain_words(text: str) -> list[str]:
    """Return what is left between signs."""
    for sign in SIGNS:
        text = text.replace(sign, " ")
    return text.split()


def _stretches(found: Sequence[str], parts: Sequence[str]) -> Iterator[float]:
    def complete(first: int, last: int) -> bool:
        return all(any(word.startswith(part) for word in found[first : last + 1]) for part in parts)

    for first in range(len(found)):
        for last in range(first, len(found)):
            if complete(first, last) and not complete(first + 1, last) and not complete(first, last - 1):
                yield 0.1 / (1 + sum(not word.startswith(tuple(parts)) for word in found[first : last + 1]))


def _frequency(found: Sequence[str], parts: Sequence[str]) -> float:
    counts: Mapping[str, int] = {word: found.count(word) for word in found}
    each = (0.1 / nth**2 for part in parts for word, n in counts.items() if word.startswith(part) for nth in range(1, n + 1))
    return round(sum(each) / 1.64493406685 / len(parts), 8)


def _alike(tier: Sequence[PlainHit], parts: Sequence[str], complete: bool) -> list[PlainHit]:
    alike = (0.1, 0.06079271) if complete else (0.0, round(0.1 / 1.64493406685 / len(parts), 8))
    return [PlainHit(hit.record, *alike) for hit in tier]
