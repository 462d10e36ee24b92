"""Ordering: the JSON of an orderBy argument, judged and turned into order keys that always end with id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne, OneToMany
from schema.naming import sub_column
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.plans.criteria import ColumnRef, OrderKey, Path

_DIRECTIONS: Final = {
    "AscNullsFirst": (False, True),
    "AscNullsLast": (False, False),
    "DescNullsFirst": (True, True),
    "DescNullsLast": (True, False),
}


def judge_order(catalogue: Catalogue, entity: Entity, raw: Any, argument: str = "orderBy") -> tuple[OrderKey, ...]:
    """Return the order keys of an orderBy argument, or raise RecordError; a single object counts as a list of one."""
    items = raw if isinstance(raw, list) else [] if raw is None else [raw]
    keys: list[OrderKey] = []
    for item in items:
        if not isinstance(item, dict):
            raise RecordError(f'Invalid argument: "{argument}" must be an array of objects', INVALID_QUERY_INPUT)
        for name, value in item.items():
            keys.extend(_member_keys(catalogue, entity, name, value))
    return tuple(_up_to_id(keys, entity))


def _up_to_id(keys: list[OrderKey], entity: Entity) -> Iterator[OrderKey]:
    """Yield each key once: a repeated key orders nothing, and id decides every tie."""
    seen: set[Path] = set()
    for key in keys:
        if key.payload not in seen:
            seen.add(key.payload)
            yield key
        if key.payload == ("id",):
            return
    yield OrderKey(ColumnRef((), entity.by_column["id"]), ("id",))


def _member_keys(catalogue: Catalogue, entity: Entity, name: str, value: Any) -> Iterator[OrderKey]:
    member = entity.members.get(name)
    if isinstance(member, OneToMany):
        message = f"Cannot filter or order through {name}: only to-one relations are supported"
        raise RecordError(message, INVALID_QUERY_INPUT)
    if isinstance(member, ManyToOne):
        yield from _relation_keys(catalogue, member, value)
    else:
        yield from _field_keys(entity, name, value, ())


def _relation_keys(catalogue: Catalogue, relation: ManyToOne, value: Any) -> Iterator[OrderKey]:
    if not isinstance(value, dict) or not value:
        raise RecordError(
            f'Relation field "{relation.name}" requires nested field ordering '
            f"(e.g., {{ {relation.name}: {{ fieldName: 'AscNullsFirst' }} }})",
            INVALID_QUERY_INPUT,
        )
    target = catalogue.entities[relation.target]
    for name, direction in value.items():
        yield from _field_keys(target, name, direction, (relation.name,))


def _field_keys(entity: Entity, name: str, value: Any, path: Path) -> Iterator[OrderKey]:
    member = entity.members.get(name)
    if isinstance(member, Field) and member.type in COMPOSITES:
        yield from _composite_keys(entity, member, value, path)
    elif isinstance(member, Field) or name in entity.join_columns:
        descending, nulls_first = judge_direction(name, value)
        yield OrderKey(ColumnRef(path, entity.by_column[name]), (*path, name), descending, nulls_first)
    else:
        raise RecordError(f'Field "{name}" does not exist or is not sortable', "FIELD_NOT_FOUND")


def _composite_keys(entity: Entity, field: Field, value: Any, path: Path) -> Iterator[OrderKey]:
    if not isinstance(value, dict) or not value:
        raise RecordError(
            f'Composite field "{field.name}" requires subfield ordering '
            f"(e.g., {{ {field.name}: {{ subFieldName: 'AscNullsFirst' }} }})",
            INVALID_QUERY_INPUT,
        )
    for name, direction in value.items():
        if COMPOSITES[field.type].sub_field(name) is None:
            raise RecordError(f'Field "{name}" does not exist or is not sortable', "FIELD_NOT_FOUND")
        descending, nulls_first = judge_direction(name, direction)
        column = entity.by_column[sub_column(field.name, name)]
        yield OrderKey(ColumnRef(path, column), (*path, field.name, name), descending, nulls_first)


def judge_direction(name: str, value: Any) -> tuple[bool, bool]:
    """Return whether a direction descends and whether it puts nulls first, or raise RecordError."""
    if not isinstance(value, str) or value not in _DIRECTIONS:
        raise RecordError(
            f'Scalar field "{name}" requires a direction value ({", ".join(_DIRECTIONS)})',
            INVALID_QUERY_INPUT,
        )
    return _DIRECTIONS[value]
