"""Workspace members: made from the command line, for the record API neither creates nor removes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from schema.data_model import DataModel
from server.engine.catalogue import build_catalogue
from server.engine.operations.inserts import insert
from server.engine.operations.stamps import stamp
from server.engine.operations.updates import update_each
from server.engine.operations.upserts import part_rows
from server.storage.statement import Steps

_OBJECT = "workspaceMember"


class BadMember(ValueError):
    """A member of the file that cannot be stored; the message says which and why."""


def import_members(model: DataModel, members: Sequence[Mapping[str, Any]]) -> Steps[int]:
    """Create the members, or update those who match by id or e-mail; return how many there were."""
    entity = build_catalogue(model).entities[_OBJECT]
    checked = entity.checker.check(members, create=True)
    if checked.refusals:
        refusal = checked.refusals[0]
        raise BadMember(f"member {refusal.row + 1}: {refusal.message}")
    by_hand = replace(stamp("System"), source="MANUAL")
    parted = yield from part_rows(entity, checked.columns, checked.count)
    yield from update_each(entity, parted.changes, by_hand)
    yield from insert(entity, checked.columns, parted.inserts, by_hand)
    return checked.count
