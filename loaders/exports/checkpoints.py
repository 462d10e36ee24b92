"""Where an unfinished export stands, beside its unfinished file: how `--resume` knows where to go on."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from loaders.errors import FileError, UsageError
from loaders.files.file_target import part_of, write_private

EVERY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is safely in the unfinished file, and from where the rest is read."""

    plan: str
    """The digest of everything that decides what the file holds."""
    rows: int
    size: int
    read: int
    """How many records were read for the rows; some may have been left out."""
    last_id: str
    cursor: str
    total: int | None
    snapshot: str | None


class CheckpointFile:
    """The checkpoint of one unfinished file; there is none for a pipe, and none for what cannot be gone on with."""

    def __init__(self, output: Path, every: float = EVERY_SECONDS) -> None:
        self.path = output.with_name(f"{output.name}.part.json")
        self._part = part_of(output)
        self._every = every
        self._last = time.monotonic()

    @property
    def is_due(self) -> bool:
        """Whether the last one is old enough."""
        return time.monotonic() - self._last >= self._every

    def write(self, checkpoint: Checkpoint) -> None:
        """Store a checkpoint; the unfinished file must be durable up to it."""
        write_private(self.path, orjson.dumps(asdict(checkpoint)))
        self._last = time.monotonic()

    def read(self, plan: str) -> Checkpoint | None:
        """Return where the unfinished export stands; None when there is none to go on with."""
        try:
            found = Checkpoint(**orjson.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return None
        except (orjson.JSONDecodeError, TypeError):
            raise FileError(f"{self.path}: is damaged; export again without --resume") from None
        if found.plan != plan:
            raise UsageError(
                f"{self._part}: was begun with other options, on another server or by another version; give the same "
                "options, or export again without --resume"
            )
        return found if self._part.exists() else None

    def remove(self) -> None:
        """Forget the checkpoint."""
        self.path.unlink(missing_ok=True)
