"""A workspace that holds everything: records of every object, deleted ones, cycles, records that are their own kin."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loaders.mapping.order import import_order
from schema.data_model import DataModel
from schema.model import ObjectMetadata
from tests.io.custom_server import rocket_model
from tests.io.hazards import Hazards, create_mutation

MEMBER = "20202020-0000-4000-8000-0000000000cc"
MEMBERS = [
    {
        "id": MEMBER,
        "name": {"firstName": "Owner", "lastName": "member"},
        "userEmail": "member@hazard.example",
        "userId": MEMBER,
    }
]
COUNTS = {
    obj.name_singular: {"company": 40, "rocket": 60}.get(obj.name_singular, 10)
    for obj in import_order(rocket_model().active).objects
    if not obj.managed
}
"""How many records of each object a workspace has, parents first."""
_TOGETHER = 200

Ask = Callable[..., Any]
"""Sends a document with its variables to a server, and returns the data of the answer."""


def fill(ask: Ask, model: DataModel, counts: dict[str, int], seed: int = 1, *, importable: bool = False) -> None:
    """Write so many records of each object, then links among them; the member is there already."""
    hazards = Hazards(model, seed, importable=importable)
    hazards.ids["workspaceMember"] = [MEMBER]
    for name, count in counts.items():
        _send(ask, model.by_name[name], hazards.records(name, count))
    for name in counts:
        links = hazards.links(name) if _points_ahead(model.by_name[name], counts) else []
        _send(ask, model.by_name[name], links, upsert=True)


def content_hashes(folder: Path) -> dict[str, str]:
    """Return the content hash of every object of a backup."""
    manifest = json.loads((folder / "manifest.json").read_text())
    return {entry["object"]: entry["content_hash"] for entry in manifest["objects"]}


def _send(ask: Ask, obj: ObjectMetadata, records: list[dict[str, Any]], *, upsert: bool = False) -> None:
    for start in range(0, len(records), _TOGETHER):
        ask(create_mutation(obj, upsert=upsert), data=records[start : start + _TOGETHER])


def _points_ahead(obj: ObjectMetadata, counts: dict[str, int]) -> bool:
    """Tell whether records of an object may name records that are made after them, or of their own object."""
    names = list(counts)
    place = names.index(obj.name_singular)
    return any(relation.target in names[place:] for relation in obj.parents)
