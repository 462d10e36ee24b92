"""Execution: the way of one request, from its text to its answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeVar

import orjson
from strawberry.types import ExecutionResult

from schema.data_model import DataModel
from schema.graphql.build import PublishedSchema, build_anonymous_schema, build_schema
from schema.operations import RootField
from server.engine.catalogue import build_catalogue
from server.engine.documents.core_variables import refuse_misfits
from server.engine.documents.judge import MAX_ROOT_FIELDS, Documents, JudgedOperation
from server.engine.documents.selections import RootSelection, arguments_of, collect_roots
from server.engine.documents.variables import Variables, given_variables
from server.engine.documents.wording import graphql_error
from server.engine.errors import RecordError, RequestError, foreign_key_violation, still_referenced
from server.engine.operations.context import Context
from server.engine.operations.run import is_brief, run
from server.engine.operations.stamps import stamp
from server.engine.planning.planner import plan_root, plan_shape
from server.engine.planning.writes import MAX_CREATED
from server.engine.plans.plan import Destroy, Plan, Shape
from server.storage.errors import ForeignKeyViolation
from server.storage.statement import Steps

T = TypeVar("T")
LIMITS: Final = {"maxRecordsPerCreate": MAX_CREATED, "maxRootFields": MAX_ROOT_FIELDS, "maxPageSize": None}
_CACHED_ANSWERS, _CACHED_SHAPES = 64, 16


class Database(Protocol):
    """Where plans run."""

    def read(self, work: Callable[[], Steps[T]], *, brief: bool = False) -> Awaitable[T]:
        """Run the work in one read snapshot; `brief` work is expected to take less than changing threads is worth."""

    def write(self, work: Callable[[], Steps[T]]) -> Awaitable[T]:
        """Run the work in one write transaction."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: `caller` is the name of its key, None without one; `reads_only` refuses mutations."""

    query: str
    operation_name: str | None
    variables: Variables
    caller: str | None
    reads_only: bool = False


class MutationRefused(Exception):
    """A mutation that came over a door for queries only."""


class Engine:
    """A live data model and its database. Everything derived from the model is replaced together, never mended."""

    def __init__(self, model: DataModel, database: Database, max_tokens: int) -> None:
        self._database = database
        self._catalogue = build_catalogue(model.shown())
        self._schema, self._anonymous_schema = build_schema(model), build_anonymous_schema()
        self._documents = Documents(self._schema.selection, self._catalogue.root_fields, max_tokens)
        self._anonymous_documents = Documents(self._anonymous_schema.selection, {}, max_tokens, anonymous=True)
        self._introspections: OrderedDict[tuple[Any, ...], dict[str, Any]] = OrderedDict()

    async def execute(self, request: Request) -> dict[str, Any]:
        """Return the answer as plain JSON, or raise RequestError for a document that is refused as a whole."""
        known = request.caller is not None
        schema = self._schema if known else self._anonymous_schema
        documents = self._documents if known else self._anonymous_documents
        operation = documents.operation(request.query, request.operation_name)
        if operation.is_mutation and request.reads_only:
            raise MutationRefused
        if not operation.is_record:
            refuse_misfits(schema.selection, operation.node, request.variables)
            return await self._core(schema, request)
        variables = given_variables(schema.selection, operation, request.variables)
        roots = self._roots(operation, variables)
        execute = self._mutations if operation.is_mutation else self._queries
        return await execute(roots, variables, request.caller or "")

    def _roots(self, operation: JudgedOperation, variables: Variables) -> list[_Root]:
        """Return the compiled root fields of an operation, kept per value of the variables that feed its selection."""
        names = (definition.variable.name.value for definition in operation.selection_variables)
        shape_key = orjson.dumps([variables.get(name) for name in names]) if operation.selection_variables else b""
        roots: list[_Root] | None = operation.compiled.get(shape_key)
        if roots is None:
            if len(operation.compiled) >= _CACHED_SHAPES:
                operation.compiled.clear()
            roots = [self._compiled(root) for root in collect_roots(operation, variables)]
            operation.compiled[shape_key] = roots
        return roots

    def _compiled(self, root: RootSelection) -> _Root:
        field = self._catalogue.root_fields[root.selection.name]
        try:
            return _Root(root, field, plan_shape(self._catalogue, field, root.selection))
        except RecordError as error:
            return _Root(root, field, error)

    def _plan(self, root: _Root, variables: Variables) -> Plan:
        if isinstance(root.shape, RecordError):
            raise root.shape.with_traceback(None)
        return plan_root(self._catalogue, root.field, root.shape, arguments_of(root.root.node, variables))

    async def _queries(self, roots: list[_Root], variables: Variables, caller: str) -> dict[str, Any]:
        """Answer all root fields from one snapshot."""
        outcomes: dict[str, Plan | RecordError] = {}
        for root in roots:
            try:
                outcomes[root.key] = self._plan(root, variables)
            except RecordError as error:
                outcomes[root.key] = error
        context = Context(self._catalogue, stamp(caller))
        if all(isinstance(outcome, RecordError) for outcome in outcomes.values()):
            return _answer(outcomes)
        brief = all(is_brief(plan) for plan in outcomes.values() if not isinstance(plan, RecordError))
        return _answer(await self._database.read(partial(_find_all, context, outcomes), brief=brief))

    async def _mutations(self, roots: list[_Root], variables: Variables, caller: str) -> dict[str, Any]:
        """Answer the root fields one after the other, each in a transaction of its own."""
        outcomes: dict[str, Any] = {}
        for root in roots:
            try:
                plan = self._plan(root, variables)
                outcomes[root.key] = await self._write(plan, Context(self._catalogue, stamp(caller)))
            except RecordError as error:
                outcomes[root.key] = error
        return _answer(outcomes)

    async def _write(self, plan: Plan, context: Context) -> Any:
        try:
            return await self._database.write(partial(run, context, plan))
        except ForeignKeyViolation as error:
            if isinstance(plan, Destroy):
                raise still_referenced() from error
            raise foreign_key_violation(plan.shape.record.entity.table) from error

    async def _core(self, schema: PublishedSchema, request: Request) -> dict[str, Any]:
        """Execute a core document with Strawberry; it reads the schema only, so its answer is kept."""
        key = (schema is self._schema, request.query, request.operation_name, orjson.dumps(request.variables))
        answer = self._introspections.get(key)
        if answer is None:
            # An introspection takes half a second: not on the event loop.
            result = await asyncio.to_thread(
                schema.strawberry.execute_sync,
                request.query,
                variable_values=dict(request.variables),
                context_value={"limits": LIMITS},
                operation_name=request.operation_name,
            )
            answer = _core_answer(result)
            self._introspections[key] = answer
            if len(self._introspections) > _CACHED_ANSWERS:
                self._introspections.popitem(last=False)
        return answer


@dataclass(frozen=True, slots=True)
class _Root:
    """A root field and the shape of its answer, or why it has none."""

    root: RootSelection
    field: RootField
    shape: Shape | RecordError

    @property
    def key(self) -> str:
        return self.root.selection.key


def _find_all(context: Context, plans: Mapping[str, Plan | RecordError]) -> Steps[dict[str, Any]]:
    outcomes: dict[str, Any] = {}
    for key, plan in plans.items():
        try:
            outcomes[key] = plan if isinstance(plan, RecordError) else (yield from run(context, plan))
        except RecordError as error:
            outcomes[key] = error
    return outcomes


def _answer(outcomes: Mapping[str, Any]) -> dict[str, Any]:
    failed = {key for key, outcome in outcomes.items() if isinstance(outcome, RecordError)}
    if not failed:
        return {"data": dict(outcomes)}
    data = {key: None if key in failed else outcome for key, outcome in outcomes.items()}
    return {"data": data, "errors": [outcome.as_graphql() for key, outcome in outcomes.items() if key in failed]}


def _core_answer(result: ExecutionResult) -> dict[str, Any]:
    if result.errors and result.data is None:
        raise RequestError(*(graphql_error(error, "GRAPHQL_VALIDATION_FAILED") for error in result.errors))
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [graphql_error(error, "INTERNAL_SERVER_ERROR") for error in result.errors]
    return answer
