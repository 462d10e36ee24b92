"""Order of groups: the JSON of a groupBy's orderBy argument, judged and turned into keys that leave no tie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schema.aggregates import object_aggregates
from schema.composites import COMPOSITES
from schema.grouping import DateGranularity
from schema.model import Field, ManyToOne
from server.engine.catalogue import Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.aggregates import aggregate_named
from server.engine.planning.ordering import judge_direction
from server.engine.plans.criteria import Path
from server.engine.plans.grouping import Dimension, GroupKey

_Dimensions = tuple[Dimension, ...]


def judge_group_order(entity: Entity, dimensions: _Dimensions, raw: Any) -> tuple[GroupKey, ...]:
    """Return the keys of an orderBy argument, then the dimensions it leaves out, or raise RecordError."""
    items = raw if isinstance(raw, list) else [] if raw is None else [raw]
    keys = [*(_key(entity, dimensions, item) for item in items), *(GroupKey(dimension) for dimension in dimensions)]
    return tuple(_once(keys))


def _once(keys: list[GroupKey]) -> Iterator[GroupKey]:
    """Yield each key once: a repeated one orders nothing."""
    seen = set()
    for key in keys:
        if key.by not in seen:
            seen.add(key.by)
            yield key


def _key(entity: Entity, dimensions: _Dimensions, raw: Any) -> GroupKey:
    if not isinstance(raw, dict):
        raise RecordError('Invalid argument: "orderBy" must be an array of objects', INVALID_QUERY_INPUT)
    if len(raw) != 1:
        raise RecordError("Please provide orderBy field criteria one by one in orderBy array")
    ((name, value),) = raw.items()
    if name == "aggregate":
        return _aggregate_key(entity, value)
    if name not in entity.members and name not in entity.join_columns:
        raise RecordError(f"Cannot orderBy unknown field: {name}.")
    return _dimension_key(entity, dimensions, *_unfolded(name, value))


def _aggregate_key(entity: Entity, raw: Any) -> GroupKey:
    if not isinstance(raw, dict) or len(raw) != 1:
        raise RecordError("Please provide aggregate criteria one by one in orderBy array")
    ((name, way),) = raw.items()
    if name != "totalCount" and all(name != aggregate.name for aggregate in object_aggregates(entity.obj)):
        raise RecordError(f"Unknown aggregate field: {name}")
    by = None if name == "totalCount" else aggregate_named(entity, name)
    return GroupKey(by, *judge_direction(name, way))


def _unfolded(name: str, value: Any) -> tuple[Path, Any]:
    """Return the path to the field that an element names, and what stands there: a direction, or one with a granularity."""
    path: Path = (name,)
    while isinstance(value, dict) and "orderBy" not in value:
        if len(value) != 1:
            raise RecordError("Please provide orderBy field criteria one by one in orderBy array")
        ((name, value),) = value.items()
        path = (*path, name)
    return path, value


def _dimension_key(entity: Entity, dimensions: _Dimensions, path: Path, value: Any) -> GroupKey:
    named = [dimension for dimension in dimensions if dimension.path == path]
    if not named:
        raise _not_grouped(entity, path)
    if not isinstance(value, dict):
        return GroupKey(named[0], *judge_direction(path[-1], value))
    granularity = value.get("granularity")
    if granularity is None:
        raise RecordError(f"Missing date granularity for field {path[-1]}")
    same = (dimension for dimension in named if granularity == _granularity(dimension))
    by = next(same, None)
    if by is None:
        raise RecordError(f"Cannot order by a date granularity that is not in groupBy criteria: {granularity}")
    return GroupKey(by, *judge_direction(path[-1], value["orderBy"]))


def _granularity(dimension: Dimension) -> DateGranularity:
    return DateGranularity.NONE if dimension.period is None else dimension.period.granularity


def _not_grouped(entity: Entity, path: Path) -> RecordError:
    member = entity.members.get(path[0])
    if isinstance(member, ManyToOne) and len(path) > 1:
        return RecordError(f"Cannot order by a relation field that is not in groupBy criteria: {'.'.join(path)}")
    if isinstance(member, Field) and member.type in COMPOSITES and len(path) > 1:
        return RecordError(f"Cannot order by a field that is not in groupBy or that is not an aggregate field: {path[1]}")
    return RecordError(f"Cannot order by a field that is not an aggregate nor in groupBy criteria: {path[0]}.")
