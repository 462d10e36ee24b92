"""One file of an export while it is written: records in, rows counted, unfinished until it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.exports.formats import Layout, Records, record_writer
from loaders.files.file_target import FileTarget, part_of


@dataclass(frozen=True, slots=True)
class Written:
    """What a file came to."""

    path: Path | None
    rows: int
    size: int
    sha256: str
    value: str | None = None
    """What its records have in common, where they were split by a field."""


class Part:
    """A file being written; `resume_at` and `rows` say what an earlier process left that is good."""

    def __init__(
        self, layout: Layout, path: Path | None, *, value: str | None = None, resume_at: int = 0, rows: int = 0
    ) -> None:
        self.rows = rows
        self._value = value
        self._file = FileTarget(path, compress=layout.compress, resume_at=resume_at)
        try:
            self._writer = record_writer(layout, self._file, begun=resume_at > 0)
        except BaseException:
            self._file.abandon()
            raise

    def write(self, records: Records) -> None:
        """Append records."""
        self._writer.write(records)
        self.rows += len(records)

    def checkpoint(self) -> int:
        """Make what was written durable and return its length."""
        return self._file.checkpoint()

    def close(self) -> None:
        """End the content; the file has not its name yet."""
        if not self._file.closed:
            self._writer.close()
            self._file.close()

    def publish(self) -> Written:
        """Give the file its name."""
        self.close()
        self._file.publish()
        return Written(self._file.path, self.rows, self._file.size, self._file.sha256, self._value)

    def abandon(self) -> None:
        """Leave the file unfinished."""
        if not self._file.closed:
            self._writer.abandon()
        self._file.abandon()

    def remove_if_empty(self) -> None:
        """Take an abandoned file away that holds no record, neither of this process nor of an earlier one."""
        if self.rows == 0 and self._file.path is not None:
            part_of(self._file.path).unlink(missing_ok=True)
