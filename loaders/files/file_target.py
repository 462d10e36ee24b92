"""A file that is complete or not there: written beside its place, synced, then renamed; or standard output."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
import zlib
from pathlib import Path
from typing import BinaryIO

from loaders.errors import FileError

_BUFFER = 1 << 20
_GZIP = 31
"""The window bits that make zlib write gzip, with no time in it: equal rows give equal bytes."""
_LEVEL = 6


class FileTarget:
    """Takes bytes, compresses them on request, counts and hashes what is stored; only `publish` gives the file its name."""

    def __init__(self, path: Path | None, *, compress: bool = False, resume_at: int = 0) -> None:
        self.path = path
        self.size = 0
        self.closed = False
        self._compress = compress
        self._member = _member() if compress else None
        self._digest = hashlib.sha256()
        self._stream: BinaryIO = sys.stdout.buffer if path is None else _open_part(part_of(path))
        if path is not None:
            self._keep(resume_at)

    @property
    def sha256(self) -> str:
        """The digest of what was stored so far."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        """Append bytes."""
        if self._compress:
            self._member = self._member or _member()
            self._store(self._member.compress(data))
        else:
            self._store(data)
        return len(data)

    def tell(self) -> int:
        """Return how many bytes were stored; writers of archives ask."""
        return self.size

    def flush(self) -> None:
        """Hand what was written to the system."""
        if not self.closed:
            self._stream.flush()

    def checkpoint(self) -> int:
        """Make what was written durable and return its length, at which another process can go on."""
        if not self.closed:
            self._end_member()
            self._stream.flush()
            if self.path is not None:
                os.fsync(self._stream.fileno())
        return self.size

    def close(self) -> None:
        """Make the whole content durable; the file has its name only after `publish`."""
        if self.closed:
            return
        self.checkpoint()
        self.closed = True
        if self.path is not None:
            self._stream.close()

    def publish(self) -> None:
        """Give the file its name."""
        self.close()
        if self.path is None:
            return
        part_of(self.path).replace(self.path)
        sync_folder(self.path.parent)

    def abandon(self) -> None:
        """Leave what there is under the name of the unfinished file."""
        self.closed = True
        if self.path is not None:
            self._stream.close()

    def _store(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)

    def _end_member(self) -> None:
        """End what is compressed so far as a whole of its own: a file of several such is one gzip file."""
        if self._member is not None:
            self._store(self._member.flush())
            self._member = None

    def _keep(self, length: int) -> None:
        """Cut the unfinished file to the length that is known to be good, and read it for the digest."""
        found = os.fstat(self._stream.fileno()).st_size
        if found < length:
            self._stream.close()
            raise FileError(f"{self._stream.name}: is shorter than when it was left; export again without --resume")
        self._stream.truncate(length)
        while self.size < length:
            chunk = self._stream.read(min(_BUFFER, length - self.size))
            self._digest.update(chunk)
            self.size += len(chunk)
        self._stream.seek(length)


def part_of(path: Path) -> Path:
    """Return where the unfinished file lies."""
    return path.with_name(path.name + ".part")


def write_private(path: Path, data: bytes) -> None:
    """Write a small file that is its owner's alone, whole or not at all."""
    target = FileTarget(path)
    try:
        target.write(data)
    except BaseException:
        target.abandon()
        raise
    target.publish()


def sync_folder(folder: Path) -> None:
    """Make the names of a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _member() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)


def _open_part(part: Path) -> BinaryIO:
    if part.with_name(part.name.removesuffix(".part")).is_dir():
        raise FileError(f"{part.name.removesuffix('.part')} is a folder; name a file with -o")
    try:
        part.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FileError(f"{part}: cannot be written: {error.strerror}; name another file with -o") from None
    os.fchmod(descriptor, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FileError(f"{part}: another export writes it; wait for it, or name another file with -o") from None
    return os.fdopen(descriptor, "r+b", buffering=_BUFFER)
