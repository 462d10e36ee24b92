"""Conflicts: a write that a unique index refuses, told with the record that holds the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from schema.absent import ABSENT
from server.engine.catalogue import Entity, UniqueKey
from server.engine.errors import RecordError
from server.engine.sql.statements import key_statement
from server.storage.errors import UniqueViolation
from server.storage.statement import Batch, Statement, Steps

Given = Callable[[], Mapping[str, list[Any]]]
"""The values of a write by column, asked for only when one of them is refused."""
_MESSAGE = "A duplicate entry was detected"


def naming_conflict(entity: Entity, write: Batch | Statement, given: Given, own_ids: Iterable[str]) -> Steps[None]:
    """Execute a write; when a value is taken, name its field and holder unless that is deleted or part of the same call."""
    try:
        yield write
    except UniqueViolation as violation:
        key = next((key for key in entity.keys if set(key.columns) == set(violation.columns)), entity.keys[0])
        yield from _refuse(entity, key, given(), frozenset(own_ids))


def _refuse(entity: Entity, key: UniqueKey, given: Mapping[str, list[Any]], own_ids: frozenset[str]) -> Steps[NoReturn]:
    if key.columns != ("id",) and all(column in given for column in key.columns):
        rows = zip(*(given[column] for column in key.columns), strict=True)
        wanted = list(dict.fromkeys(row for row in rows if ABSENT not in row and None not in row))
        found = yield key_statement(entity, key.columns, wanted, live_only=True)
        holders = {row[1:]: row[0] for row in found if row[0] not in own_ids}
        holder = next((holders[value] for value in wanted if value in holders), None)
        if holder is not None:
            raise duplicate_entry(entity, key, holder)
    raise duplicate_entry(entity)


def duplicate_entry(entity: Entity, key: UniqueKey | None = None, holder: str | None = None) -> RecordError:
    """Refuse a value that is taken; `holder` is the live record that has it, of which only a unique field tells."""
    if key is None or holder is None or key.columns == ("id",):
        return RecordError(_MESSAGE, friendly="This record already exists. Please check your data and try again.")
    return RecordError(
        _MESSAGE,
        friendly=f"This {key.label} value is already in use. Please check your data and try again.",
        conflictingRecordId=holder,
        conflictingObjectNameSingular=entity.name,
    )
