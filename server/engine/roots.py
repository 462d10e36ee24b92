"""Roots: the record root fields of an operation, compiled once, planned for every request, their outcomes one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from schema.operations import RootField
from server.engine.catalogue import Catalogue
from server.engine.documents.judge import JudgedOperation
from server.engine.documents.selections import RootSelection, arguments_of, collect_roots
from server.engine.documents.variables import Variables
from server.engine.errors import RecordError, limit_reached
from server.engine.planning.planner import plan_root, plan_shape
from server.engine.plans.plan import Plan, Shape
from server.engine.request import Request

_CACHED_SHAPES: Final = 16
Outcomes = Mapping[str, Any]
"""By response key what became of a root field: its answer, or the RecordError that refused it."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root field and the shape of its answer, or why it has none."""

    selection: RootSelection
    field: RootField
    shape: Shape | RecordError

    @property
    def key(self) -> str:
        """The key it has in the answer."""
        return self.selection.selection.key


def compiled_roots(catalogue: Catalogue, operation: JudgedOperation, variables: Variables) -> list[Root]:
    """Return the compiled root fields of an operation, kept per value of the variables that feed its selection."""
    names = (definition.variable.name.value for definition in operation.selection_variables)
    key = orjson.dumps([variables.get(name) for name in names]) if operation.selection_variables else b""
    roots: list[Root] | None = operation.compiled.get(key)
    if roots is None:
        if len(operation.compiled) >= _CACHED_SHAPES:
            operation.compiled.clear()
        roots = [_compiled(catalogue, selection) for selection in collect_roots(operation, variables)]
        operation.compiled[key] = roots
    return roots


def _compiled(catalogue: Catalogue, selection: RootSelection) -> Root:
    field = catalogue.root_fields[selection.selection.name]
    try:
        return Root(selection, field, plan_shape(catalogue, field, selection.selection))
    except RecordError as error:
        return Root(selection, field, error)


def plan(catalogue: Catalogue, root: Root, variables: Variables, request: Request) -> Plan:
    """Return the plan of a root field, or raise RecordError for one that is refused before anything runs."""
    exhausted = request.allowance.take() if request.allowance is not None else None
    if exhausted is not None:
        raise limit_reached(*exhausted)
    if isinstance(root.shape, RecordError):
        raise root.shape.with_traceback(None)
    return plan_root(catalogue, root.field, root.shape, arguments_of(root.selection.node, variables))


def answer(outcomes: Outcomes) -> dict[str, Any]:
    """Return the answer of a document: a root field that was refused reads null and stands in `errors`."""
    failed = {key for key, outcome in outcomes.items() if isinstance(outcome, RecordError)}
    if not failed:
        return {"data": dict(outcomes)}
    data = {key: None if key in failed else outcome for key, outcome in outcomes.items()}
    return {"data": data, "errors": [outcome.as_graphql() for key, outcome in outcomes.items() if key in failed]}
