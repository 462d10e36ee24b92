"""Queries: the root fields of a document answered from one state of the data, or from those of the snapshots they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from server.engine.catalogue import Catalogue
from server.engine.database import Database
from server.engine.documents.variables import Variables
from server.engine.errors import RecordError, snapshot_expired, too_many_nodes, too_many_snapshots
from server.engine.operations.context import Context
from server.engine.operations.run import is_brief, opens_snapshot, run, snapshot_of
from server.engine.operations.stamps import stamp
from server.engine.plans.plan import Plan
from server.engine.request import Request
from server.engine.roots import Outcomes, Root, plan
from server.storage.errors import SnapshotExpired, TooManySnapshots
from server.storage.statement import Steps


async def answer_queries(
    catalogue: Catalogue, database: Database, roots: Sequence[Root], variables: Variables, request: Request
) -> Outcomes:
    """Return what became of the root fields."""
    plans: dict[str, Plan | RecordError] = {}
    for root in roots:
        try:
            plans[root.key] = plan(catalogue, root, variables, request)
        except RecordError as error:
            plans[root.key] = error
    context = Context(catalogue, stamp(request.caller.name if request.caller else ""))
    ready = [each for each in plans.values() if not isinstance(each, RecordError)]
    if not ready:
        return plans
    nodes = sum(each.nodes for each in ready)
    if nodes > catalogue.limits.nodes:
        refusal = too_many_nodes(nodes, catalogue.limits.nodes)
        return {key: each if isinstance(each, RecordError) else refusal for key, each in plans.items()}
    outcomes: dict[str, Any] = dict(plans)
    for token, found in _by_snapshot(plans).items():
        outcomes |= await _read(database, token, context, found)
    return outcomes


def _by_snapshot(plans: Mapping[str, Plan | RecordError]) -> Mapping[str | None, dict[str, Plan]]:
    parted: dict[str | None, dict[str, Plan]] = {}
    for key, each in plans.items():
        if not isinstance(each, RecordError):
            parted.setdefault(snapshot_of(each), {})[key] = each
    return parted


async def _read(database: Database, token: str | None, context: Context, plans: Mapping[str, Plan]) -> Outcomes:
    """Answer what is read from one state of the data."""
    if token is None and not any(map(opens_snapshot, plans.values())):
        return await database.read(partial(_find_all, plans, context), brief=all(map(is_brief, plans.values())))
    try:
        return await database.read_snapshot(token, lambda held: _find_all(plans, replace(context, snapshot=held)))
    except SnapshotExpired:
        return dict.fromkeys(plans, snapshot_expired())
    except TooManySnapshots as error:
        others = {key: each for key, each in plans.items() if not opens_snapshot(each)}
        found = await _read(database, None, context, others) if others else {}
        return {**dict.fromkeys(plans, too_many_snapshots(error.most, error.seconds)), **found}


def _find_all(plans: Mapping[str, Plan], context: Context) -> Steps[dict[str, Any]]:
    outcomes: dict[str, Any] = {}
    for key, each in plans.items():
        try:
            outcomes[key] = yield from run(context, each)
        except RecordError as error:
            outcomes[key] = error
    return outcomes
