"""A workspace that holds everything: records of every object, deleted ones, cycles, records that are their own kin."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from loaders.mapping.order import import_order
from schema.data_model import DataModel
from schema.model import ObjectMetadata
from tests.io.custom_server import rocket_model
from tests.io.hazards import Hazards, create_mutation
from tests.io.running_server import ROOT, RunningServer

MEMBER = "20202020-0000-4000-8000-0000000000cc"
COUNTS = {
    obj.name_singular: {"company": 40, "rocket": 60}.get(obj.name_singular, 10)
    for obj in import_order(rocket_model().active).objects
    if not obj.managed
}
"""How many records of each object a workspace has, parents first."""
_TOGETHER = 200


def fill(server: RunningServer, model: DataModel, counts: dict[str, int], seed: int = 1) -> Hazards:
    """Write so many records of each object, then links among them; return what made them."""
    hazards = Hazards(model, seed)
    server.add_member(MEMBER, "member@hazard.example")
    hazards.ids["workspaceMember"] = [MEMBER]
    for name, count in counts.items():
        send(server, model.by_name[name], hazards.records(name, count))
    for name in counts:
        links = hazards.links(name) if _points_ahead(model.by_name[name], counts) else []
        send(server, model.by_name[name], links, upsert=True)
    return hazards


def send(server: RunningServer, obj: ObjectMetadata, records: list[dict[str, object]], *, upsert: bool = False) -> None:
    """Create or update records, as many a call as go."""
    for start in range(0, len(records), _TOGETHER):
        server.ask(create_mutation(obj, upsert=upsert), data=records[start : start + _TOGETHER])


def import_members(server: RunningServer, file: Path) -> None:
    """Make the members of a file, as an operator does."""
    command = [sys.executable, "-m", "server", "members", "import", str(file), "--database", str(server.database)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def content_hashes(folder: Path) -> dict[str, str]:
    """Return the content hash of every object of a backup."""
    manifest = json.loads((folder / "manifest.json").read_text())
    return {entry["object"]: entry["content_hash"] for entry in manifest["objects"]}


def _points_ahead(obj: ObjectMetadata, counts: dict[str, int]) -> bool:
    """Tell whether records of an object may name records that are made after them, or of their own object."""
    names = list(counts)
    place = names.index(obj.name_singular)
    return any(relation.target in names[place:] for relation in obj.parents)
