"""Planner: for every operation its arguments, the shape of its answer and the plan made of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from schema.operations import Operation, RootField
from server.engine.catalogue import Catalogue, Entity
from server.engine.documents.selections import Selection
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.duplicates import plan_find_duplicates
from server.engine.planning.feed import CHANGES_ARGUMENTS, changes_shape, plan_find_changes
from server.engine.planning.groups import GROUP_ARGUMENTS, group_shape, plan_group_by
from server.engine.planning.merges import plan_merge
from server.engine.planning.paging import PAGE_ARGUMENTS
from server.engine.planning.reads import plan_find_many, plan_find_one
from server.engine.planning.shapes import connection_shape, records_shape
from server.engine.planning.upsert_shapes import upsert_shape
from server.engine.planning.upserts import UPSERT_ARGUMENTS, plan_upsert_many
from server.engine.planning.writes import plan_create, plan_delete, plan_destroy, plan_restore, plan_update
from server.engine.plans.plan import Plan, Shape


@dataclass(frozen=True, slots=True)
class Planning:
    """How one operation is planned."""

    arguments: frozenset[str]
    shape: Callable[[Catalogue, Entity, tuple[Selection, ...]], Shape]
    plan: Callable[[Catalogue, Entity, Any, Mapping[str, Any]], Plan]


def _records(plan: Callable[..., Plan], *arguments: str) -> Planning:
    """Return the planning of an operation that answers records."""
    return Planning(frozenset(arguments), records_shape, plan)


_PLANNINGS: Final[Mapping[Operation, Planning]] = {
    Operation.FIND_ONE: _records(plan_find_one, "filter"),
    Operation.FIND_MANY: Planning(PAGE_ARGUMENTS | {"snapshot"}, connection_shape, plan_find_many),
    Operation.FIND_DUPLICATES: Planning(frozenset({"ids", "data"}), connection_shape, plan_find_duplicates),
    Operation.GROUP_BY: Planning(GROUP_ARGUMENTS, group_shape, plan_group_by),
    Operation.FIND_CHANGES: Planning(CHANGES_ARGUMENTS, changes_shape, plan_find_changes),
    Operation.CREATE_ONE: _records(partial(plan_create, single=True), "data", "upsert"),
    Operation.CREATE_MANY: _records(partial(plan_create, single=False), "data", "upsert"),
    Operation.UPSERT_MANY: Planning(UPSERT_ARGUMENTS, upsert_shape, plan_upsert_many),
    Operation.UPDATE_ONE: _records(partial(plan_update, single=True), "id", "data"),
    Operation.UPDATE_MANY: _records(partial(plan_update, single=False), "filter", "data"),
    Operation.DELETE_ONE: _records(partial(plan_delete, single=True), "id"),
    Operation.DELETE_MANY: _records(partial(plan_delete, single=False), "filter"),
    Operation.DESTROY_ONE: _records(partial(plan_destroy, single=True), "id"),
    Operation.DESTROY_MANY: _records(partial(plan_destroy, single=False), "filter"),
    Operation.RESTORE_ONE: _records(partial(plan_restore, single=True), "id"),
    Operation.RESTORE_MANY: _records(partial(plan_restore, single=False), "filter"),
    Operation.MERGE_MANY: _records(plan_merge, "ids", "conflictPriorityIndex", "dryRun"),
}


def plan_shape(catalogue: Catalogue, root: RootField, selection: Selection) -> Shape:
    """Return the shape of a root field's answer, which does not depend on its own arguments."""
    return _PLANNINGS[root.operation].shape(catalogue, catalogue.entities[root.object_name], selection.children)


def plan_root(catalogue: Catalogue, root: RootField, shape: Shape, arguments: Mapping[str, Any]) -> Plan:
    """Return the plan of a root field, or raise RecordError for arguments that the contract refuses."""
    planning = _PLANNINGS[root.operation]
    for name in arguments:
        if name not in planning.arguments:
            raise RecordError(f"Argument not allowed: {name}", INVALID_QUERY_INPUT)
    return planning.plan(catalogue, catalogue.entities[root.object_name], shape, arguments)
