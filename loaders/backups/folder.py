"""A folder that is complete or not there: filled beside its place under another name, synced, then renamed."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from loaders.errors import FileError, UsageError


class NewFolder:
    """Fills `NAME.part`; only `finish` makes it appear under its name. Leaving without that removes it.

    What a killed process left behind is removed by the next that fills the same folder; a lock tells the two apart.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self.path = place.with_name(place.name + ".part")
        self._descriptor = -1
        self._finished = False

    def __enter__(self) -> Self:
        _refuse_taken(self._place)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)
            self._descriptor = os.open(self.path, os.O_RDONLY)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._close()
            raise UsageError(f"{self.path}: another process fills this folder; wait for it, or name another folder") from None
        except OSError as error:
            self._close()
            raise FileError(f"{self.path}: cannot be made: {error.strerror}; name another folder") from None
        _empty(self.path)
        self.path.chmod(0o700)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._finished:
            shutil.rmtree(self.path)
        self._close()

    def write(self, name: str, data: bytes) -> None:
        """Write a small file, durable when it returns."""
        descriptor = os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def make(self, name: str) -> Path:
        """Make a folder within."""
        inner = self.path / name
        inner.mkdir(mode=0o700)
        return inner

    def finish(self) -> None:
        """Make the folder durable, then visible under its name."""
        for inner in (*(path for path in self.path.iterdir() if path.is_dir()), self.path):
            _sync(inner)
        _refuse_taken(self._place)
        self.path.rename(self._place)
        self._finished = True
        _sync(self._place.parent)

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _refuse_taken(place: Path) -> None:
    if place.is_symlink() or (place.exists() and (not place.is_dir() or any(place.iterdir()))):
        raise UsageError(f"{place} exists already; name a new folder, for example with the date in it")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
