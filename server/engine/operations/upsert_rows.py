"""The rows of a bulk upsert as they are judged: columns, unique values, links to records of their own object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.absent import ABSENT
from schema.model import ManyToOne
from server.engine.catalogue import Entity
from server.engine.operations.inserts import column_defaults
from server.engine.operations.ledger import Layout, Value, layout
from server.engine.operations.stamps import Stamp, new_ids
from server.engine.operations.upserts import key_values
from server.engine.plans.plan import Connect, UpsertMany
from server.engine.plans.upserts import Rejection

_MADE = ("id", "position")
Values = Sequence[Value | None]
"""A unique value for each row that has one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in words; which number it is depends on all rows that are written."""

    row: int
    word: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to records of the same object, which earlier rows may have made or changed."""

    relation: ManyToOne
    column: list[Any]
    connects: Sequence[Connect | None]


@dataclass(frozen=True, slots=True)
class UpsertRows:
    """The rows of one call. `values` are the unique values they match by, `new_values` those that new records would hold.

    `required` are the columns that a new record needs and that have no default.
    """

    entity: Entity
    count: int
    columns: Mapping[str, list[Any]]
    ids: Sequence[str]
    layout: Layout
    values: Sequence[Values]
    new_values: Sequence[Values]
    links: Sequence[Link]
    required: Sequence[str]
    rejections: Mapping[int, Rejection]

    def wanted(self) -> list[set[Value]]:
        """Return, for each key, all values whose holders decide about a row."""
        pairs = zip(self.values, self.new_values, strict=True)
        wanted = [{value for value in (*values, *new) if value is not None} for values, new in pairs]
        numbers = {key.columns: number for number, (key, _) in enumerate(self.layout.keys)}
        for link in self.links:
            wanted[numbers[("id",)]] |= {(value,) for value in link.column if value is not None and value is not ABSENT}
            for connect in filter(None, link.connects):
                for columns, number in numbers.items():
                    if all(column in connect.values for column in columns):
                        wanted[number].add(tuple(connect.values[column] for column in columns))
        return wanted


def upsert_rows(
    plan: UpsertMany, columns: Mapping[str, list[Any]], rejections: Mapping[int, Rejection], stamp: Stamp
) -> UpsertRows:
    """Make the rows ready to be judged; `columns` hold what is connected, except to records of the object itself."""
    entity, count = plan.records.entity, plan.records.count
    given = columns.get("id") or [ABSENT] * count
    made = iter(new_ids(given.count(ABSENT)))
    ids = [next(made) if own is ABSENT else own for own in given]
    columns = {**columns}
    if "position" in columns:
        columns["position"] = [Place(n, p) if isinstance(p, str) else p for n, p in enumerate(columns["position"])]
    defaults = column_defaults(entity, stamp)
    links = [_link(relation, columns, plan.records.connects) for relation in _own_relations(entity, columns)]
    return UpsertRows(
        entity,
        count,
        columns,
        ids,
        layout(entity, columns),
        [key_values(key, columns, count) for key in entity.keys],
        _new_values(entity, columns, count, defaults),
        links,
        [c.name for c in entity.columns if not c.nullable and c.name not in _MADE and defaults.get(c.name) is None],
        rejections,
    )


def _own_relations(entity: Entity, columns: Mapping[str, list[Any]]) -> list[ManyToOne]:
    joined = entity.join_columns.items()
    return [relation for column, relation in joined if relation.target == entity.name and column in columns]


def _link(relation: ManyToOne, columns: dict[str, list[Any]], connects: Mapping[str, Sequence[Connect | None]]) -> Link:
    column = columns[relation.join_column] = list(columns[relation.join_column])
    return Link(relation, column, connects.get(relation.name) or [None] * len(column))


def _new_values(entity: Entity, columns: Mapping[str, list[Any]], count: int, defaults: Mapping[str, Any]) -> list[Values]:
    """Return the unique values of each row as a new record: defaults count, and a deleted one holds none of a live-only key."""
    whole = dict(columns)
    for name in {name for key in entity.keys for name in key.columns if defaults.get(name) is not None}:
        given = columns.get(name) or [ABSENT] * count
        whole[name] = [defaults[name] if value is ABSENT else value for value in given]
    deleted = columns.get("deletedAt")
    values: list[Values] = []
    for key in entity.keys:
        found = key_values(key, whole, count)
        if key.live_only and deleted is not None:
            found = [None if gone else value for gone, value in zip(deleted, found, strict=True)]
        values.append(found)
    return values
