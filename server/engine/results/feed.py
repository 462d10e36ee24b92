"""A page of changes, written by a function compiled once per shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from schema.changes import ChangeKind
from server.engine.plans.entries import Constant, Fact, RecordEntry
from server.engine.plans.feed import ChangesEntry, ChangesShape
from server.engine.results.writers import Connections, compiled, record_source
from server.storage.statement import Row

_COMPILED: Final = 500


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The changes of a page, each its kind, id and the row of the shape if there is one, and what comes after them."""

    changes: Sequence[tuple[ChangeKind, str, Row | None]]
    next: str
    has_more: bool


@lru_cache(maxsize=_COMPILED)
def changes_writer(shape: ChangesShape) -> Callable[[ChangesPage, Connections], Any]:
    """Compile the function (page, connections) -> answer."""
    entries = ", ".join(f"{entry.key!r}: {_page_entry(entry)}" for entry in shape.entries)
    writer: Callable[[ChangesPage, Connections], Any] = compiled(f"lambda x, c: {{{entries}}}")
    return writer


_PAGE_FACTS: Final = {"next": "x.next", "hasMore": "x.has_more"}
_CHANGE_FACTS: Final = {"kind": "kind", "id": "id"}


def _page_entry(entry: Constant | Fact | ChangesEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Fact(_, name):
            return _PAGE_FACTS[name]
        case ChangesEntry(_, entries):
            change = ", ".join(f"{each.key!r}: {_change_entry(each)}" for each in entries)
            return f"[{{{change}}} for kind, id, r in x.changes]"


def _change_entry(entry: Constant | Fact | RecordEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Fact(_, name):
            return _CHANGE_FACTS[name]
        case RecordEntry(_, entries):
            return f"None if r is None else {record_source(entries)}"
