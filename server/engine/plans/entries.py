"""Entries: what an answer is made of, and what has to be read for it.

Indexes point into a row: the columns of a RecordShape in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schema.aggregates import Function
from schema.columns import Column
from server.engine.catalogue import Entity
from server.engine.plans.criteria import ColumnRef, Page


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
class Fact:
    """A plain field of what Ferry answers beside records."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """The record that something is said of; null when there is none."""

    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate over the columns that decide about a field's emptiness, or over one number or moment."""

    function: Function
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RecordShape:
    """What is read of one object. `children` are the connections below it, wherever they hang."""

    entity: Entity
    columns: tuple[ColumnRef, ...]
    children: tuple[ChildConnection, ...]

    @property
    def nodes(self) -> int:
        """The most records one of its rows may answer: itself and the pages below it."""
        return 1 + sum(child.page.limit for child in self.children if child.shape.wants_rows)


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


@dataclass(frozen=True, slots=True)
class DimensionValues:
    """The values the records of a group share."""

    key: str


@dataclass(frozen=True, slots=True)
class SnapshotEntry:
    """What is told of the snapshot a page was read from; null for a connection that is not at the root."""

    key: str
    entries: tuple[Constant | Fact, ...]

    @property
    def opens(self) -> bool:
        """Whether it tells what only a snapshot that stays open has."""
        return any(isinstance(entry, Fact) and entry.name in ("token", "expiresAt") for entry in self.entries)


ConnectionEntry = Constant | TotalCount | AggregateEntry | PageInfo | Edges | DimensionValues | SnapshotEntry


@dataclass(frozen=True, slots=True, eq=False)
class ConnectionShape:
    """A connection, or a group: its records, and what is said about all that match."""

    record: RecordShape
    entries: tuple[ConnectionEntry, ...]
    aggregates: tuple[Aggregate, ...]
    wants_total: bool
    wants_rows: bool
    relations: int
    """How many relations are selected, at any depth."""
    wants_snapshot: bool
    opens_snapshot: bool
    """Whether, read without a snapshot, it is to open one."""


@dataclass(frozen=True, slots=True)
class ChildConnection:
    """A connection below a record: the children whose `join_column` holds the id at `index` of the parent's row."""

    index: int
    join_column: Column
    shape: ConnectionShape
    page: Page
