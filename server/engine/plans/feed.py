"""The change feed: what is answered of the changes of an object's records, from where on; frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from server.engine.plans.entries import Constant, Fact, RecordEntry, RecordShape
from server.engine.plans.positions import Position


@dataclass(frozen=True, slots=True)
class ChangesEntry:
    """The list of changes."""

    key: str
    entries: tuple[Constant | Fact | RecordEntry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ChangesShape:
    """A page of changes, its records and the token to go on with."""

    record: RecordShape
    entries: tuple[Constant | Fact | ChangesEntry, ...]


@dataclass(frozen=True, slots=True)
class FindChanges:
    """The first changes after a position, None being the beginning; with `from_now` none but the position of now."""

    shape: ChangesShape
    since: Position | None
    limit: int
    from_now: bool

    @property
    def nodes(self) -> int:
        """The most records its answer may hold."""
        return self.limit * self.shape.record.nodes
