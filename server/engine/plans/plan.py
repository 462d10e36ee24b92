"""Plan: what one root field reads or writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from server.engine.catalogue import Entity
from server.engine.plans.criteria import Condition, OrderKey, Page
from server.engine.plans.entries import ConnectionShape, RecordsShape
from server.engine.plans.feed import ChangesShape, FindChanges
from server.engine.plans.grouping import GroupBy
from server.engine.plans.upserts import Policy, Rejection, UpsertShape

_MEANT: Final = 200


@dataclass(frozen=True, slots=True)
class FindOne:
    """The first record that matches."""

    shape: RecordsShape
    page: Page

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.shape.record.nodes


@dataclass(frozen=True, slots=True)
class FindMany:
    """One page of a connection, read in the state that the token of a snapshot stands for or in the present one."""

    shape: ConnectionShape
    page: Page
    snapshot: str | None = None

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.page.most * self.shape.record.nodes if self.shape.wants_rows else 0


@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """The live records that are like stored ones, named by `ids`, or like `candidates`; `order` is what cursors hold."""

    shape: ConnectionShape
    order: tuple[OrderKey, ...]
    ids: tuple[str, ...]
    candidates: Records | None

    @property
    def nodes(self) -> int:
        """How many records to reckon with, one for each candidate: how many there are is judged when they are found."""
        count = self.candidates.count if self.candidates is not None else len(self.ids)
        return count * self.shape.record.nodes if self.shape.wants_rows else 0


@dataclass(frozen=True, slots=True)
class Connect:
    """A relation to set for one row: the target's unique columns and their values, as a write would store them."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """Checked data: one list of stored values or ABSENT per column, and what to connect per relation and row."""

    entity: Entity
    count: int
    columns: Mapping[str, list[Any]]
    connects: Mapping[str, list[Connect | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Create:
    """New records, or with `upsert` also changes to those that match by a unique key."""

    shape: RecordsShape
    records: Records
    upsert: bool
    single: bool

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.records.count * self.shape.record.nodes


@dataclass(frozen=True, slots=True)
class UpsertMany:
    """Rows to create or to update, each for itself; `rejected` are those, by number, whose input is refused already."""

    shape: UpsertShape
    records: Records
    rejected: Mapping[int, Rejection]
    policy: Policy

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.records.count * self.shape.record.nodes if self.shape.wants_records else 0


@dataclass(frozen=True, slots=True)
class Target:
    """The records a mutation means: one by id, or all that match, deleted ones included."""

    id: str | None
    condition: Condition

    @property
    def most(self) -> int:
        """How many records to reckon with: a filter may match any number, and a page is the measure for them."""
        return 1 if self.id is not None else _MEANT


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to the records a target means."""

    shape: RecordsShape
    target: Target

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.target.most * self.shape.record.nodes


@dataclass(frozen=True, slots=True)
class Update(Change):
    """The same data for every record."""

    records: Records


@dataclass(frozen=True, slots=True)
class Delete(Change):
    """The soft-delete mark, set."""


@dataclass(frozen=True, slots=True)
class Restore(Change):
    """The soft-delete mark, cleared."""


@dataclass(frozen=True, slots=True)
class Destroy(Change):
    """The end of records; relations that point to them follow their onDelete."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Records made one: that at the place `priority` survives. A `dry_run` only answers what would become of them."""

    shape: RecordsShape
    ids: tuple[str, ...]
    priority: int
    dry_run: bool

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.shape.record.nodes


Plan = (
    FindOne
    | FindMany
    | FindDuplicates
    | GroupBy
    | FindChanges
    | Create
    | UpsertMany
    | Update
    | Delete
    | Restore
    | Destroy
    | Merge
)
Shape = ConnectionShape | RecordsShape | ChangesShape | UpsertShape
"""The shape of a root field's answer."""
