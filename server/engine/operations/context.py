"""The context of an operation: what it needs beside its plan."""

from __future__ import annotations

from dataclasses import dataclass

from server.engine.catalogue import Catalogue
from server.engine.operations.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Context:
    """The live model, and who writes when."""

    catalogue: Catalogue
    stamp: Stamp
