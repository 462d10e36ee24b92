"""Search: which records to look in, the words to look for, and where a page of hits begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schema.columns import Column
from server.engine.catalogue import Entity
from server.engine.plans.criteria import Condition

HitKey = tuple[float, float, int, str]
"""The place of a hit among all hits: what sorts first ranks highest. Both ranks negated, the object's place, the id."""


@dataclass(frozen=True, slots=True)
class SearchTarget:
    """An object to look in; `place` is its place among the objects, `label` the columns a hit is called by."""

    entity: Entity
    place: int
    condition: Condition
    with_deleted: bool
    label: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class SearchCursor:
    """Where a page ended: its last hit, and the last one of every object so far."""

    last: HitKey
    last_ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """One page of hits.

    Each of `words` is found where all its parts begin a word of the text. `fragments` are looked for anywhere in the text of
    an object's records when none of them has a word. Without fragments every record is a hit.
    """

    targets: tuple[SearchTarget, ...]
    words: tuple[tuple[str, ...], ...]
    fragments: tuple[str, ...]
    limit: int
    cursor: SearchCursor | None = None
