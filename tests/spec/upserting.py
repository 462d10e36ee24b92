"""A workspace with rockets, which are unique in several ways, and short ways to upsert them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, Option, UniqueIndex
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

NOBODY = "00000000-0000-4000-8000-000000000000"
DUPLICATE = "A duplicate entry was detected"
EXISTS = "This record already exists. Please check your data and try again."
MEMBERS = (
    Field("serial", FieldType.TEXT, "Serial"),
    Field("contact", FieldType.EMAILS, "Contact"),
    Field("row", FieldType.NUMBER, "Row"),
    Field("seat", FieldType.NUMBER, "Seat"),
    Field("mass", FieldType.NUMBER, "Mass"),
    Field("meta", FieldType.RAW_JSON, "Meta"),
    Field("kind", FieldType.SELECT, "Kind", nullable=False, options=(Option("SMALL", "Small"), Option("BIG", "Big"))),
    Field("builder", FieldType.FULL_NAME, "Builder"),
    ManyToOne("maker", "company", "rockets", "Maker", custom=True),
    ManyToOne("parent", "rocket", "stages", "Parent", custom=True),
)
UNIQUE = (UniqueIndex(("serial",)), UniqueIndex(("contact",)), UniqueIndex(("row", "seat"), live_only=True))
_UPSERT = """mutation($data: [RocketCreateInput!]!, $match: [String!], $onConflict: UpsertOnConflict, $restoreDeleted: Boolean,
  $onError: UpsertOnError, $dryRun: Boolean) { upsertRockets(data: $data, match: $match, onConflict: $onConflict,
  restoreDeleted: $restoreDeleted, onError: $onError, dryRun: $dryRun) {
    created updated unchanged restored rejected skipped dryRun aborted
    results { index action id record { id name serial updatedAt deletedAt }
      error { code subCode message field userFriendlyMessage conflictingRecordId } } } }"""


def rocket_model() -> DataModel:
    """Return the standard model with rockets: unique by serial, by contact, and while they live by row and seat."""
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", MEMBERS)
    return DataModel(tuple(replace(o, unique_indexes=UNIQUE) if o.name_singular == "rocket" else o for o in model.objects))


@contextmanager
def rocket_workspace(folder: Path) -> Iterator[Api]:
    """Serve an empty workspace that has rockets."""
    with serving_in_process(folder / "ferry.sqlite", rocket_model()) as api:
        yield api


def upsert(api: Api, *data: Any, **arguments: Any) -> dict[str, Any]:
    """Upsert rockets, each SMALL unless it says otherwise, and return the result."""
    rows = [{"kind": "SMALL", **row} if isinstance(row, dict) else row for row in data]
    result: dict[str, Any] = api.ask(_UPSERT, data=rows, **arguments)["upsertRockets"]
    return result


def actions(result: dict[str, Any]) -> list[str]:
    """Return what became of the rows."""
    return [row["action"] for row in result["results"]]


def created_ids(api: Api, *data: dict[str, Any]) -> list[str]:
    """Create rockets and return their ids."""
    result = upsert(api, *data)
    assert len(data) == result["created"], result
    return [row["id"] for row in result["results"]]


def error(result: dict[str, Any], row: int = -1) -> dict[str, Any]:
    """Return the error of a row that is rejected."""
    told = result["results"][row]
    assert ("REJECTED", None, None) == (told["action"], told["id"], told["record"])
    found: dict[str, Any] = told["error"]
    return found


def stored(api: Api, fields: str, **condition: Any) -> list[dict[str, Any]]:
    """Return the rockets that match, deleted ones too, in the order of their names."""
    order = "orderBy: { name: AscNullsLast }"
    query = f"query($f: RocketFilterInput) {{ rockets(filter: $f, {order}) {{ edges {{ node {{ {fields} }} }} }} }}"
    deleted = {"or": [{"deletedAt": {"is": "NULL"}}, {"deletedAt": {"is": "NOT_NULL"}}]}
    return [edge["node"] for edge in api.ask(query, f={"and": [deleted, condition]})["rockets"]["edges"]]
