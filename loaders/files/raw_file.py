"""The bytes of a file, as often as they are wanted: a plain file, a gzip file unpacked on the way, or a pipe kept on disk."""

from __future__ import annotations

import atexit
import gzip
import io
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from loaders.errors import FileError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
MOST_EXPANSION = 100
"""How many times its own size a packed file may unpack to."""
ALWAYS_UNPACKED = 16 << 20
"""What may come out of any packed file, however small."""
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that can be read again and again, and the name by which people know it."""

    path: Path
    name: str
    packed: bool = False
    unpacked_limit: int | None = None

    @property
    def suffix(self) -> str:
        """The last part of the name, in lower case, without `.gz`."""
        suffixes = [suffix.lower() for suffix in Path(self.name).suffixes]
        return next((suffix for suffix in reversed(suffixes) if suffix != ".gz"), "")

    def open(self) -> BinaryIO:
        """Open the bytes, unpacked."""
        if not self.packed:
            return self.path.open("rb")
        return io.BufferedReader(cast("io.RawIOBase", _Unpacked(self)), _PIECE)

    def open_text(self, encoding: str, errors: str = "strict") -> TextIO:
        """Open the text with its line ends as they stand."""
        return io.TextIOWrapper(self.open(), encoding=encoding, errors=errors, newline="")


def open_raw(path: Path | str, *, trusted: bool = False) -> RawFile:
    """Make the file, or standard input for `-`, ready to be read several times."""
    name = "standard input" if str(path) == "-" else str(path)
    with file_errors(name):
        found = _kept(path)
        with found.open("rb") as stream:
            packed = stream.read(len(GZIP)) == GZIP
        limit = None if trusted else max(ALWAYS_UNPACKED, MOST_EXPANSION * found.stat().st_size)
    return RawFile(found, name, packed, limit if packed else None)


@contextmanager
def file_errors(name: str) -> Iterator[None]:
    """Turn what the system says about a file into a message that names it."""
    try:
        yield
    except OSError as error:
        raise FileError(f"{name}: {error.strerror or error}") from None


def _kept(path: Path | str) -> Path:
    """Return a path that can be read twice: what is no regular file is copied to a private one first."""
    if str(path) == "-":
        return _spooled(sys.stdin.buffer)
    found = Path(path)
    if found.is_file() or found.is_dir() or not found.exists():
        return found
    with found.open("rb") as stream:
        return _spooled(stream)


def _spooled(stream: BinaryIO) -> Path:
    descriptor, name = tempfile.mkstemp(prefix="ferry-")
    kept = Path(name)
    atexit.register(kept.unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as target:
        shutil.copyfileobj(stream, target, _PIECE)
    return kept


class _Unpacked(io.RawIOBase):
    """The contents of a gzip file, up to a limit that keeps a small file from filling hours."""

    def __init__(self, file: RawFile) -> None:
        self._file = file
        self._stream = gzip.GzipFile(file.path, "rb")
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            count = self._stream.readinto(buffer)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileError(f"{self._file.name}: the gzip file is damaged or cut off ({error}); make it again") from None
        self._size += count
        if self._file.unpacked_limit is not None and self._size > self._file.unpacked_limit:
            raise FileError(
                f"{self._file.name}: unpacks to more than {MOST_EXPANSION} times its size; if you trust it, unpack it "
                "with gunzip and give that file, or give --allow-large-workbook"
            )
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()
