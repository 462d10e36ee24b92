"""Merges: the plan of mergeMany."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from schema.values.inspect import inspect
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError
from server.engine.planning.identifiers import judge_ids
from server.engine.plans.entries import RecordsShape
from server.engine.plans.plan import Merge

MAX_MERGED: Final = 9


def plan_merge(_catalogue: Catalogue, _entity: Entity, shape: RecordsShape, arguments: Mapping[str, Any]) -> Merge:
    """Return the plan of mergeMany."""
    dry_run = arguments.get("dryRun")
    if dry_run is not None and not isinstance(dry_run, bool):
        raise RecordError('Invalid argument: "dryRun" must be a boolean', INVALID_QUERY_INPUT)
    ids = judge_ids(arguments.get("ids"))
    _refuse_number(ids)
    return Merge(shape, ids, _priority(arguments.get("conflictPriorityIndex"), len(ids)), bool(dry_run))


def _refuse_number(ids: tuple[str, ...]) -> None:
    if len(ids) < 2:
        raise RecordError("At least 2 record IDs are required for merge", INVALID_QUERY_INPUT)
    if len(ids) > MAX_MERGED:
        friendly = f"You can merge up to {MAX_MERGED} records at once."
        raise RecordError(f"Maximum {MAX_MERGED} records can be merged at once", INVALID_QUERY_INPUT, friendly)
    ((record_id, times),) = Counter(ids).most_common(1)
    if times > 1:
        raise RecordError(f"Record IDs to merge must differ: {record_id} is given {times} times", INVALID_QUERY_INPUT)


def _priority(raw: Any, count: int) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise RecordError('Invalid argument: "conflictPriorityIndex" must be a number', INVALID_QUERY_INPUT)
    if raw not in range(count):
        options = f"Valid options for {count} records: 0-{count - 1}"
        raise RecordError(f"Invalid conflict priority '{inspect(raw)}'. {options}", INVALID_QUERY_INPUT)
    return int(raw)
