"""Data: the records of a write, taken from its arguments and checked by the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, value_refused
from server.engine.planning.relations import judge_relation
from server.engine.plans.plan import Records


def one_record(arguments: Mapping[str, Any]) -> Any:
    """Return the argument `data` of a write of one record."""
    if not isinstance(arguments.get("data"), dict):
        raise RecordError('Missing required argument: "data" (object)', INVALID_QUERY_INPUT)
    return arguments["data"]


def many_records(arguments: Mapping[str, Any]) -> list[Any]:
    """Return the argument `data` of a write of many records."""
    data = arguments.get("data")
    if not isinstance(data, list):
        raise RecordError('Missing required argument: "data" (array)', INVALID_QUERY_INPUT)
    return data


def check_records(catalogue: Catalogue, entity: Entity, rows: list[Any], *, create: bool) -> Records:
    """Return the rows as columns of stored values, or raise RecordError for the first value that is refused."""
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
