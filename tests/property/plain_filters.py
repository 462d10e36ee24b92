"""What a filter means, evaluated record by record in plain Python (`data-api.md` 11)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schema.columns import Column, field_columns, join_column
from schema.composites import COMPOSITES
from schema.data_model import DataModel
from schema.field_types import FieldType, Storage
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.naming import sub_column
from tests.property.plain_values import plain_date, plain_moment, plain_numeric

Record = Mapping[str, Any]
"""The stored value of every column; a column that is missing is NULL."""

Filter = Mapping[str, Any]
Truth = bool | None
"""True, False, or unknown because of a NULL."""


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """Everything that is stored: the records of each object by id; one workspace equals only itself."""

    model: DataModel
    records: Mapping[str, Mapping[str, Record]]

    def live(self, name: str, key: str | None) -> Record:
        """Return the live record of this id, or a record that is NULL throughout."""
        found = self.records.get(name, {}).get(key or "", {})
        return {} if found.get("deletedAt") else found


def plain_find(workspace: Workspace, obj: ObjectMetadata, where: Filter) -> list[str]:
    """Return the ids of the records a filter finds, in the default order."""
    return sorted(
        key
        for key, record in workspace.records[obj.name_singular].items()
        if (record.get("deletedAt") is None or mentions_deletion(where)) and holds(workspace, obj, where, record)
    )


def mentions_deletion(where: Filter) -> bool:
    """Tell whether the root field deletedAt stands anywhere in the filter."""
    nested = [*where.get("and", ()), *where.get("or", ()), *([where["not"]] if "not" in where else ())]
    return "deletedAt" in where or any(mentions_deletion(part) for part in nested)


def holds(workspace: Workspace, obj: ObjectMetadata, where: Filter, record: Record) -> Truth:
    """Return whether a record meets a filter."""
    return _all(_part(workspace, obj, key, value, record) for key, value in where.items())


def _part(workspace: Workspace, obj: ObjectMetadata, key: str, value: Any, record: Record) -> Truth:
    if key == "and":
        return _all(holds(workspace, obj, part, record) for part in value)
    if key == "or":
        return _any(holds(workspace, obj, part, record) for part in value) if value else True
    if key == "not":
        return _not(holds(workspace, obj, value, record))
    for relation in obj.parents:
        if key == relation.join_column:
            return _test(join_column(relation), value, record)
    member = obj.by_name[key]
    if isinstance(member, ManyToOne):
        parent = workspace.live(member.target, record.get(member.join_column))
        return holds(workspace, workspace.model.by_name[member.target], value, parent)
    assert isinstance(member, Field)
    columns = {column.name: column for column in field_columns(member)}
    if member.type in COMPOSITES:
        return _all(_test(columns[sub_column(key, name)], test, record) for name, test in value.items())
    return _test(columns[key], value, record)


def _test(column: Column, test: Filter, record: Record) -> Truth:
    ((operator, operand),) = test.items()
    stored = record.get(column.name)
    if operator in ("is", "isEmptyArray"):
        return (stored is None) == (operand in ("NULL", True))
    if column.storage is Storage.TEXT and not column.options:
        if operand is None or (operand == "" and operator in ("eq", "like")):
            return stored is None
        if operand == "" and operator == "neq":
            return stored is not None
    if stored is None:
        return None
    return bool(_OPERATORS[operator](column, stored, operand))


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[[Column, Any, Any], bool]:
    return lambda column, stored, operand: compare(_sortable(column, stored), _sortable(column, _read(column, operand)))


def _sortable(column: Column, value: Any) -> Any:
    """Return what a value is compared by: its position among the options, or itself."""
    return column.options.index(value) if column.options and isinstance(value, str) else value


def _read(column: Column, operand: Any) -> Any:
    """Return the operand in the form values are stored in."""
    named = Field(column.name, column.type, column.name)
    match column.type:
        case FieldType.DATE_TIME:
            return plain_moment(named, operand)
        case FieldType.DATE:
            return plain_date(named, operand)
        case FieldType.NUMERIC:
            return plain_numeric(operand, column.name)
        case FieldType.BOOLEAN:
            return 1 if operand else 0
        case FieldType.UUID:
            return operand.lower()
        case _:
            return operand


def _in(column: Column, stored: Any, operand: Iterable[Any]) -> bool:
    return stored in [_read(column, item) for item in operand if item is not None]


def _like(column: Column, stored: Any, pattern: str) -> bool:
    return _matches(pattern, stored)


def _ilike(column: Column, stored: Any, pattern: str) -> bool:
    return _matches(pattern.lower(), stored.lower())


def _matches(pattern: str, text: str) -> bool:
    """Match a LIKE pattern: % any run, _ one character, a backslash takes the next one literally."""
    pieces = re.findall(r"\\.|.", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    expression = "".join(wild.get(piece) or re.escape(piece[-1]) for piece in pieces)
    return re.fullmatch(expression, text, re.DOTALL) is not None


_OPERATORS: Mapping[str, Callable[[Column, Any, Any], bool]] = {
    "eq": _comparison(lambda stored, operand: bool(stored == operand)),
    "neq": _comparison(lambda stored, operand: bool(stored != operand)),
    "gt": _comparison(lambda stored, operand: bool(stored > operand)),
    "gte": _comparison(lambda stored, operand: bool(stored >= operand)),
    "lt": _comparison(lambda stored, operand: bool(stored < operand)),
    "lte": _comparison(lambda stored, operand: bool(stored <= operand)),
    "in": _in,
    "like": _like,
    "ilike": _ilike,
    "startsWith": lambda column, stored, operand: stored.startswith(operand),
    "endsWith": lambda column, stored, operand: stored.endswith(operand),
    "containsAny": lambda column, stored, operand: bool(set(json.loads(stored)) & set(operand)),
    "containsIlike": lambda column, stored, operand: any(_ilike(column, item, operand) for item in json.loads(stored)),
}


def _all(parts: Iterable[Truth]) -> Truth:
    found = set(parts)
    return False if False in found else None if None in found else True


def _any(parts: Iterable[Truth]) -> Truth:
    found = set(parts)
    return True if True in found else None if None in found else False


def _not(part: Truth) -> Truth:
    return None if part is None else not part
