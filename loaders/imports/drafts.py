"""A row on its way: what was read from it, what is wrong with it, and what is to be sent for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from loaders.files.rows import Row
from loaders.runs.outcomes import Outcome, RowError


@dataclass(slots=True)
class Draft:
    """One row between the file and the server; every step adds to it, and nothing but steps reads it."""

    row: Row
    record: dict[str, Any]
    """The values of the row by field, a composite's by sub-field; a field not given is absent, a cleared one is None."""
    references: list[tuple[int, Any]] = field(default_factory=list)
    """Related records still to be found: the number of the mapped column, and the value that names the record."""
    links: list[tuple[int, Any]] = field(default_factory=list)
    """Related records that are looked for when all rows are in."""
    errors: list[RowError] = field(default_factory=list)
    record_id: str = ""
    outcome: Outcome | None = None
    deferred: bool = False
    """Whether the row waits, without an outcome, for its related record."""
    unlinked: bool = False
    """Whether it is loaded without a related record that it names, because there is none."""
    planned: bool = False
    """Whether it names a record that a rehearsal would have made, so that the server cannot judge the row yet."""
    payload: dict[str, Any] | None = None
    """What is sent: the record when it is new, else its id and what changes."""
    stored: dict[str, Any] | None = None
    """What the stored record holds in the fields that change."""
    updated_at: str = ""
    """When the record was last written, of a row that has nothing to write."""

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet."""
        return self.outcome is None and not self.deferred

    @property
    def may_be_linked(self) -> bool:
        """Whether its record may still change when links are set, though nothing else of it does."""
        return bool(self.links) and self.outcome is Outcome.UNCHANGED

    def reject(self, error: RowError) -> None:
        """Add one more reason why the row is not written."""
        self.errors.append(error)
        self.outcome = Outcome.REJECTED
        self.payload = None

    def skip(self) -> None:
        """Leave the row out, as was asked for."""
        self.outcome = Outcome.SKIPPED
        self.payload = None
