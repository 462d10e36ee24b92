"""A backup that is read: its manifest, its model, and its records once their checksum is found right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.backups.contents import content_of
from loaders.backups.data_file import check_file, read_records
from loaders.backups.differences import Record
from loaders.backups.manifest import MANIFEST, Manifest, ObjectEntry, read_manifest
from loaders.backups.schema_file import SCHEMA, read_schema
from loaders.errors import UsageError
from loaders.remote.documents import Fields
from loaders.remote.model import RemoteModel


@dataclass(frozen=True, slots=True)
class Backup:
    """A folder that `ferry backup` made."""

    folder: Path
    manifest: Manifest
    model: RemoteModel

    def entries(self, names: str | None) -> tuple[ObjectEntry, ...]:
        """Return the entries of the objects `--objects` names, every one without it, in the order of the manifest."""
        if names is None:
            return self.manifest.objects
        wanted = {self.model.find(name).name_singular for name in filter(None, map(str.strip, names.split(",")))}
        missing = wanted - {entry.object for entry in self.manifest.objects}
        if missing:
            raise UsageError(f"{self.folder}: the backup does not hold {', '.join(sorted(missing))}")
        return tuple(entry for entry in self.manifest.objects if entry.object in wanted)

    def check(self, entries: tuple[ObjectEntry, ...]) -> None:
        """Refuse the backup unless these files, and those beside them, are what was written."""
        for beside in self.manifest.files:
            check_file(self.folder, beside.file, beside.sha256)
        for entry in entries:
            check_file(self.folder, entry.file, entry.sha256)

    def records(self, entry: ObjectEntry) -> Iterator[dict[str, Any]]:
        """Yield the records of an object as the server answered them."""
        return read_records(self.folder / entry.file)

    def contents(self, entry: ObjectEntry, fields: Fields) -> Iterator[Record]:
        """Yield what the records of an object hold of these fields."""
        for record in self.records(entry):
            yield record["id"], content_of(record, fields)


def is_backup(folder: Path) -> bool:
    """Tell whether a folder has what only backups have."""
    return (folder / MANIFEST).is_file() and (folder / SCHEMA).is_file()


def open_backup(folder: Path) -> Backup:
    """Read the manifest and the model of a backup."""
    manifest = read_manifest(folder)
    schema = next((beside for beside in manifest.files if beside.file == SCHEMA), None)
    if schema is None:
        raise UsageError(f"{folder}: the manifest names no {SCHEMA}; use another backup")
    check_file(folder, schema.file, schema.sha256)
    return Backup(folder, manifest, read_schema((folder / SCHEMA).read_bytes()))
