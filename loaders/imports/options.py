"""What the command line decides about an import; kept in the journal, so that a run is taken up as it was begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from loaders.errors import UsageError
from loaders.mapping.mapping import Missing

CLEAR = "\\N"
"""The cell that clears the stored value, unless another is declared; one more backslash before it makes it plain text."""


class Mode(StrEnum):
    """Which rows are written: those that match a record, those that match none, or both."""

    UPSERT = "upsert"
    CREATE = "create"
    UPDATE = "update"


class Restore(StrEnum):
    """What becomes of a row that matches a deleted record: the record is restored, the row is skipped, or rejected."""

    YES = "yes"
    NO = "no"
    ERROR = "error"


class Empty(StrEnum):
    """What an empty cell means for a stored value."""

    KEEP = "keep"
    CLEAR = "clear"


class OnDuplicate(StrEnum):
    """Which of several rows with one key is loaded: the first and the others are errors, the first, the last, or all as one."""

    REJECT = "reject"
    FIRST = "first"
    LAST = "last"
    MERGE = "merge"


class Position(StrEnum):
    """Where new records stand: behind all others in the order of the file, or before them as Twenty puts them."""

    LAST = "last"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class ErrorLimit:
    """How many rows may be rejected before a run stops: a number of rows, or a share of the file."""

    count: int | None = None
    percent: float | None = None

    @classmethod
    def parse(cls, text: str | None) -> ErrorLimit:
        """Return the limit an option names, `100` or `5%`; none without the option."""
        if text is None:
            return cls()
        number = text.strip().removesuffix("%")
        try:
            limit = cls(percent=float(number)) if text.strip().endswith("%") else cls(count=int(number))
        except ValueError:
            limit = cls(count=-1)
        if (limit.count or 0) < 0 or not 0 <= (limit.percent or 0) <= 100:
            raise UsageError(f'--max-errors "{text}" is neither a number of rows nor a share such as 5%')
        return limit

    def exceeded(self, rejected: int, rows: int) -> bool:
        """Tell whether so many rejected rows are too many."""
        return (self.count is not None and rejected > self.count) or (
            self.percent is not None and rejected * 100 > self.percent * rows
        )


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The decisions of one import; the fields of `formats` are those of `CellFormat`, for every column they suit."""

    mode: Mode = Mode.UPSERT
    key: tuple[str, ...] = ()
    restore: Restore = Restore.YES
    empty: Empty = Empty.KEEP
    clear_token: str = CLEAR
    on_duplicate: OnDuplicate = OnDuplicate.REJECT
    missing: Missing = Missing.REJECT
    position: Position = Position.LAST
    restore_parents: bool = False
    require_key: bool = False
    if_unmodified: bool = False
    fresh_ids: bool = False
    history: bool = False
    exact: bool = False
    """Whether headings are the API's names, and cells its values: nothing is matched by likeness, no cell is judged here."""
    strict_twenty: bool = False
    """Whether rows are read and sent as Twenty's own importer does, with its losses."""
    dry_run: bool = False
    limit: int | None = None
    batch: int | None = None
    jobs: int | None = None
    max_errors: str | None = None
    preset: str | None = None
    accept_guesses: bool = False
    reading: Mapping[str, Any] = field(default_factory=dict)
    """What is declared of the files: encoding, delimiter, sheet, heading row."""
    formats: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the options as the journal keeps them."""
        return asdict(self)

    def rehearsed(self) -> ImportOptions:
        """Return the same options for a run that writes nothing."""
        return replace(self, dry_run=True)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ImportOptions:
        """Return the options a journal has kept."""
        known = {member.name for member in fields(cls)}
        return cls(**{name: _TYPES[name](value) if name in _TYPES else value for name, value in kept.items() if name in known})


_TYPES: dict[str, Callable[[Any], Any]] = {
    "mode": Mode,
    "restore": Restore,
    "empty": Empty,
    "on_duplicate": OnDuplicate,
    "missing": Missing,
    "position": Position,
    "key": tuple,
}
