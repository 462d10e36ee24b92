"""The words of the change feed and of snapshots: what became of a record, and what a walk under a snapshot sees."""

from __future__ import annotations

from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a record."""

    WRITTEN = "WRITTEN"
    DELETED = "DELETED"
    DESTROYED = "DESTROYED"


class SnapshotConsistency(StrEnum):
    """What a walk under a snapshot sees."""

    SNAPSHOT = "SNAPSHOT"
    HIGH_WATER_MARK = "HIGH_WATER_MARK"
