"""A file that is complete or not there: written beside its place, synced, then renamed; or standard output."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from loaders.errors import FileError


class CsvTarget:
    """Takes lines and counts and hashes their bytes; only `finish` makes the file appear under its name."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.size = 0
        self._digest = hashlib.sha256()
        self._stream: BinaryIO = sys.stdout.buffer if path is None else _open_part(path)

    @property
    def part(self) -> Path | None:
        """Where the unfinished file lies."""
        return None if self.path is None else _part_of(self.path)

    @property
    def sha256(self) -> str:
        """The digest of what was written so far."""
        return self._digest.hexdigest()

    def write(self, text: str) -> None:
        """Append text."""
        self.write_bytes(text.encode())

    def write_bytes(self, data: bytes) -> None:
        """Append bytes."""
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)

    def finish(self) -> None:
        """Make the file durable, then visible."""
        self._stream.flush()
        if self.path is None:
            return
        os.fsync(self._stream.fileno())
        self._stream.close()
        _part_of(self.path).replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def abandon(self) -> None:
        """Leave what there is under the name of the unfinished file."""
        self._stream.flush()
        if self.path is not None:
            self._stream.close()


def _part_of(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _open_part(path: Path) -> BinaryIO:
    if path.is_dir():
        raise FileError(f"{path} is a folder; name a file with -o")
    try:
        descriptor = os.open(_part_of(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise FileError(f"{_part_of(path)}: cannot be written: {error.strerror}; name another file with -o") from None
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "wb", buffering=1 << 20)
