"""What a database may refuse, in words that name no engine.

StorageError
├── UniqueViolation
├── ForeignKeyViolation
├── NotNullViolation
├── Busy
├── SnapshotExpired
├── TooManySnapshots
└── DatabaseUnusable
"""

from __future__ import annotations


class StorageError(Exception):
    """A database refused a statement. Never raised directly."""


class UniqueViolation(StorageError):
    """A value of a unique index is taken; `columns` are the columns of the index."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


class ForeignKeyViolation(StorageError):
    """A join column names a record that does not exist, or a record that is still referenced would go."""


class NotNullViolation(StorageError):
    """A column that needs a value got none."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(f"{table}.{column}")
        self.table, self.column = table, column


class Busy(StorageError):
    """Another process holds the database."""


class SnapshotExpired(StorageError):
    """The state a token stands for is no longer held, or never was."""


class TooManySnapshots(StorageError):
    """As many snapshots are open as may be, `most`; one may end in so many `seconds`."""

    def __init__(self, most: int, seconds: int) -> None:
        super().__init__(f"{most} snapshots are open")
        self.most, self.seconds = most, seconds


class DatabaseUnusable(StorageError):
    """The file is no database of ours, cannot be opened, or the disk refuses to write."""
