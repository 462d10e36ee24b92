"""Where runs live: one private folder each, locked while its process works on it."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from loaders.errors import FileError, UsageError


def runs_folder() -> Path:
    """Return the folder of all runs: FERRY_RUNS, else `ferry/runs` among the user's state files."""
    named = os.environ.get("FERRY_RUNS")
    if named:
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "ferry" / "runs"


def new_run() -> Path:
    """Make the folder of a new run; its name, which is the run's id, tells when it began."""
    now = datetime.now(UTC)
    name = f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03}{secrets.token_hex(2)}"
    folder = runs_folder() / name
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise FileError(f"{folder}: cannot be made: {error.strerror}; name another place for runs in FERRY_RUNS") from None
    return folder


def find_run(name: str) -> Path:
    """Return the folder of a run by its id, the beginning of it, `last`, or a path."""
    if (Path(name) / "journal.sqlite").is_file():
        return Path(name)
    known = sorted(folder.name for folder in all_runs())
    if name == "last" and known:
        return runs_folder() / known[-1]
    found = [run for run in known if run == name] or [run for run in known if run.startswith(name)]
    if len(found) == 1:
        return runs_folder() / found[0]
    said = f"may be {', '.join(found)}" if found else "is not known; `ferry status` lists the runs"
    raise UsageError(f'the run "{name}" {said} (runs are kept in {runs_folder()}, or where FERRY_RUNS says)')


def all_runs() -> Iterator[Path]:
    """Yield the folders that hold a journal."""
    folder = runs_folder()
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if (path / "journal.sqlite").is_file())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a run to this process; the lock goes with the process, however it ends."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"the run {folder.name} is at work in another process; wait for it, or end it") from None
        yield
    finally:
        os.close(descriptor)


def is_locked(folder: Path) -> bool:
    """Tell whether a process works on the run."""
    try:
        with locked(folder):
            return False
    except UsageError:
        return True
