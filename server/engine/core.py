"""Core documents: introspection, `limits`, `search` and `releaseSnapshot`, executed by Strawberry beside the event loop."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from schema.graphql.build import PublishedSchema
from server.engine.catalogue import Catalogue
from server.engine.database import Database
from server.engine.documents.core_calls import core_calls
from server.engine.documents.judge import JudgedOperation
from server.engine.documents.root_fields import RELEASE, SEARCH
from server.engine.documents.wording import graphql_error
from server.engine.errors import RecordError, RequestError, limit_reached
from server.engine.operations.search import search
from server.engine.planning.search import plan_search
from server.engine.plans.search import Search
from server.engine.request import Request
from server.storage.statement import Steps

_KEPT_ANSWERS: Final = 64
_KEPT_LENGTH: Final = 100_000


class CoreDocuments:
    """Answers core documents; a class because it keeps the answers that depend on the schema alone."""

    def __init__(self, catalogue: Catalogue, database: Database) -> None:
        self._catalogue, self._database = catalogue, database
        self._kept: OrderedDict[tuple[Any, ...], dict[str, Any]] = OrderedDict()

    async def answer(self, schema: PublishedSchema, operation: JudgedOperation, request: Request) -> dict[str, Any]:
        """Return the answer as plain JSON, or raise RequestError for one that Strawberry refuses as a whole."""
        declared = {definition.variable.name.value for definition in operation.node.variable_definitions or ()}
        variables = {name: value for name, value in request.variables.items() if name in declared}
        calls = core_calls(schema.selection, operation, variables, RELEASE if operation.is_mutation else SEARCH)
        if not calls:
            return await self._introspected(schema, request, variables)
        if operation.is_mutation:
            return await self._released(schema, request, variables, calls)
        return await self._searched(schema, request, variables, calls)

    async def _searched(
        self, schema: PublishedSchema, request: Request, variables: dict[str, Any], calls: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, Any]:
        plans = {key: self._plan(arguments, request) for key, arguments in calls.items()}
        refusals = [plan.as_graphql() for plan in plans.values() if isinstance(plan, RecordError)]
        if refusals:
            return {"data": None, "errors": refusals}
        ready = {key: plan for key, plan in plans.items() if isinstance(plan, Search)}
        found = await self._database.read(partial(_search_all, ready))
        return await self._executed(schema, request, variables, {"searches": found})

    async def _released(
        self, schema: PublishedSchema, request: Request, variables: dict[str, Any], calls: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, Any]:
        refusals = [refusal.as_graphql() for refusal in (_exhausted(request) for _ in calls) if refusal is not None]
        if refusals:
            return {"data": None, "errors": refusals}
        released = {key: self._database.release_snapshot(arguments["token"]) for key, arguments in calls.items()}
        return await self._executed(schema, request, variables, {"released": released})

    async def _introspected(self, schema: PublishedSchema, request: Request, variables: dict[str, Any]) -> dict[str, Any]:
        key = (request.caller is not None, request.query, request.operation_name, repr(variables))
        answer = self._kept.get(key)
        if answer is None:
            answer = await self._executed(schema, request, variables, {})
            if len(request.query) + len(key[-1]) <= _KEPT_LENGTH:
                self._kept[key] = answer
            if len(self._kept) > _KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return answer

    def _plan(self, arguments: Mapping[str, Any], request: Request) -> Search | RecordError:
        refusal = _exhausted(request)
        if refusal is not None:
            return refusal
        try:
            return plan_search(self._catalogue, arguments)
        except RecordError as error:
            return error

    async def _executed(
        self, schema: PublishedSchema, request: Request, variables: dict[str, Any], outcomes: Mapping[str, Any]
    ) -> dict[str, Any]:
        # An introspection takes half a second: not on the event loop.
        result = await asyncio.to_thread(
            schema.strawberry.execute_sync,
            request.query,
            variable_values=variables,
            context_value={"limits": self._catalogue.limits.published(), **outcomes},
            operation_name=request.operation_name,
        )
        if result.errors and result.data is None:
            raise RequestError(*(graphql_error(error, "GRAPHQL_VALIDATION_FAILED") for error in result.errors))
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [graphql_error(error, "INTERNAL_SERVER_ERROR") for error in result.errors]
        return answer


def _exhausted(request: Request) -> RecordError | None:
    """Count one root field, or return why it may not be asked for."""
    exhausted = request.allowance.take() if request.allowance is not None else None
    return None if exhausted is None else limit_reached(*exhausted)


def _search_all(plans: Mapping[str, Search]) -> Steps[dict[str, Any]]:
    pages: dict[str, Any] = {}
    for key, plan in plans.items():
        pages[key] = yield from search(plan)
    return pages
