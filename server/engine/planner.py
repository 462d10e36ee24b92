"""Planner: a root field's shape and arguments, judged and put together to a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from schema.model import ManyToOne
from schema.operations import Operation, RootField
from server.engine.catalogue import Catalogue, Entity
from server.engine.criteria import ColumnRef, Compare
from server.engine.entries import ConnectionShape, RecordsShape
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, permission_denied, value_refused
from server.engine.filters import judge_filter, restricts
from server.engine.paging import judge_page
from server.engine.plans import Create, Delete, Destroy, FindMany, FindOne, Plan, Records, Restore, Target, Update
from server.engine.relations import judge_relation
from server.engine.selections import Selection
from server.engine.shapes import connection_shape, records_shape

MAX_CREATED: Final = 200
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_PAGE = frozenset({"first", "last", "offset", "before", "after", "filter", "orderBy"})
_ARGUMENTS: Final[dict[Operation, frozenset[str]]] = {
    Operation.FIND_ONE: frozenset({"filter"}),
    Operation.FIND_MANY: _PAGE,
    **dict.fromkeys((Operation.CREATE_ONE, Operation.CREATE_MANY), frozenset({"data", "upsert"})),
    Operation.UPDATE_ONE: frozenset({"id", "data"}),
    Operation.UPDATE_MANY: frozenset({"data", "filter"}),
    **dict.fromkeys((Operation.DELETE_ONE, Operation.DESTROY_ONE, Operation.RESTORE_ONE), frozenset({"id"})),
    **dict.fromkeys((Operation.DELETE_MANY, Operation.DESTROY_MANY, Operation.RESTORE_MANY), frozenset({"filter"})),
}
Shape = ConnectionShape | RecordsShape


def plan_shape(catalogue: Catalogue, root: RootField, selection: Selection) -> Shape:
    """Return the shape of a root field's answer, which does not depend on its own arguments."""
    entity = catalogue.entities[root.object_name]
    if root.operation is Operation.FIND_MANY:
        return connection_shape(catalogue, entity, selection.children)
    return records_shape(catalogue, entity, selection.children)


def plan_root(catalogue: Catalogue, root: RootField, shape: Shape, arguments: Mapping[str, Any]) -> Plan:
    """Return the plan of a root field, or raise RecordError for arguments that the contract refuses."""
    entity = catalogue.entities[root.object_name]
    for name in arguments:
        if name not in _ARGUMENTS[root.operation]:
            raise RecordError(f"Argument not allowed: {name}", INVALID_QUERY_INPUT)
    if isinstance(shape, ConnectionShape):
        return FindMany(shape, judge_page(catalogue, entity, arguments))
    return _plan_records(catalogue, root.operation, entity, shape, arguments)


def _plan_records(
    catalogue: Catalogue, operation: Operation, entity: Entity, shape: RecordsShape, arguments: Mapping[str, Any]
) -> Plan:
    match operation:
        case Operation.FIND_ONE:
            return _find_one(catalogue, entity, shape, arguments)
        case Operation.CREATE_ONE | Operation.CREATE_MANY:
            return _create(catalogue, operation, entity, shape, arguments)
        case Operation.UPDATE_ONE | Operation.UPDATE_MANY:
            target = _target(catalogue, operation, entity, arguments)
            return Update(shape, target, _records(catalogue, entity, [_object(arguments)], create=False))
        case Operation.RESTORE_ONE | Operation.RESTORE_MANY:
            return Restore(shape, _target(catalogue, operation, entity, arguments))
    target = _target(catalogue, operation, entity, arguments)
    if entity.obj.managed:
        message = "Please use /deleteUserFromWorkspace to remove a workspace member."
        raise RecordError(message, "BAD_REQUEST", message)
    if operation in (Operation.DELETE_ONE, Operation.DELETE_MANY):
        return Delete(shape, target)
    return Destroy(shape, target)


def _find_one(catalogue: Catalogue, entity: Entity, shape: RecordsShape, arguments: Mapping[str, Any]) -> FindOne:
    if not arguments.get("filter"):
        raise RecordError("Missing filter argument", INVALID_QUERY_INPUT)
    return FindOne(shape, judge_page(catalogue, entity, {"filter": arguments["filter"], "first": 1}))


def _create(
    catalogue: Catalogue, operation: Operation, entity: Entity, shape: RecordsShape, arguments: Mapping[str, Any]
) -> Create:
    single = operation is Operation.CREATE_ONE
    upsert = arguments.get("upsert", False)
    if upsert is not None and not isinstance(upsert, bool):
        raise RecordError('Invalid argument: "upsert" must be a boolean', INVALID_QUERY_INPUT)
    rows = [_object(arguments)] if single else _array(arguments)
    if entity.obj.managed:
        raise permission_denied()
    if len(rows) > MAX_CREATED:
        raise RecordError(f"Maximum number of records to upsert is {MAX_CREATED}.", "TOO_MANY_RECORDS_TO_UPDATE")
    return Create(shape, _records(catalogue, entity, rows, create=True), bool(upsert), single)


def _object(arguments: Mapping[str, Any]) -> Any:
    if not isinstance(arguments.get("data"), dict):
        raise RecordError('Missing required argument: "data" (object)', INVALID_QUERY_INPUT)
    return arguments["data"]


def _array(arguments: Mapping[str, Any]) -> list[Any]:
    data = arguments.get("data")
    if not isinstance(data, list):
        raise RecordError('Missing required argument: "data" (array)', INVALID_QUERY_INPUT)
    return data


def _records(catalogue: Catalogue, entity: Entity, rows: list[Any], *, create: bool) -> Records:
    checked = entity.checker.check(rows, create=create)
    if checked.refusals:
        raise value_refused(checked.refusals[0])
    columns, connects = dict(checked.columns), {}
    for name, raw in checked.relations.items():
        relation = entity.members[name]
        assert isinstance(relation, ManyToOne)
        connects[name], columns[relation.join_column] = judge_relation(
            catalogue, relation, raw, columns.get(relation.join_column)
        )
    return Records(entity, checked.count, columns, connects)


def _target(catalogue: Catalogue, operation: Operation, entity: Entity, arguments: Mapping[str, Any]) -> Target:
    if operation.value.endswith("One"):
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
