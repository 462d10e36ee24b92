"""The change feed: what became of an object's records, in the order of the commits."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Final

from schema.changes import ChangeKind
from server.engine.catalogue import Entity
from server.engine.errors import INVALID_CURSOR, RecordError
from server.engine.operations.children import read_children
from server.engine.operations.context import Context
from server.engine.plans.feed import FindChanges
from server.engine.plans.positions import Position
from server.engine.results.feed import ChangesPage, changes_writer
from server.engine.sql.feed import COUNTER, changes_statement, tombstones_statement
from server.storage.statement import Row, Steps

_BEGINNING: Final = -1
"""The version before that of every record."""
_by_position = itemgetter(0, 1)


def find_changes(context: Context, plan: FindChanges) -> Steps[Any]:
    """Return the first changes after a position."""
    write, shape = changes_writer(plan.shape), plan.shape.record
    now = yield from present_position(shape.entity)
    if plan.from_now:
        return write(ChangesPage((), now.token, has_more=False), ())
    since = plan.since or Position(now.table, now.origin, _BEGINNING)
    _refuse_foreign(since, now)
    live = yield changes_statement(context.catalogue, shape, since, plan.limit)
    gone = yield tombstones_statement(shape.entity, since, plan.limit)
    found = sorted([*map(_of_record, live), *map(_of_tombstone, gone)], key=_by_position)
    page, has_more = found[: plan.limit], len(found) > plan.limit
    connections = yield from read_children(context.catalogue, shape, [row for *_, row in page if row is not None])
    last = Position(now.table, now.origin, *page[-1][:2]) if page else since
    changes = [(kind, record_id, row) for _, record_id, kind, row in page]
    return write(ChangesPage(changes, (last if has_more else now).token, has_more), connections)


def present_position(entity: Entity) -> Steps[Position]:
    """Return the position behind all changes of an object's records."""
    ((number, origin),) = yield COUNTER
    return Position(entity.table, origin, number)


def _of_record(row: Row) -> tuple[int, str, ChangeKind, Row | None]:
    version, record_id, deleted_at, *columns = row
    return version, record_id, ChangeKind.DELETED if deleted_at else ChangeKind.WRITTEN, tuple(columns)


def _of_tombstone(row: Row) -> tuple[int, str, ChangeKind, Row | None]:
    return row[0], row[1], ChangeKind.DESTROYED, None


def _refuse_foreign(since: Position, now: Position) -> None:
    if since.origin != now.origin:
        message = 'The token in "since" belongs to another database. Leave "since" out to start anew with this one.'
        raise RecordError(message, INVALID_CURSOR)
    if since.version > now.version:
        message = (
            'The token in "since" is ahead of this database, which must have been restored to an earlier state. Leave "since" '
            "out to start anew."
        )
        raise RecordError(message, INVALID_CURSOR)
