"""A metadata request as a test writes it, without HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

from schema.data_model import DataModel
from schema.model import Field, ObjectMetadata
from schema.standard import standard_model
from server.engine.documents.limits import DocumentLimits
from server.metadata.api import MetadataApi

EVERYTHING = "(paging: {first: 1000})"


def ask(query: str, model: DataModel | None = None, **variables: Any) -> dict[str, Any]:
    """Return the body that answers the query."""
    api = MetadataApi(model or standard_model(), DocumentLimits())
    return asyncio.run(api.execute(query, variables, None))


def read(query: str, model: DataModel | None = None, **variables: Any) -> Any:
    """Return the data of an answer without errors."""
    body = ask(query, model, **variables)

    assert "errors" not in body, body
    return body["data"]


def read_field(object_name: str, field_name: str, selection: str, model: DataModel | None = None) -> Any:
    """Return one field as the list of its object shows it."""
    query = f"{{ objects{EVERYTHING} {{ edges {{ node {{ nameSingular fieldsList {{ name {selection} }} }} }} }} }}"
    nodes = [edge["node"] for edge in read(query, model)["objects"]["edges"]]
    fields = next(node["fieldsList"] for node in nodes if node["nameSingular"] == object_name)
    return next({k: v for k, v in field.items() if k != "name"} for field in fields if field["name"] == field_name)


def read_object(object_name: str, selection: str, model: DataModel | None = None) -> Any:
    """Return one object as the list of objects shows it."""
    query = f"{{ objects{EVERYTHING} {{ edges {{ node {{ is: nameSingular {selection} }} }} }} }}"
    nodes = [edge["node"] for edge in read(query, model)["objects"]["edges"]]
    return next({k: v for k, v in node.items() if k != "is"} for node in nodes if node["is"] == object_name)


def with_rocket(*fields: Field) -> DataModel:
    """Return the standard model with a custom object of these fields."""
    return standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", fields)


def plain_model(*objects: ObjectMetadata) -> DataModel:
    """Return a model of these objects alone."""
    return DataModel(objects)
