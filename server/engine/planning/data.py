"""Data: the records of a write, taken from its arguments and checked by the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.absent import ABSENT
from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, value_refused
from server.engine.planning.relations import judge_reference, judge_relation
from server.engine.plans.plan import Connect, Records
from server.engine.plans.upserts import Rejection


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


def refuse_excess(rows: list[Any], most: int) -> None:
    """Raise RecordError for more records than one call may write."""
    if len(rows) > most:
        raise RecordError(f"Maximum number of records to upsert is {most}.", "TOO_MANY_RECORDS_TO_UPDATE")


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
            catalogue, entity, relation, raw, columns.get(relation.join_column)
        )
    return Records(entity, checked.count, columns, connects)


def check_each(catalogue: Catalogue, entity: Entity, rows: list[Any]) -> tuple[Records, dict[int, Rejection]]:
    """Return the rows of a bulk upsert as columns of stored values, and by number the rows that are refused, with why."""
    checked = entity.checker.check(rows, create=True)
    rejected: dict[int, Rejection] = {}
    for refusal in checked.refusals:
        if refusal.row not in rejected:
            rejected[refusal.row] = Rejection.of(value_refused(refusal), refusal.path)
    columns, connects = dict(checked.columns), {}
    refused: dict[int, dict[str, Rejection]] = {}
    for name, raw in checked.relations.items():
        relation = entity.members[name]
        assert isinstance(relation, ManyToOne)
        connects[name], columns[relation.join_column] = _judge_each(
            catalogue, entity, relation, raw, columns.get(relation.join_column), refused
        )
    for row, by_name in refused.items():
        if row not in rejected:
            rejected[row] = next(by_name[name] for name in rows[row] if name in by_name)
    return Records(entity, checked.count, columns, connects), rejected


def _judge_each(
    catalogue: Catalogue,
    entity: Entity,
    relation: ManyToOne,
    raw: list[Any],
    join: list[Any] | None,
    refused: dict[int, dict[str, Rejection]],
) -> tuple[list[Connect | None], list[Any]]:
    connects: list[Connect | None] = [None] * len(raw)
    column: list[Any] = [ABSENT] * len(raw) if join is None else list(join)
    for row, value in enumerate(raw):
        try:
            if value is not ABSENT:
                connects[row], column[row] = judge_reference(catalogue, entity, relation, value, column[row])
        except RecordError as error:
            refused.setdefault(row, {})[relation.name] = Rejection.of(error, relation.name)
    return connects, column
