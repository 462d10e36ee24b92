"""Relations in input: connect and disconnect judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne
from schema.naming import sub_column
from schema.values.refusals import ValueRefused, null_violation
from schema.values.scalars import normalise_key
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_ARGS_DATA, RecordError, value_refused
from server.engine.plans.plan import Connect


def judge_relation(
    catalogue: Catalogue, entity: Entity, relation: ManyToOne, raw: list[Any], join: list[Any] | None
) -> tuple[list[Connect | None], list[Any]]:
    """Return per row what to connect, and the join column with what disconnect clears; raise RecordError otherwise."""
    connects: list[Connect | None] = [None] * len(raw)
    column: list[Any] = [ABSENT] * len(raw) if join is None else list(join)
    for row, value in enumerate(raw):
        if value is not ABSENT:
            connects[row], column[row] = judge_reference(catalogue, entity, relation, value, column[row])
    _refuse_mixed_keys(catalogue.entities[relation.target], connects)
    return connects, column


def judge_reference(
    catalogue: Catalogue, entity: Entity, relation: ManyToOne, value: Any, joined: Any
) -> tuple[Connect | None, Any]:
    """Return what one row connects, and its join column with what disconnect clears; raise RecordError otherwise."""
    if joined is not ABSENT:
        raise RecordError(f"{relation.name} and {relation.join_column} cannot be both provided.")
    if not isinstance(value, dict) or not ("connect" in value or "disconnect" in value):
        raise RecordError(f'Relation "{relation.name}" requires connect or disconnect operation', INVALID_ARGS_DATA)
    if "connect" in value and "disconnect" in value:
        raise RecordError("Cannot have both connect and disconnect for the same field on undefined.")
    if value.get("disconnect") is True:
        if not relation.nullable:
            raise value_refused(null_violation(entity.table, relation.join_column))
        return None, None
    return _connect(catalogue.entities[relation.target], value["connect"]) if "connect" in value else None, ABSENT


def _connect(target: Entity, raw: Any) -> Connect | None:
    where = raw.get("where") if isinstance(raw, dict) else None
    if where == {}:
        return None
    values = _key_values(target, where) if isinstance(where, dict) else {}
    values = {column: value for column, value in sorted(values.items()) if value is not None}
    complete = [key for key in target.keys if all(column in values for column in key.columns)]
    if not complete or set(values) != {column for key in complete for column in key.columns}:
        raise RecordError(
            f"Missing required fields: at least one unique constraint have to be fully populated for '{target.name}'."
        )
    return Connect(values)


def _key_values(target: Entity, where: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in where.items():
        member = target.members.get(name)
        if isinstance(member, Field) and member.type in COMPOSITES and isinstance(value, dict):
            for part, item in value.items():
                values[sub_column(name, part)] = _stored(target, sub_column(name, part), member, item, f"{name}.{part}")
        else:
            values[name] = _stored(target, name, member, value, name)
    return values


def _stored(target: Entity, column_name: str, member: Any, value: Any, path: str) -> Any:
    column = target.by_column.get(column_name)
    if column is None:
        raise RecordError(f'Object {target.name} doesn\'t have any "{path}" field.', INVALID_ARGS_DATA)
    field_type = member.type if isinstance(member, Field) else column.type
    try:
        return normalise_key(column, field_type, value, path)
    except ValueRefused as refusal:
        raise value_refused(refusal) from refusal


def _refuse_mixed_keys(target: Entity, connects: list[Connect | None]) -> None:
    used = {tuple(sorted(connect.values)) for connect in connects if connect is not None}
    if len(used) > 1:
        raise RecordError(
            f"Expected the same constraint fields to be used consistently across all operations for {target.name}."
        )
