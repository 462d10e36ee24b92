"""Limits: how much one request may ask, published by the root field `limits`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAX_ROOT_FIELDS: Final = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server; the defaults are Twenty's where it has them. Rates of 0 are none."""

    records_per_create: int = 200
    records_per_update: int = 200
    records_per_upsert: int = 1_000
    nodes: int = 20_000
    """The most records the pages of one document may hold together."""
    requests_per_second: int = 0
    requests_per_minute: int = 0

    def published(self) -> Mapping[str, int | None]:
        """Return the fields of the type Limits."""
        return {
            "maxRecordsPerCreate": self.records_per_create,
            "maxRecordsPerUpsert": self.records_per_upsert,
            "maxRootFields": MAX_ROOT_FIELDS,
            "maxPageSize": self.nodes,
            "requestsPerSecond": self.requests_per_second or None,
            "requestsPerMinute": self.requests_per_minute or None,
        }
