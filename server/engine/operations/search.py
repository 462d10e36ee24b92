"""search: the hits of all objects in one order, and the page that was asked for."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import orjson

from server.engine.operations.search_ranks import NO_RANKS, Ranks, crowd_ranks, ranks, sought_parts
from server.engine.plans.search import HitKey, Search, SearchTarget
from server.engine.sql.search import (
    Sought,
    Words,
    count_statement,
    every_record_statement,
    every_word,
    fragments,
    hits_statement,
    labels_statement,
    listed_statement,
    some_words,
    walked_statement,
)
from server.storage.statement import Statement, Steps

RANKED: Final = 500
"""How many hits of an object are ranked one by one; where there are more, none is told from another."""
_LISTED: Final = 20_000
"""How many hits are listed to find the next in order; where there are more, it is not far from the last."""


@dataclass(frozen=True, slots=True)
class _Tier:
    """Hits that rank above those of the next tier: how they are found, and ranked one by one or all alike."""

    sought: Sought
    rank: Callable[[str], Ranks]
    alike: Ranks


def search(plan: Search) -> Steps[dict[str, Any]]:
    """Return one page of hits."""
    found, hitless = yield from _hits_by_words(plan)
    if len(found) <= plan.limit:
        for target in hitless:
            found += yield from _hits_without_words(plan, target)
    found.sort()
    labels = yield from _labels(plan, found[: plan.limit])
    edges = _edges(plan, found[: plan.limit], labels)
    end = edges[-1]["cursor"] if edges else None
    return {"edges": edges, "pageInfo": {"endCursor": end, "hasNextPage": len(found) > plan.limit}}


def _hits_by_words(plan: Search) -> Steps[tuple[list[HitKey], list[SearchTarget]]]:
    """Return hits beyond the cursor, as many as the page may need, and the objects that have none at all."""
    found: list[HitKey] = []
    hitless = list(plan.targets)
    for tier in _tiers(plan.words):
        if len(found) > plan.limit:
            break
        for target in plan.targets:
            hits = yield from _hits_of_tier(plan, target, tier)
            if hits is not None:
                found += hits
                hitless = [each for each in hitless if each is not target]
    return found, hitless


def _hits_without_words(plan: Search, target: SearchTarget) -> Steps[list[HitKey]]:
    if not plan.fragments:
        return (yield from _alike(plan, target, NO_RANKS, partial(every_record_statement, target)))
    tier = _Tier(fragments(plan.fragments), lambda _: NO_RANKS, NO_RANKS)
    return (yield from _hits_of_tier(plan, target, tier)) or []


def _tiers(words: Words) -> Iterator[_Tier]:
    sought = sought_parts(words)
    if words:
        yield _Tier(every_word(words), partial(ranks, sought, has_all=True), crowd_ranks(sought, has_all=True))
    if len(words) > 1:
        yield _Tier(some_words(words), partial(ranks, sought, has_all=False), crowd_ranks(sought, has_all=False))


def _hits_of_tier(plan: Search, target: SearchTarget, tier: _Tier) -> Steps[list[HitKey] | None]:
    """Return the next hits of one object, None when it has none on any page."""
    rows = yield hits_statement(target, tier.sought, RANKED + 1)
    if not rows:
        return None
    if len(rows) > RANKED:
        ((count,),) = yield count_statement(target, tier.sought, _LISTED + 1)
        statement = walked_statement if count > _LISTED else listed_statement
        return (yield from _alike(plan, target, tier.alike, partial(statement, target, tier.sought)))
    keys = (_key(target, tier.rank(text), record_id) for record_id, text in rows)
    return sorted(key for key in keys if plan.cursor is None or key > plan.cursor.last)[: plan.limit + 1]


def _alike(plan: Search, target: SearchTarget, alike: Ranks, statement: Callable[[str, int], Statement]) -> Steps[list[HitKey]]:
    """Return the next hits of an object whose hits all rank alike: they are in the order of their ids."""
    first, after = _key(target, alike, ""), ""
    if plan.cursor is not None and plan.cursor.last > first:
        if plan.cursor.last[:3] != first[:3]:
            return []
        after = plan.cursor.last[3]
    rows = yield statement(after, plan.limit + 1)
    return [_key(target, alike, record_id) for (record_id,) in rows]


def _key(target: SearchTarget, found: Ranks, record_id: str) -> HitKey:
    return -found[0], -found[1], target.place, record_id


def _labels(plan: Search, hits: Sequence[HitKey]) -> Steps[dict[tuple[int, str], str]]:
    """Return what the hits are called, by the object's place and the record's id."""
    labels: dict[tuple[int, str], str] = {}
    for target in plan.targets:
        ids = [record_id for _, _, place, record_id in hits if place == target.place]
        if ids:
            rows = yield labels_statement(target.entity, target.label, ids)
            for record_id, *values in rows:
                labels[target.place, record_id] = " ".join(str(value) for value in values if value is not None)
    return labels


def _edges(plan: Search, hits: Sequence[HitKey], labels: dict[tuple[int, str], str]) -> list[dict[str, Any]]:
    objects = {target.place: target.entity.obj for target in plan.targets}
    last_ids = dict(plan.cursor.last_ids) if plan.cursor is not None else {}
    edges = []
    for near, frequent, place, record_id in hits:
        obj = objects[place]
        # The object of the last hit stands last: with it the cursor names one place among all hits.
        last_ids.pop(obj.name_singular, None)
        last_ids[obj.name_singular] = record_id
        found = {"tsRankCD": -near or 0.0, "tsRank": -frequent or 0.0}
        node = {
            "recordId": record_id,
            "objectNameSingular": obj.name_singular,
            "objectLabelSingular": obj.label_singular,
            "label": labels[place, record_id],
            "imageUrl": None,
            **found,
        }
        payload = orjson.dumps({"lastRanks": found, "lastRecordIdsPerObject": last_ids})
        edges.append({"node": node, "cursor": b2a_base64(payload, newline=False).decode()})
    return edges
