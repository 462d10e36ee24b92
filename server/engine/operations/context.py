"""The context of an operation: what it needs beside its plan."""

from __future__ import annotations

from dataclasses import dataclass

from server.engine.catalogue import Catalogue
from server.engine.operations.stamps import Stamp
from server.storage.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Context:
    """The live model, who writes when, and the snapshot that is read; without one the present state is."""

    catalogue: Catalogue
    stamp: Stamp
    snapshot: Snapshot | None = None
