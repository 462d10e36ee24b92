"""Plans: frozen data that say what to read or write, and know no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schema.aggregates import Function
from schema.columns import Column
from server.engine.catalogue import Entity

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


# What an answer is made of. Indexes point into the row: the columns of a RecordShape in order.


@dataclass(frozen=True, slots=True)
class Constant:
    """A fixed value, such as __typename."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column as the API shows it."""

    key: str
    index: int
    column: Column


@dataclass(frozen=True, slots=True)
class Group:
    """A composite: an object of leaves."""

    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Parent:
    """The record a many-to-one relation points to; null when the column at `index`, its id, is."""

    key: str
    index: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Children:
    """The connection number `number` of the record whose id is at `index`; null when there is no such record."""

    key: str
    index: int
    number: int


@dataclass(frozen=True, slots=True)
class FilePart:
    """One fact about a file."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Files:
    """The list of files at `index`."""

    key: str
    index: int
    entries: tuple[Constant | FilePart, ...]


Entry = Constant | Leaf | Group | Files | Parent | Children


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate over the columns that decide about a field's emptiness, or over one number or moment."""

    function: Function
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RecordShape:
    """What is read of one object. `children` are the connections below it, wherever they hang."""

    entity: Entity
    columns: tuple[ColumnRef, ...]
    children: tuple[ChildConnection, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RecordsShape:
    """Records as they are answered by findOne and mutations."""

    record: RecordShape
    entries: tuple[Entry, ...]


class PageFact(StrEnum):
    """The fields of PageInfo."""

    START_CURSOR = "startCursor"
    END_CURSOR = "endCursor"
    HAS_NEXT = "hasNextPage"
    HAS_PREVIOUS = "hasPreviousPage"


@dataclass(frozen=True, slots=True)
class TotalCount:
    """The number of records that match, whatever the page."""

    key: str


@dataclass(frozen=True, slots=True)
class AggregateEntry:
    """The aggregate number `number` of the connection."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class PageInfo:
    """The object pageInfo."""

    key: str
    entries: tuple[Constant | PageInfoEntry, ...]


@dataclass(frozen=True, slots=True)
class PageInfoEntry:
    """One fact of pageInfo."""

    key: str
    fact: PageFact


@dataclass(frozen=True, slots=True)
class Edges:
    """The list of edges."""

    key: str
    entries: tuple[Constant | Cursor | NodeEntry, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cursor of an edge."""

    key: str


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """The record of an edge."""

    key: str
    entries: tuple[Entry, ...]


ConnectionEntry = Constant | TotalCount | AggregateEntry | PageInfo | Edges


@dataclass(frozen=True, slots=True, eq=False)
class ConnectionShape:
    """A connection: its records, and what is said about all that match."""

    record: RecordShape
    entries: tuple[ConnectionEntry, ...]
    aggregates: tuple[Aggregate, ...]
    wants_total: bool
    wants_rows: bool


@dataclass(frozen=True, slots=True)
class ChildConnection:
    """A connection below a record: the children whose `join_column` holds the id at `index` of the parent's row."""

    index: int
    join_column: Column
    shape: ConnectionShape
    page: Page


# The plans of the root fields.


@dataclass(frozen=True, slots=True)
class FindOne:
    """The first record that matches."""

    shape: RecordsShape
    page: Page


@dataclass(frozen=True, slots=True)
class FindMany:
    """One page of a connection."""

    shape: ConnectionShape
    page: Page


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


@dataclass(frozen=True, slots=True)
class Update:
    """The same data for every record that is meant."""

    shape: RecordsShape
    target: Target
    records: Records


@dataclass(frozen=True, slots=True)
class Delete:
    """The soft-delete mark, set."""

    shape: RecordsShape
    target: Target


@dataclass(frozen=True, slots=True)
class Restore:
    """The soft-delete mark, cleared."""

    shape: RecordsShape
    target: Target


@dataclass(frozen=True, slots=True)
class Destroy:
    """The end of records; relations that point to them follow their onDelete."""

    shape: RecordsShape
    target: Target


@dataclass(frozen=True, slots=True)
class Target:
    """The records a mutation means: one by id, or all that match, deleted ones included."""

    id: str | None = None
    condition: Condition = Every()


Plan = FindOne | FindMany | Create | Update | Delete | Restore | Destroy
