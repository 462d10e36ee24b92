"""Writes: the plans of the mutations that Twenty has for one record and for many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, permission_denied
from server.engine.planning.data import check_records, many_records, one_record, refuse_excess
from server.engine.planning.filters import judge_filter, restricts
from server.engine.plans.criteria import ColumnRef, Compare
from server.engine.plans.entries import RecordsShape
from server.engine.plans.plan import Create, Delete, Destroy, Restore, Target, Update

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
Arguments = Mapping[str, Any]


def plan_create(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Arguments, *, single: bool) -> Create:
    """Return the plan of createOne or createMany."""
    upsert = arguments.get("upsert", False)
    if upsert is not None and not isinstance(upsert, bool):
        raise RecordError('Invalid argument: "upsert" must be a boolean', INVALID_QUERY_INPUT)
    rows = [one_record(arguments)] if single else many_records(arguments)
    if entity.obj.managed:
        raise permission_denied()
    refuse_excess(rows, catalogue.limits.records_per_create)
    return Create(shape, check_records(catalogue, entity, rows, create=True), bool(upsert), single)


def plan_update(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Arguments, *, single: bool) -> Update:
    """Return the plan of updateOne or updateMany."""
    target = _target(catalogue, entity, arguments, single=single)
    return Update(shape, target, check_records(catalogue, entity, [one_record(arguments)], create=False))


def plan_restore(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Arguments, *, single: bool) -> Restore:
    """Return the plan of restoreOne or restoreMany."""
    return Restore(shape, _target(catalogue, entity, arguments, single=single))


def plan_delete(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Arguments, *, single: bool) -> Delete:
    """Return the plan of a soft delete."""
    target = _target(catalogue, entity, arguments, single=single)
    _refuse_managed(entity)
    return Delete(shape, target)


def plan_destroy(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Arguments, *, single: bool) -> Destroy:
    """Return the plan of a hard delete."""
    target = _target(catalogue, entity, arguments, single=single)
    _refuse_managed(entity)
    return Destroy(shape, target)


def _refuse_managed(entity: Entity) -> None:
    if entity.obj.managed:
        message = "Please use /deleteUserFromWorkspace to remove a workspace member."
        raise RecordError(message, "BAD_REQUEST", message)


def _target(catalogue: Catalogue, entity: Entity, arguments: Arguments, *, single: bool) -> Target:
    if single:
        record_id = arguments.get("id")
        if not isinstance(record_id, str) or not _UUID.fullmatch(record_id):
            raise RecordError('Missing required argument: "id" (UUID)', INVALID_QUERY_INPUT)
        identity = Compare(ColumnRef((), entity.by_column["id"]), "eq", record_id.lower())
        return Target(record_id, identity)
    if not isinstance(arguments.get("filter"), dict):
        raise RecordError('Missing required argument: "filter" (object)', INVALID_QUERY_INPUT)
    condition = judge_filter(catalogue, entity, arguments["filter"]).condition
    if not restricts(condition):
        raise RecordError("A non-empty filter is required", INVALID_QUERY_INPUT)
    return Target(None, condition)
