"""A judge of documents for the standard model, and what a test asks of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphql import GraphQLSchema

from schema.data_model import DataModel
from schema.graphql.build import build_schema
from schema.operations import root_fields
from schema.standard import standard_model
from server.engine.documents.judge import Documents, JudgedOperation
from server.engine.documents.limits import DocumentLimits
from server.engine.documents.selections import arguments_of, collect_roots
from server.engine.errors import RequestError

UNLIMITED = DocumentLimits(*[10**9] * 7)


@cache
def model() -> DataModel:
    """Return the standard model."""
    return standard_model()


@cache
def schema() -> GraphQLSchema:
    """Return the schema its documents are judged by."""
    return build_schema(model()).selection


def documents(limits: DocumentLimits | None = None) -> Documents:
    """Return a judge that has seen nothing yet."""
    return Documents(schema(), root_fields(model()), limits or DocumentLimits())


def errors(text: str, limits: DocumentLimits | None = None, name: str | None = None) -> list[dict[str, Any]]:
    """Return the errors that refuse a document; none when it is accepted."""
    try:
        documents(limits).operation(text, name)
    except RequestError as refused:
        return list(refused.errors)
    return []


def messages(text: str, limits: DocumentLimits | None = None) -> list[str]:
    """Return what the errors that refuse a document say."""
    return [error["message"] for error in errors(text, limits)]


def arguments(text: str, **variables: Any) -> dict[str, dict[str, Any]]:
    """Return the arguments of the root fields of a document by their keys."""
    operation, literals = documents().operation(text, None)
    given = {**variables, **literals}
    return {root.selection.key: arguments_of(root.node, given) for root in collect_roots(operation, given)}


def judged(judge: Documents, text: str) -> JudgedOperation:
    """Return what a judge makes of a document that is accepted."""
    return judge.operation(text, None)[0]
