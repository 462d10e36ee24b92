"""Who makes a request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """The holder of an API key, as records name it in `createdBy` and `updatedBy`."""

    key_id: str
    name: str
