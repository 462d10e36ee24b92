"""What the server itself writes on records: ids, instants and actors."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

SERVER_COLUMNS = frozenset(
    {"createdByWorkspaceMemberId", "createdByContext"}
    | {f"updatedBy{part}" for part in ("Source", "Name", "WorkspaceMemberId", "Context")}
)
"""What a client may never write: of the actors only the creator's source and name are its to say."""
_SEQUENCE = 1 << 12
"""How many ids one millisecond has places for."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, when and how: an instant as it is stored, the name of the key, and the source records show."""

    now: str
    caller: str
    source: str = "API"

    def actors(self) -> dict[str, Any]:
        """Return the columns of both actors of a new record."""
        return {**self._actor("createdBy"), **self._actor("updatedBy")}

    def updated(self) -> dict[str, Any]:
        """Return the columns that every change of a record sets."""
        return {"updatedAt": self.now, **self._actor("updatedBy")}

    def _actor(self, field: str) -> Mapping[str, Any]:
        parts = {"Source": self.source, "Name": self.caller, "WorkspaceMemberId": None, "Context": "{}"}
        return {field + part: value for part, value in parts.items()}


def stamp(caller: str) -> Stamp:
    """Return the stamp of a write that happens now."""
    return Stamp(instant(datetime.now(UTC)), caller)


def instant(moment: datetime) -> str:
    """Return a moment of UTC as it is stored and answered."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_ids(count: int) -> list[str]:
    """Return ids that sort by time and, within one call, by place (UUID version 7): they land side by side in the index."""
    start = time.time_ns() // 1_000_000
    ids: list[str] = []
    for first in range(0, count, _SEQUENCE):
        moment = f"{start + first // _SEQUENCE:012x}"
        prefix = f"{moment[:8]}-{moment[8:]}-7"
        size = min(_SEQUENCE, count - first)
        noise = os.urandom(8 * size).hex()
        ids += [f"{prefix}{n:03x}-8{noise[16 * n : 16 * n + 3]}-{noise[16 * n + 4 : 16 * n + 16]}" for n in range(size)]
    return ids
