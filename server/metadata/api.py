"""The way of a metadata request: text and variables in, the body of the answer out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schema.data_model import DataModel
from server.engine.documents.core_variables import refuse_misfits
from server.engine.documents.judge import Documents
from server.engine.documents.limits import DocumentLimits
from server.metadata.answers import answer

if TYPE_CHECKING:
    from server.metadata.build import MetadataSchema


class MetadataApi:
    """Answers metadata requests for one data model. Its schema is built by the first of them: a start need not wait for it."""

    def __init__(self, model: DataModel, limits: DocumentLimits) -> None:
        self._model, self._limits = model, limits

    @cached_property
    def schema(self) -> MetadataSchema:
        """The published schema."""
        from server.metadata.build import build_metadata_schema

        return build_metadata_schema(self._model)

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self.schema._schema, {}, self._limits)  # noqa: SLF001 - it has no public name

    async def execute(self, query: str, variables: Mapping[str, Any], operation_name: str | None) -> dict[str, Any]:
        """Return the body of the answer, or raise RequestError for a request that is refused before anything runs."""
        from server.metadata.budget import Budget

        operation, _ = self._documents.operation(query, operation_name)
        refuse_misfits(self.schema._schema, operation.node, variables)  # noqa: SLF001 - it has no public name
        name = operation.node.name.value if operation.node.name else None
        return answer(await self.schema.execute(query, dict(variables), Budget(), operation_name=name))
