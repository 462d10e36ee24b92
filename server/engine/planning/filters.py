"""Filters: the JSON of a filter argument, judged and turned into a condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from schema.columns import Column
from schema.composites import COMPOSITES
from schema.field_types import TRAITS, Empty
from schema.model import Field, ManyToOne, OneToMany
from schema.naming import sub_column
from schema.values.inspect import inspect
from schema.values.refusals import ValueRefused
from schema.values.scalars import check_filter_value
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_ARGS_FILTER, INVALID_QUERY_INPUT, RecordError, value_refused
from server.engine.plans.criteria import ColumnRef, Compare, Condition, Every, Negation, Path, Some

_DELETED_AT: Final = "deletedAt"
_MAX_DEPTH: Final = 20
_PATTERNS = frozenset({"like", "ilike", "startsWith", "endsWith", "containsIlike"})
_LISTS = frozenset({"in", "containsAny"})


@dataclass(frozen=True, slots=True)
class Filter:
    """A judged filter. `mentions_deleted` switches the soft-delete rule off for the whole query."""

    condition: Condition
    mentions_deleted: bool


def judge_filter(catalogue: Catalogue, entity: Entity, raw: Any) -> Filter:
    """Return the filter of an entity's records, or raise RecordError; None restricts nothing."""
    if raw is None:
        return Filter(Every(), mentions_deleted=False)
    reader = _FilterReader(catalogue)
    condition = reader.condition(entity, raw, ())
    return Filter(condition, reader.mentions_deleted)


def restricts(condition: Condition) -> bool:
    """Return whether the condition can leave any record out."""
    match condition:
        case Compare():
            return True
        case Every(parts):
            return any(restricts(part) for part in parts)
        case Some(parts):
            return bool(parts) and all(restricts(part) for part in parts)
        case Negation(part):
            return restricts(part)


class _FilterReader:
    """Reads one filter; it remembers whether the root field deletedAt came up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.mentions_deleted = False

    def condition(self, entity: Entity, raw: Any, path: Path, depth: int = 0) -> Condition:
        if depth > _MAX_DEPTH:
            raise _refused(f"Filter is nested too deeply: at most {_MAX_DEPTH} levels of and, or and not")
        if not isinstance(raw, dict):
            raise _refused(f"Filter must be an object, got {inspect(raw)}")
        parts = tuple(self._part(entity, name, value, path, depth + 1) for name, value in raw.items())
        return parts[0] if len(parts) == 1 else Every(parts)

    def _part(self, entity: Entity, name: str, value: Any, path: Path, depth: int) -> Condition:
        if name in ("and", "or"):
            if not isinstance(value, list):
                raise _refused(f'Filter value for "{name}" must be an array of filters')
            parts = tuple(self.condition(entity, item, path, depth) for item in value)
            return Some(parts) if name == "or" and parts else Every(parts)
        if name == "not":
            return Negation(self.condition(entity, value, path, depth))
        return self._member(entity, name, value, path)

    def _member(self, entity: Entity, name: str, value: Any, path: Path) -> Condition:
        member = entity.members.get(name)
        if name in entity.join_columns:
            return _compare(path, entity.by_column[name], name, value)
        if member is None:
            friendly = f'Invalid filter : {entity.name} object doesn\'t have any "{name}" field.'
            raise _refused(f'Object {entity.name} doesn\'t have any "{name}" field.', friendly)
        if isinstance(member, OneToMany):
            friendly = f'Invalid filter: filtering by relation field "{name}" is not supported'
            raise _refused(f'Cannot filter by relation field "{name}"', friendly)
        if not isinstance(value, dict):
            friendly = "Invalid filter: filter value must be an object"
            raise _refused(f'Filter value for field "{name}" must be an object', friendly)
        if isinstance(member, ManyToOne):
            return self._relation(member, value, path)
        if name == _DELETED_AT and not path:
            self.mentions_deleted = True
        if member.type in COMPOSITES:
            return _composite(entity, member, value, path)
        return _compare(path, entity.by_column[name], name, value)

    def _relation(self, relation: ManyToOne, value: Any, path: Path) -> Condition:
        if path:
            raise _refused("Relation filter nesting deeper than 1 hop is not supported")
        return self.condition(self._catalogue.entities[relation.target], value, (relation.name,))


def _composite(entity: Entity, field: Field, value: Mapping[str, Any], path: Path) -> Condition:
    composite = COMPOSITES[field.type]
    parts = []
    for name, operators in value.items():
        if composite.sub_field(name) is None:
            raise _refused(f'Sub field "{name}" not found for composite type: {field.type}')
        parts.append(_compare(path, entity.by_column[sub_column(field.name, name)], f"{field.name}.{name}", operators))
    return Every(tuple(parts))


def _compare(path: Path, column: Column, field: str, raw: Any) -> Condition:
    if not isinstance(raw, dict):
        friendly = "Invalid filter: filter value must be an object"
        raise _refused(f'Filter value for field "{field}" must be an object', friendly)
    if len(raw) != 1:
        friendly = "Invalid filter: exactly one operator per field is required"
        raise _refused(f'Filter for field "{field}" must have exactly one operator', friendly)
    ((operator, value),) = raw.items()
    allowed = TRAITS[column.type].operators
    if operator not in allowed:
        raise _refused(
            f'Operator "{operator}" is not valid for field "{field}" of type {column.type} - '
            f"Allowed operators: {', '.join(allowed)}",
            f'Invalid filter : Operator "{operator}" is not valid for this "{field}" {column.type} field',
        )
    return Compare(ColumnRef(path, column), operator, _operand(column, field, operator, value))


def _operand(column: Column, field: str, operator: str, value: Any) -> Any:
    if operator == "is":
        if value not in ("NULL", "NOT_NULL"):
            message = 'Invalid filter value for "is" operator. Expected "NULL" or "NOT_NULL"'
            raise _refused(message, 'Invalid value for "is" operator')
        return value
    if operator == "isEmptyArray":
        if not isinstance(value, bool):
            raise _refused(f'Invalid boolean value {inspect(value)} for field "{field}"')
        return value
    if operator in _LISTS:
        return _operands(column, field, value)
    if operator in _PATTERNS:
        if value is not None and not isinstance(value, str):
            raise _refused(f'Invalid string value {inspect(value)} for text field "{field}"')
        return value or None if column.empty is Empty.TEXT and operator in ("like", "ilike") else value
    return _stored(column, field, value)


def _operands(column: Column, field: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        message = f"Invalid filter value for field {field}. Expected non-empty array"
        raise RecordError(message, INVALID_QUERY_INPUT, f'Invalid filter value: "{"" if value == [] else inspect(value)}"')
    return [_stored(column, field, item) for item in value if item is not None]


def _stored(column: Column, field: str, value: Any) -> Any:
    if value is None or (value == "" and column.empty is Empty.TEXT):
        return None
    try:
        return check_filter_value(column, value, field)
    except ValueRefused as refusal:
        raise value_refused(refusal) from refusal


def _refused(message: str, friendly: str | None = None) -> RecordError:
    return RecordError(message, INVALID_ARGS_FILTER, friendly)
