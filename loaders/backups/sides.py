"""The sides of a comparison: a backup, a live server, or an export; each holds sets of records, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from loaders.backups.contents import SERVER_OWNED, content_of
from loaders.backups.differences import Record
from loaders.backups.live import Live, Readable
from loaders.backups.opened import Backup
from loaders.errors import UsageError
from loaders.remote.documents import Fields
from loaders.remote.model import RemoteModel


@dataclass(frozen=True, slots=True)
class Summary:
    """The content hash of a set of records over all its fields, and their number."""

    content_hash: str
    rows: int


class Side(Protocol):
    """One side. A set of records is the records of an object, or all rows of an export."""

    @property
    def sets(self) -> Sequence[str]:
        """The names of its sets of records."""

    def fields(self, name: str) -> Fields:
        """Return the fields that can be compared, composites with their parts."""

    def summary(self, name: str) -> Summary | None:
        """Return what is known of a set without reading it."""

    def contents(self, name: str, fields: Fields) -> Iterator[Record]:
        """Yield the records of a set with what they hold of these fields."""


class BackupSide:
    """A backup; a file is read only after its checksum is found right."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup

    @property
    def sets(self) -> Sequence[str]:
        """The objects it holds."""
        return [entry.object for entry in self.backup.manifest.objects]

    def fields(self, name: str) -> Fields:
        """Return the fields it holds."""
        return _compared(self.backup.manifest.by_name[name].fields)

    def summary(self, name: str) -> Summary | None:
        """Return what the manifest says, which holds for the file as long as that is what was written."""
        entry = self.backup.manifest.by_name[name]
        self.backup.check((entry,))
        return Summary(entry.content_hash, entry.rows)

    def contents(self, name: str, fields: Fields) -> Iterator[Record]:
        """Yield the records of the file."""
        entry = self.backup.manifest.by_name[name]
        self.backup.check((entry,))
        return self.backup.contents(entry, fields)


class LiveSide:
    """A live server, compared with a backup: its records as they are now, deleted ones if the backup has them."""

    def __init__(self, live: Live, model: RemoteModel, names: Sequence[str]) -> None:
        self._live = live
        self._found: dict[str, Readable] = {}
        for name in names:
            obj = model.by_name(name)
            readable = None if obj is None else live.look(obj)[0]
            if readable is not None:
                self._found[name] = readable

    @property
    def sets(self) -> Sequence[str]:
        """The objects of the backup that the key may read."""
        return list(self._found)

    def total(self, name: str) -> int:
        """Return how many records an object has."""
        return self._found[name].total

    def fields(self, name: str) -> Fields:
        """Return the fields the key may read."""
        return _compared(self._found[name].fields)

    def summary(self, name: str) -> Summary | None:  # noqa: ARG002 - a server keeps none
        """Return nothing: it has to be read."""
        return None

    def contents(self, name: str, fields: Fields) -> Iterator[Record]:
        """Yield the records of the server."""
        for records in self._live.records(self._found[name]):
            for record in records:
                yield record["id"], content_of(record, fields)


def _compared(fields: Fields) -> Fields:
    return {name: parts for name, parts in fields.items() if name not in SERVER_OWNED}


def common_fields(name: str, left: Fields, right: Fields) -> Fields:
    """Return the fields both sides have."""
    both = {field: [p for p in parts if p in right[field]] for field, parts in left.items() if field in right}
    if not both:
        raise UsageError(f"{name}: the two sides have no field in common; compare two files of one kind")
    return both
