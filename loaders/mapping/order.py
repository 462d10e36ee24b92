"""The order in which objects are imported: parents before the records that point to them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.model import ManyToOne, ObjectMetadata
from schema.standard import STANDARD_OBJECTS

_STANDARD = {obj.name_singular: frozenset(obj.by_name) for obj in STANDARD_OBJECTS}

Edge = tuple[ObjectMetadata, ManyToOne]
"""An object and one of its relations to another object of the run."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """The objects of a run in the order of their import, and the relations that this order cannot serve."""

    objects: tuple[ObjectMetadata, ...]
    cut: tuple[Edge, ...] = ()
    """The relations at which cycles are broken; one is required only where its whole cycle is, which no record can satisfy."""
    to_itself: tuple[Edge, ...] = ()
    """The relations of an object to itself: a parent may stand further down in the same file."""


def import_order(objects: Sequence[ObjectMetadata]) -> ImportOrder:
    """Sort objects so that every parent comes first; relations to objects outside the run do not count."""
    found = {obj.name_singular: obj for obj in sorted(objects, key=lambda obj: obj.name_singular)}
    edges = [(obj, relation) for obj in found.values() for relation in obj.parents if relation.target in found]
    to_itself = [edge for edge in edges if edge[1].target == edge[0].name_singular]
    edges = [edge for edge in edges if edge not in to_itself]
    cut: list[Edge] = []
    while cycle := _cycle(found, edges):
        weakest = min(cycle, key=_strength)
        cut.append(weakest)
        edges.remove(weakest)
    return ImportOrder(_sorted(found, edges), tuple(cut), tuple(to_itself))


def _strength(edge: Edge) -> tuple[bool, bool, str, str]:
    """Return what decides where a cycle is broken: at a nullable relation, and rather at one the standard model has not."""
    obj, relation = edge
    standard = _STANDARD.get(obj.name_singular)
    return (not relation.nullable, standard is not None and relation.name in standard, obj.name_singular, relation.name)


def _cycle(objects: Mapping[str, ObjectMetadata], edges: Sequence[Edge]) -> list[Edge]:
    """Return the relations of one cycle, or none, among what is left when all that can be placed is placed."""
    left = set(objects)
    while placed := left - {child for child, parent in _pairs(edges) if child in left and parent in left}:
        left -= placed
    path: list[Edge] = []
    at = min(left, default="")
    while at and at not in (child for child, _ in _pairs(path)):
        path.append(next(edge for edge in edges if edge[0].name_singular == at and edge[1].target in left))
        at = path[-1][1].target
    start = next((number for number, (child, _) in enumerate(_pairs(path)) if child == at), 0)
    return path[start:]


def _pairs(edges: Sequence[Edge]) -> Iterator[tuple[str, str]]:
    return ((obj.name_singular, relation.target) for obj, relation in edges)


def _sorted(objects: Mapping[str, ObjectMetadata], edges: Sequence[Edge]) -> tuple[ObjectMetadata, ...]:
    """Place what has all its parents: standard objects first, then what was waiting for the last placed, then by name."""
    waits = {name: {parent for child, parent in _pairs(edges) if child == name} for name in objects}
    heights = _heights(waits)
    ready = [(name not in _STANDARD, 0, -heights[name], name) for name, parents in waits.items() if not parents]
    heapq.heapify(ready)
    order: list[ObjectMetadata] = []
    while ready:
        name = heapq.heappop(ready)[-1]
        order.append(objects[name])
        for child, parents in waits.items():
            if name in parents:
                parents.remove(name)
                if not parents:
                    heapq.heappush(ready, (child not in _STANDARD, -len(order), -heights[child], child))
    return tuple(order)


def _heights(waits: Mapping[str, set[str]]) -> dict[str, int]:
    """Return how many generations of records can hang below each object."""
    heights = dict.fromkeys(waits, 0)
    for _ in waits:
        for child, parents in waits.items():
            for parent in parents:
                heights[parent] = max(heights[parent], heights[child] + 1)
    return heights
