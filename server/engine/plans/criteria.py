"""Criteria: which records a plan means, in which order, and where a page begins; frozen data that know no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from schema.columns import Column

Path = tuple[str, ...]
"""The names of the many-to-one relations from an object to the one meant; () is the object itself."""


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of the object or of one it points to."""

    path: Path
    column: Column


@dataclass(frozen=True, slots=True)
class Compare:
    """One operator on one column. `value` is checked: a stored form, a list of them, or None."""

    ref: ColumnRef
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; without parts it restricts nothing."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """One part holds at least."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The part does not hold; unknown stays unknown."""

    part: Condition


Condition = Compare | Every | Some | Negation


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One column to order by; `payload` is where its value stands in a cursor."""

    ref: ColumnRef
    payload: Path
    descending: bool = False
    nulls_first: bool = False

    @property
    def nullable(self) -> bool:
        """Whether rows may have no value: the column allows none, or the relation it is reached over is empty."""
        return self.ref.column.nullable or bool(self.ref.path)


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows, in which order, from where to where. `cursor` holds one stored value per order key; the last key is id."""

    condition: Condition
    with_deleted: bool
    order: tuple[OrderKey, ...]
    limit: int
    offset: int = 0
    cursor: tuple[Any, ...] | None = None
    backward: bool = False

    @property
    def most(self) -> int:
        """The most rows it may hold: its limit, or the ids its condition names when those are fewer."""
        return int(min(self.limit, _named(self.condition)))


def _named(condition: Condition) -> float:
    """Return how many records a condition names by id; a condition that names none leaves any number."""
    match condition:
        case Compare(ColumnRef((), column), operator, value) if column.name == "id" and operator in ("eq", "in"):
            return len(value) if operator == "in" else 1
        case Every(parts):
            return min(map(_named, parts), default=inf)
    return inf
