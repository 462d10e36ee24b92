"""Results: rows turned into answers by functions compiled once per shape.

A row of a shape becomes one dictionary display, so that no resolver, object or look-up by name is left in the hot path:

    {"id": r[0], "name": r[1] or "", "address": {"addressCity": r[2] or ""}, "company": None if r[3] is None else {...}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from orjson import Fragment, loads

from schema.columns import Column
from schema.field_types import Empty, Storage
from server.engine.plans.entries import (
    AggregateEntry,
    Children,
    ConnectionEntry,
    ConnectionShape,
    Constant,
    Cursor,
    DimensionValues,
    Edges,
    Entry,
    Files,
    Group,
    Leaf,
    NodeEntry,
    PageFact,
    PageInfo,
    Parent,
    RecordsShape,
    SnapshotEntry,
    TotalCount,
)
from server.storage.statement import Row

_COMPILED: Final = 2_000
_EXACT: Final = 2**53
_LARGEST: Final = 2**63 - 1
_BOOLEANS: Final = {None: None, 0: False, 1: True}
_EMPTY_LIST: Final[list[Any]] = []

Connections = Sequence[Mapping[str, Any]]
"""For each connection below a record: the answer by parent id."""
RecordsWriter = Callable[[Sequence[Row], Connections], list[Any]]


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """What is told of a state of the data; one that is not held has neither token nor end."""

    token: str | None
    expires_at: str | None
    changes: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page beside its rows. `totals` are the count and the aggregates of all that match.

    `dimensions` are the values by which these records are a group; `snapshot` is what is told of the state they are from.
    """

    has_next: bool
    has_previous: bool
    totals: Row
    dimensions: Sequence[Any] = ()
    snapshot: SnapshotFacts | None = None


ConnectionWriter = Callable[[Sequence[Row], Callable[[Row], str], PageFacts, Connections], Any]


@lru_cache(maxsize=_COMPILED)
def records_writer(shape: RecordsShape) -> RecordsWriter:
    """Compile the function (rows, connections) -> records."""
    writer: RecordsWriter = compiled(f"lambda rows, c: [{record_source(shape.entries)} for r in rows]")
    return writer


@lru_cache(maxsize=_COMPILED)
def connection_writer(shape: ConnectionShape) -> ConnectionWriter:
    """Compile the function (rows, cursor, facts, connections) -> connection."""
    entries = ", ".join(f"{entry.key!r}: {_connection_entry(entry)}" for entry in shape.entries)
    writer: ConnectionWriter = compiled(f"lambda rows, k, f, c: {{{entries}}}")
    return writer


def _connection_entry(entry: ConnectionEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case TotalCount():
            return "f.totals[0]"
        case AggregateEntry(_, number):
            return f"f.totals[{number + 1}]"
        case DimensionValues():
            return "f.dimensions"
        case PageInfo(_, entries):
            facts = (f"{e.key!r}: {repr(e.value) if isinstance(e, Constant) else _FACTS[e.fact]}" for e in entries)
            return f"{{{', '.join(facts)}}}"
        case Edges(_, entries):
            return f"[{{{', '.join(f'{e.key!r}: {_edge_entry(e)}' for e in entries)}}} for r in rows]"
        case SnapshotEntry(_, entries):
            parts = (f"{e.key!r}: {repr(e.value) if isinstance(e, Constant) else _TOLD[e.name]}" for e in entries)
            return f"None if f.snapshot is None else {{{', '.join(parts)}}}"


_TOLD: Final = {"token": "f.snapshot.token", "expiresAt": "f.snapshot.expires_at", "changes": "f.snapshot.changes"}
_FACTS: Final = {
    PageFact.START_CURSOR: "k(rows[0]) if rows else None",
    PageFact.END_CURSOR: "k(rows[-1]) if rows else None",
    PageFact.HAS_NEXT: "f.has_next",
    PageFact.HAS_PREVIOUS: "f.has_previous",
}


def _edge_entry(entry: Constant | Cursor | NodeEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Cursor():
            return "k(r)"
        case NodeEntry(_, entries):
            return record_source(entries)


def record_source(entries: Iterable[Entry]) -> str:
    """Return the expression that writes a record of the row `r` with the connections `c`."""
    return f"{{{', '.join(f'{entry.key!r}: {_entry(entry)}' for entry in entries)}}}"


def _entry(entry: Entry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Leaf(_, index, column):
            return _leaf(f"r[{index}]", column)
        case Group(_, entries):
            return record_source(entries)
        case Files(_, index, entries):
            parts = (f"{e.key!r}: {repr(e.value) if isinstance(e, Constant) else f'file.get({e.name!r})'}" for e in entries)
            return f"None if r[{index}] is None else [{{{', '.join(parts)}}} for file in loads(r[{index}])]"
        case Parent(_, index, entries):
            return f"None if r[{index}] is None else {record_source(entries)}"
        case Children(_, index, number):
            return f"None if r[{index}] is None else c[{number}][r[{index}]]"


def _leaf(value: str, column: Column) -> str:
    if column.storage is Storage.JSON:
        empty = "EMPTY_LIST" if column.empty is Empty.LIST else "None"
        return f"{empty} if {value} is None else Fragment({value})"
    if column.storage is Storage.BOOLEAN:
        return f"BOOLEANS[{value}]"
    if column.storage is Storage.NUMBER:
        # Few numbers need the function: the test in place spares its call.
        return f"v if (v := {value}) is None or -{_EXACT} <= v <= {_EXACT} else number(v)"
    return f'{value} or ""' if column.empty is Empty.TEXT else value


def number(value: int | float | None) -> int | float | None:  # noqa: PYI041 - mypy takes float alone for no int
    """Return a number as JavaScript prints it: beyond 2^53 the digits a double cannot hold read as zeros."""
    if isinstance(value, int) and not -_EXACT <= value <= _EXACT:
        shown = int(Decimal(repr(float(value))))
        return shown if -_LARGEST <= shown <= _LARGEST else float(value)
    return value


_NAMES: Final = {"Fragment": Fragment, "loads": loads, "number": number, "BOOLEANS": _BOOLEANS, "EMPTY_LIST": _EMPTY_LIST}


def compiled(source: str) -> Any:
    """Return the function of a source that was made of a shape."""
    # The source holds only indexes, fixed words and keys of the answer, which GraphQL limits to names.
    return eval(source, _NAMES)  # noqa: S307
