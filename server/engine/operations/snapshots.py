"""Snapshots: what a connection tells of the state its records were read from."""

from __future__ import annotations

from server.engine.catalogue import Entity
from server.engine.operations.context import Context
from server.engine.operations.feed import present_position
from server.engine.operations.stamps import instant
from server.engine.results.writers import SnapshotFacts
from server.storage.statement import Steps


def tell_snapshot(context: Context, entity: Entity) -> Steps[SnapshotFacts]:
    """Return what is told of the state that is read now; it has a token only when it is held."""
    position = yield from present_position(entity)
    held = context.snapshot
    if held is None:
        return SnapshotFacts(None, None, position.token)
    return SnapshotFacts(held.token, instant(held.expires_at), position.token)
