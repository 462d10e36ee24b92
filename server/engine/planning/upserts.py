"""Bulk upserts: the plan of upsertMany, in which every row is judged for itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from schema.upserts import OnConflict, OnError
from server.engine.catalogue import Catalogue, Entity, UniqueKey
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, permission_denied
from server.engine.planning.data import check_each, many_records, refuse_excess
from server.engine.plans.plan import UpsertMany
from server.engine.plans.upserts import Policy, UpsertShape

UPSERT_ARGUMENTS: Final = frozenset({"data", "match", "onConflict", "restoreDeleted", "onError", "dryRun"})
Arguments = Mapping[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


def plan_upsert_many(catalogue: Catalogue, entity: Entity, shape: UpsertShape, arguments: Arguments) -> UpsertMany:
    """Return the plan of upsertMany, or raise RecordError for arguments without which no row can be judged."""
    rows = many_records(arguments)
    policy = Policy(
        _match(entity, arguments.get("match")),
        _choice(arguments, "onConflict", OnConflict.UPDATE),
        _flag(arguments, "restoreDeleted", default=True),
        _choice(arguments, "onError", OnError.ABORT),
        _flag(arguments, "dryRun", default=False),
    )
    if entity.obj.managed:
        raise permission_denied()
    refuse_excess(rows, catalogue.limits.records_per_upsert)
    return UpsertMany(shape, *check_each(catalogue, entity, rows), policy)


def _match(entity: Entity, given: Any) -> tuple[UniqueKey, ...]:
    keys = {key.name: key for key in entity.keys if all(part in entity.members for part in key.name.split("+"))}
    if given is None:
        return tuple(keys.values())
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RecordError('Invalid argument: "match" must be a list of unique keys', INVALID_QUERY_INPUT)
    for name in names:
        if name not in keys:
            message = f'Unknown unique key "{name}" in "match". Unique keys of {entity.name} are: {", ".join(keys)}'
            raise RecordError(message, INVALID_QUERY_INPUT)
    return tuple(key for name, key in keys.items() if name in names)


def _choice(arguments: Arguments, name: str, default: Choice) -> Choice:
    given, choices = arguments.get(name), type(default)
    if given is None:
        return default
    if given not in list(choices):
        raise RecordError(f'Invalid argument: "{name}" must be one of {", ".join(choices)}', INVALID_QUERY_INPUT)
    return choices(given)


def _flag(arguments: Arguments, name: str, *, default: bool) -> bool:
    given = arguments.get(name)
    if given is None:
        return default
    if not isinstance(given, bool):
        raise RecordError(f'Invalid argument: "{name}" must be a boolean', INVALID_QUERY_INPUT)
    return given
