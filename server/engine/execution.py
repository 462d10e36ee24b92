"""Execution: the way of one request, from its text to its answer."""

from __future__ import annotations

from typing import Any

from schema.data_model import DataModel
from schema.graphql.build import build_anonymous_schema, build_schema
from server.engine.catalogue import build_catalogue
from server.engine.core import CoreDocuments
from server.engine.database import Database
from server.engine.documents.core_variables import refuse_misfits
from server.engine.documents.judge import Documents
from server.engine.documents.limits import DocumentLimits
from server.engine.documents.variables import given_variables
from server.engine.limits import Limits
from server.engine.mutations import Mutations
from server.engine.queries import answer_queries
from server.engine.request import Request
from server.engine.roots import answer, compiled_roots


class MutationRefused(Exception):
    """A mutation that came over a door for queries only."""


class Engine:
    """A live data model and its database. Everything derived from the model is replaced together, never mended."""

    def __init__(self, model: DataModel, database: Database, document_limits: DocumentLimits, limits: Limits) -> None:
        self._database = database
        self._catalogue = build_catalogue(model, limits)
        self._mutations = Mutations(self._catalogue, database)
        self._core = CoreDocuments(self._catalogue, database)
        self._schema, self._anonymous_schema = build_schema(model), build_anonymous_schema()
        self._documents = Documents(self._schema.selection, self._catalogue.root_fields, document_limits)
        self._anonymous_documents = Documents(self._anonymous_schema.selection, {}, document_limits, anonymous=True)

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
            return await self._core.answer(schema, operation, request)
        variables = given_variables(schema.selection, operation, {**request.variables, **literals})
        roots = compiled_roots(self._catalogue, operation, variables)
        if operation.is_mutation:
            return answer(await self._mutations.answer(roots, variables, request))
        return answer(await answer_queries(self._catalogue, self._database, roots, variables, request))
