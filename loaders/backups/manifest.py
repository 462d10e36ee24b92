"""The manifest of a backup: what it holds, when it was taken, and the checksums of every file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from loaders.backups.scope import Omission
from loaders.errors import FileError
from loaders.remote.documents import Fields

FORMAT = 1
"""The version of the folder's format; a later one is refused."""
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ObjectEntry:
    """The records of one object: their file with its SHA-256, and the content hash that two servers can be compared by."""

    object: str
    file: str
    rows: int
    deleted_rows: int
    bytes: int
    sha256: str
    content_hash: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file beside the records."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a backup tells about itself. `objects` stand in the order in which they are put back."""

    server: str
    started: str
    finished: str
    consistency: str
    """`SNAPSHOT`: one state of the data. `HIGH_WATER_MARK`: records that were there throughout, as of some moment between."""
    high_water_mark: str | None
    """The latest `updatedAt` of all records."""
    deleted: str
    """`with`, or `no` where soft-deleted records were left out."""
    files: tuple[FileEntry, ...]
    objects: tuple[ObjectEntry, ...]
    left_out: tuple[Omission, ...]
    missing_parents: Mapping[str, int]
    """By relation, how many records it names that the server had no more when they were asked for."""

    @property
    def by_name(self) -> Mapping[str, ObjectEntry]:
        """The entries by their objects."""
        return {entry.object: entry for entry in self.objects}


def write_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as it is stored."""
    return orjson.dumps({"format": FORMAT, **asdict(manifest)}, option=orjson.OPT_INDENT_2) + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup."""
    path = folder / MANIFEST
    try:
        stored = orjson.loads(path.read_bytes())
    except OSError as error:
        raise FileError(f"{path}: {error.strerror}; name the folder that `ferry backup` made") from None
    except orjson.JSONDecodeError as error:
        raise FileError(f"{path}: is damaged: {error}; take another backup") from None
    version = stored.get("format") if isinstance(stored, dict) else None
    if version != FORMAT:
        raise FileError(f"{path}: has format {version}, but this ferry reads {FORMAT}; use the ferry that wrote it")
    try:
        return _manifest(stored)
    except (KeyError, TypeError) as error:
        raise FileError(f"{path}: is damaged: {error}; take another backup") from None


def _manifest(stored: dict[str, Any]) -> Manifest:
    return Manifest(
        stored["server"],
        stored["started"],
        stored["finished"],
        stored["consistency"],
        stored["high_water_mark"],
        stored["deleted"],
        tuple(FileEntry(**entry) for entry in stored["files"]),
        tuple(ObjectEntry(**entry) for entry in stored["objects"]),
        tuple(Omission(**entry) for entry in stored["left_out"]),
        stored["missing_parents"],
    )
