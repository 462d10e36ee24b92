"""The result of a bulk upsert, written by a function compiled once per shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from schema.upserts import UpsertAction
from server.engine.plans.entries import Constant, Fact, RecordEntry
from server.engine.plans.upserts import ErrorEntry, Rejection, ResultsEntry, RowEntry, UpsertShape
from server.engine.results.writers import Connections, compiled, record_source
from server.storage.statement import Row

_COMPILED: Final = 500


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the rows of a call: of each its action, record id, rejection, and the row of its record."""

    actions: Sequence[UpsertAction]
    ids: Sequence[str | None]
    rejections: Mapping[int, Rejection]
    rows: Sequence[Row | None]
    dry_run: bool
    aborted: bool


@lru_cache(maxsize=_COMPILED)
def upsert_writer(shape: UpsertShape) -> Callable[[Result, Connections], Any]:
    """Compile the function (result, connections) -> answer."""
    entries = ", ".join(f"{entry.key!r}: {_result_entry(entry)}" for entry in shape.entries)
    writer: Callable[[Result, Connections], Any] = compiled(f"lambda x, c: {{{entries}}}")
    return writer


_FLAGS: Final = {"dryRun": "x.dry_run", "aborted": "x.aborted"}
_ROW_FACTS: Final = {"index": "i", "action": "a", "id": "d"}
_ERROR_FACTS: Final = {
    "code": "e.code",
    "subCode": "e.sub_code",
    "message": "e.message",
    "field": "e.field",
    "userFriendlyMessage": "e.friendly",
    "conflictingRecordId": "e.holder",
}


def _result_entry(entry: Constant | Fact | ResultsEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Fact(_, name):
            return _FLAGS.get(name) or f"x.actions.count({name.upper()!r})"
        case ResultsEntry(_, entries):
            row = ", ".join(f"{each.key!r}: {_row_entry(each)}" for each in entries)
            columns = "zip(range(len(x.actions)), x.actions, x.ids, map(x.rejections.get, range(len(x.actions))), x.rows)"
            return f"[{{{row}}} for i, a, d, e, r in {columns}]"


def _row_entry(entry: RowEntry) -> str:
    match entry:
        case Constant(_, value):
            return repr(value)
        case Fact(_, name):
            return _ROW_FACTS[name]
        case ErrorEntry(_, entries):
            parts = (f"{e.key!r}: {repr(e.value) if isinstance(e, Constant) else _ERROR_FACTS[e.name]}" for e in entries)
            return f"None if e is None else {{{', '.join(parts)}}}"
        case RecordEntry(_, entries):
            return f"None if r is None else {record_source(entries)}"
