"""Mutations: the root fields of a document one after the other, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from schema.values.refusals import null_violation
from server.engine.catalogue import Catalogue
from server.engine.database import Database
from server.engine.documents.variables import Variables
from server.engine.errors import (
    RecordError,
    foreign_key_violation,
    idempotency_key_in_use,
    still_referenced,
    too_many_nodes,
    value_refused,
)
from server.engine.operations.context import Context
from server.engine.operations.idempotency import Remembrance, once, remember_refusal
from server.engine.operations.run import run
from server.engine.operations.stamps import stamp
from server.engine.plans.plan import Destroy, Plan
from server.engine.request import Request
from server.engine.roots import Outcomes, Root, plan
from server.storage.errors import ForeignKeyViolation, NotNullViolation


class Mutations:
    """Runs mutations; a class because it knows which idempotency keys are running."""

    def __init__(self, catalogue: Catalogue, database: Database) -> None:
        self._catalogue, self._database = catalogue, database
        self._running: set[tuple[str, str]] = set()

    async def answer(self, roots: Sequence[Root], variables: Variables, request: Request) -> Outcomes:
        """Return what became of the root fields, or raise RequestError for an idempotency key in conflict."""
        with self._claimed(request):
            outcomes: dict[str, Any] = {}
            for place, root in enumerate(roots):
                try:
                    outcomes[root.key] = await self._once(place, plan(self._catalogue, root, variables, request), request)
                except RecordError as error:
                    outcomes[root.key] = error
            return outcomes

    @contextmanager
    def _claimed(self, request: Request) -> Iterator[None]:
        """Let no second request with the same idempotency key in while the first one runs."""
        if request.idempotency_key is None or request.caller is None:
            yield
            return
        claim = (request.caller.id, request.idempotency_key.text)
        if claim in self._running:
            raise idempotency_key_in_use()
        self._running.add(claim)
        try:
            yield
        finally:
            self._running.discard(claim)

    async def _once(self, place: int, ready: Plan, request: Request) -> Any:
        most = self._catalogue.limits.nodes
        if ready.nodes > most:
            raise too_many_nodes(ready.nodes, most)
        key, caller = request.idempotency_key, request.caller
        context = Context(self._catalogue, stamp(caller.name if caller else ""))
        work = partial(run, context, ready)
        if key is None or caller is None:
            return await self._written(ready, work)
        remembrance = Remembrance(caller.id, key.text, place, key.digest)
        try:
            return await self._written(ready, partial(once, remembrance, work))
        except RecordError as error:
            await self._database.write(partial(remember_refusal, remembrance, error))
            raise

    async def _written(self, ready: Plan, work: Any) -> Any:
        try:
            return await self._database.write(work)
        except ForeignKeyViolation as error:
            if isinstance(ready, Destroy):
                raise still_referenced() from error
            raise foreign_key_violation(ready.shape.record.entity.table) from error
        except NotNullViolation as error:
            # A record that goes clears the join columns that point to it, of which one may need its value.
            raise value_refused(null_violation(error.table, error.column)) from error
