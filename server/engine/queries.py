"""Queries: all root fields of a document answered from one snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from server.engine.catalogue import Catalogue
from server.engine.database import Database
from server.engine.documents.variables import Variables
from server.engine.errors import RecordError, too_many_nodes
from server.engine.operations.context import Context
from server.engine.operations.run import is_brief, run
from server.engine.operations.stamps import stamp
from server.engine.plans.plan import Plan
from server.engine.request import Request
from server.engine.roots import Outcomes, Root, plan
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
    return await database.read(partial(_find_all, context, plans), brief=all(map(is_brief, ready)))


def _find_all(context: Context, plans: Mapping[str, Plan | RecordError]) -> Steps[dict[str, Any]]:
    outcomes: dict[str, Any] = {}
    for key, each in plans.items():
        try:
            outcomes[key] = each if isinstance(each, RecordError) else (yield from run(context, each))
        except RecordError as error:
            outcomes[key] = error
    return outcomes
