"""Proof of a restore: content hashes first, and where they differ, which records and which fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.backups.contents import HISTORY_FIELDS, ContentHash, content_bytes
from loaders.backups.diff import live_side
from loaders.backups.differences import Counts, Difference, Kind, compare
from loaders.backups.manifest import ObjectEntry
from loaders.backups.opened import Backup
from loaders.backups.sides import BackupSide, LiveSide, common_fields
from loaders.remote.client import Client

NAMED = 20
"""How many records that differ are named for each object."""


@dataclass(slots=True)
class Verdict:
    """How the records of an object agree with the backup."""

    object: str
    rows: int
    same_hash: bool = False
    others: int = 0
    """Records of the server that the backup does not hold."""
    missing: int = 0
    differing: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    history: Counter[str] = field(default_factory=Counter)
    """Fields of history that differ, which not every server lets a client write."""
    named: list[Difference] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether every record is there and holds what it held."""
        return not (self.missing or self.differing)

    def add(self, difference: Difference) -> None:
        """Count one more record that is not on both sides alike."""
        if difference.kind is Kind.ADDED:
            self.others += 1
            return
        history = [path for path, values in difference.values.items() if _is_history(path, values)]
        self.history.update(history)
        others = [path for path in difference.values if path not in history]
        self.fields.update(others)
        self.missing += difference.kind is Kind.REMOVED
        self.differing += bool(others)
        if (others or difference.kind is Kind.REMOVED) and len(self.named) < NAMED:
            self.named.append(difference)


def verify(client: Client, backup: Backup, entries: tuple[ObjectEntry, ...]) -> Iterator[Verdict]:
    """Compare the records of the server with those of the backup, object by object."""
    stored = BackupSide(backup)
    with live_side(client, backup) as side:
        for entry in entries:
            if entry.object in side.sets:
                yield _verify(side, stored, entry)
            elif entry.rows:
                yield Verdict(entry.object, entry.rows, missing=entry.rows)


def _verify(live: LiveSide, stored: BackupSide, entry: ObjectEntry) -> Verdict:
    name = entry.object
    verdict = Verdict(name, entry.rows)
    fields = common_fields(name, stored.fields(name), live.fields(name))
    if live.total(name) == entry.rows and fields == stored.fields(name):
        found = ContentHash()
        for _, content in live.contents(name, fields):
            found.add(content_bytes(content))
        verdict.same_hash = found.hex == entry.content_hash
    if not verdict.same_hash:
        for difference in compare(stored.contents(name, fields), live.contents(name, fields), Counts()):
            verdict.add(difference)
    return verdict


def _is_history(path: str, values: tuple[object, object]) -> bool:
    """Tell whether a difference is one of history; a deletion at another moment is one too."""
    return path.partition(".")[0] in HISTORY_FIELDS or (path == "deletedAt" and None not in values)
