"""The Strawberry schema of the metadata API."""

from __future__ import annotations

from typing import Annotated

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.data_model import DataModel
from server.metadata.answers import is_internal
from server.metadata.budget import Info
from server.metadata.catalogue import Catalogue
from server.metadata.fields import Field, FieldConnection, all_fields
from server.metadata.filters import EVERY_FIELD, EVERY_OBJECT, FieldFilterArgument, ObjectFilterArgument, select
from server.metadata.objects import Object, ObjectConnection, all_objects
from server.metadata.paging import FIRST_PAGE, Paging
from server.metadata.scalars import SCALARS, UUID

Id = Annotated[UUID, strawberry.argument(name="id", description="The id of the record to find.")]


class MetadataSchema(strawberry.Schema):
    """A schema that logs what went wrong inside, not what a request did wrong."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log the errors that no client caused."""
        super().process_errors([error for error in errors if is_internal(error)], execution_context)


def build_metadata_schema(model: DataModel) -> MetadataSchema:
    """Return the schema that serves a data model: its types are fixed, what they show is the model.

    Every execution needs a Budget of its own as context.
    """
    return MetadataSchema(query=_query(Catalogue(model)), config=StrawberryConfig(scalar_map=SCALARS))


def _query(catalogue: Catalogue) -> type:
    @strawberry.type
    class Query:
        @strawberry.field
        def field(self, id_: Id) -> Field:
            return catalogue.field(id_)

        @strawberry.field
        def fields(
            self, info: Info, paging: Paging = FIRST_PAGE, filter_: FieldFilterArgument = EVERY_FIELD
        ) -> FieldConnection:
            return all_fields(info, select(catalogue.fields, filter_), paging)

        @strawberry.field
        def object(self, id_: Id) -> Object:
            return catalogue.object(id_)

        @strawberry.field
        def objects(
            self, info: Info, paging: Paging = FIRST_PAGE, filter_: ObjectFilterArgument = EVERY_OBJECT
        ) -> ObjectConnection:
            return all_objects(info, select(catalogue.objects, filter_), paging)

    return Query
