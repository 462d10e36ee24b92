"""Execution: the way of one request, from its text to its answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any

from strawberry.types import ExecutionResult

from schema.data_model import DataModel
from schema.graphql.build import PublishedSchema, build_anonymous_schema, build_schema
from server.engine.catalogue import build_catalogue
from server.engine.database import Database
from server.engine.documents.core_variables import refuse_misfits
from server.engine.documents.judge import Documents, JudgedOperation
from server.engine.documents.limits import DocumentLimits
from server.engine.documents.variables import given_variables
from server.engine.documents.wording import graphql_error
from server.engine.errors import RequestError
from server.engine.limits import Limits
from server.engine.mutations import Mutations
from server.engine.queries import answer_queries
from server.engine.request import Request
from server.engine.roots import answer, compiled_roots

_CACHED_ANSWERS, _CACHED_LENGTH = 64, 100_000


class MutationRefused(Exception):
    """A mutation that came over a door for queries only."""


class Engine:
    """A live data model and its database. Everything derived from the model is replaced together, never mended."""

    def __init__(self, model: DataModel, database: Database, document_limits: DocumentLimits, limits: Limits) -> None:
        self._database, self._limits = database, limits
        self._catalogue = build_catalogue(model, limits)
        self._mutations = Mutations(self._catalogue, database)
        self._schema, self._anonymous_schema = build_schema(model), build_anonymous_schema()
        self._documents = Documents(self._schema.selection, self._catalogue.root_fields, document_limits)
        self._anonymous_documents = Documents(self._anonymous_schema.selection, {}, document_limits, anonymous=True)
        self._introspections: OrderedDict[tuple[Any, ...], dict[str, Any]] = OrderedDict()

    async def execute(self, request: Request) -> dict[str, Any]:
        """Return the answer as plain JSON, or raise RequestError for a document that is refused as a whole."""
        known = request.caller is not None
        schema = self._schema if known else self._anonymous_schema
        documents = self._documents if known else self._anonymous_documents
        operation, literals = documents.operation(request.query, request.operation_name)
        if operation.is_mutation and request.reads_only:
            raise MutationRefused
        if not operation.is_record:
            refuse_misfits(schema.selection, operation.node, request.variables)
            return await self._core(schema, operation, request)
        variables = given_variables(schema.selection, operation, {**request.variables, **literals})
        roots = compiled_roots(self._catalogue, operation, variables)
        if operation.is_mutation:
            return answer(await self._mutations.answer(roots, variables, request))
        return answer(await answer_queries(self._catalogue, self._database, roots, variables, request))

    async def _core(self, schema: PublishedSchema, operation: JudgedOperation, request: Request) -> dict[str, Any]:
        """Execute a core document with Strawberry; it reads the schema only, so its answer is kept."""
        declared = {definition.variable.name.value for definition in operation.node.variable_definitions or ()}
        variables = {name: value for name, value in request.variables.items() if name in declared}
        key = (schema is self._schema, request.query, request.operation_name, repr(variables))
        answer = self._introspections.get(key)
        if answer is None:
            # An introspection takes half a second: not on the event loop.
            result = await asyncio.to_thread(
                schema.strawberry.execute_sync,
                request.query,
                variable_values=variables,
                context_value={"limits": self._limits.published()},
                operation_name=request.operation_name,
            )
            answer = _core_answer(result)
            if len(request.query) + len(key[-1]) <= _CACHED_LENGTH:
                self._introspections[key] = answer
            if len(self._introspections) > _CACHED_ANSWERS:
                self._introspections.popitem(last=False)
        return answer


def _core_answer(result: ExecutionResult) -> dict[str, Any]:
    if result.errors and result.data is None:
        raise RequestError(*(graphql_error(error, "GRAPHQL_VALIDATION_FAILED") for error in result.errors))
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [graphql_error(error, "INTERNAL_SERVER_ERROR") for error in result.errors]
    return answer
