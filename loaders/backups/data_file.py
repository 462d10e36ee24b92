"""The records of one object in a backup: a line of JSON each, compressed, counted and hashed while they are written."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from loaders.backups.contents import ContentHash, content_bytes, content_of
from loaders.backups.manifest import ObjectEntry
from loaders.errors import FileError
from loaders.remote.documents import Fields

DATA = "data"
_LEVEL = 6
_CHUNK = 1 << 20


class DataWriter:
    """Takes records; `finish` makes the file durable and returns its entry in the manifest."""

    def __init__(self, folder: Path, object_name: str, fields: Fields) -> None:
        self.object = object_name
        self.fields = fields
        self.rows = 0
        self.deleted_rows = 0
        self.high_water_mark = ""
        self._hash = ContentHash()
        self._name = f"{object_name}.jsonl.gz"
        self._file = _HashedFile(folder / self._name)
        self._stream = gzip.GzipFile("", "wb", _LEVEL, self._file, mtime=0)

    def write(self, records: Iterable[dict[str, Any]]) -> None:
        """Append records."""
        lines = []
        for record in records:
            lines.append(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
            self._hash.add(content_bytes(content_of(record, self.fields)))
            self.deleted_rows += record.get("deletedAt") is not None
            self.high_water_mark = max(self.high_water_mark, record.get("updatedAt") or "")
        self.rows += len(lines)
        self._stream.write(b"".join(lines))

    def finish(self) -> ObjectEntry:
        """Close the file; nothing more can be appended."""
        self._stream.close()
        self._file.finish()
        return ObjectEntry(
            self.object,
            f"{DATA}/{self._name}",
            self.rows,
            self.deleted_rows,
            self._file.size,
            self._file.sha256,
            self._hash.hex,
            self.fields,
        )

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()


class _HashedFile:
    """A private file whose bytes are counted and hashed on their way."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._stream = os.fdopen(descriptor, "wb", buffering=_CHUNK)
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self._stream.write(data)

    def flush(self) -> None:
        self._stream.flush()

    def finish(self) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def close(self) -> None:
        self._stream.close()


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a data file."""
    try:
        with gzip.open(path, "rb") as stream:
            for line in stream:
                yield orjson.loads(line)
    except (OSError, EOFError, zlib.error, orjson.JSONDecodeError) as error:
        raise FileError(f"{path}: is damaged: {error}; take another backup") from None


def check_file(folder: Path, name: str, sha256: str) -> None:
    """Refuse a file whose bytes are not those that were written."""
    path = folder / name
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise FileError(f"{path}: {error.strerror}; the backup is not whole, use another") from None
    if digest.hexdigest() != sha256:
        raise FileError(f"{path}: is not what was written: its SHA-256 differs from the manifest's; use another backup")
