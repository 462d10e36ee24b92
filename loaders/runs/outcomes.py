"""What becomes of a row: one outcome each, and for a rejected one every error it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from loaders.errors import AccountingError


class Outcome(StrEnum):
    """The outcomes of a row, in the order of the summary."""

    CREATED = "created"
    UPDATED = "updated"
    RESTORED = "restored"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    SKIPPED = "skipped"


LOADED = frozenset((Outcome.CREATED, Outcome.UPDATED, Outcome.RESTORED, Outcome.UNCHANGED))
"""The outcomes of rows that have a record to show."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One reason why a row is not written; `column` is the heading of the cell at fault, `hint` says how to mend it."""

    code: str
    reason: str
    column: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.column}: {self.reason}" if self.column else self.reason


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not written, or without a link it should have: its cells as they stood, and every reason."""

    row: int
    line: int
    cells: Sequence[str]
    errors: tuple[RowError, ...]
    record_id: str = ""
    """The record that was written without its link, or nothing."""


@dataclass(slots=True)
class Tally:
    """How many rows had which outcome, how many were read, and what deserves a remark."""

    read: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    incomplete: int = 0
    """Rows that were written without a link they should have."""
    parents: int = 0
    """Related records that were made, or restored, because rows named them."""

    @property
    def done(self) -> int:
        """The number of rows that have an outcome."""
        return self.outcomes.total()

    def check(self, expected: int) -> None:
        """Raise unless the file's rows, the rows read and the outcomes agree."""
        if not expected == self.read == self.done:
            raise AccountingError(
                f"the file has {expected} rows, {self.read} were read and {self.done} have an outcome; "
                "if the file did not change during the run, this is a fault of ferry: please report it"
            )
