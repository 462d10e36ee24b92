"""Run: which operation runs which plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from server.engine.operations.bulk_upserts import upsert_many
from server.engine.operations.changes import delete, destroy, restore, update
from server.engine.operations.context import Context
from server.engine.operations.creates import create
from server.engine.operations.duplicates import find_duplicates
from server.engine.operations.feed import find_changes
from server.engine.operations.groups import group_by
from server.engine.operations.merges import merge
from server.engine.operations.reads import find_many, find_one
from server.engine.plans.feed import FindChanges
from server.engine.plans.grouping import GroupBy
from server.engine.plans.plan import (
    Create,
    Delete,
    Destroy,
    FindDuplicates,
    FindMany,
    FindOne,
    Merge,
    Plan,
    Restore,
    Update,
    UpsertMany,
)
from server.storage.statement import Steps

BRIEF_PAGE: Final = 100
_OPERATIONS: Final[Mapping[type[Plan], Callable[[Context, Any], Steps[Any]]]] = {
    FindOne: find_one,
    FindMany: find_many,
    FindDuplicates: find_duplicates,
    GroupBy: group_by,
    FindChanges: find_changes,
    Create: create,
    UpsertMany: upsert_many,
    Update: update,
    Delete: delete,
    Restore: restore,
    Destroy: destroy,
    Merge: merge,
}


def run(context: Context, plan: Plan) -> Steps[Any]:
    """Run a plan and return the answer of its root field."""
    return _OPERATIONS[type(plan)](context, plan)


def is_brief(plan: Plan) -> bool:
    """Return whether a plan is likely to read so little that it is done in a millisecond."""
    match plan:
        case FindOne(shape):
            return not shape.record.children
        case FindMany(shape, page):
            return page.limit <= BRIEF_PAGE and not (shape.wants_total or shape.aggregates or shape.record.children)
        case FindChanges(shape, limit=limit):
            return limit <= BRIEF_PAGE and not shape.record.children
    return False


def snapshot_of(plan: Plan) -> str | None:
    """Return the token of the snapshot a plan reads; None for the present state."""
    return plan.snapshot if isinstance(plan, FindMany | GroupBy) else None


def opens_snapshot(plan: Plan) -> bool:
    """Return whether a plan that reads the present state asks for it to stay readable."""
    return isinstance(plan, FindMany) and plan.shape.opens_snapshot
