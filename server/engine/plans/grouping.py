"""Grouping: what records are grouped by, and how the groups are ordered; frozen data that know no SQL."""

from __future__ import annotations

from dataclasses import dataclass

from schema.grouping import DateGranularity, FirstDayOfTheWeek
from server.engine.plans.criteria import ColumnRef, Page, Path
from server.engine.plans.entries import Aggregate, ConnectionShape


@dataclass(frozen=True, slots=True)
class Period:
    """What of a date counts; the days of a moment are those of the time zone."""

    granularity: DateGranularity
    time_zone: str
    week_start: FirstDayOfTheWeek


@dataclass(frozen=True, slots=True)
class Dimension:
    """One value that the records of a group share: a column, or the period its date lies in.

    `path` is how requests name it: fields, and below a composite or a relation theirs.
    """

    path: Path
    ref: ColumnRef
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What groups are ordered by: a dimension, an aggregate, or with None the number of records."""

    by: Dimension | Aggregate | None
    descending: bool = False
    nulls_first: bool = False


@dataclass(frozen=True, slots=True)
class GroupBy:
    """The first groups of all records that match, and a page of records of each."""

    shape: ConnectionShape
    dimensions: tuple[Dimension, ...]
    order: tuple[GroupKey, ...]
    limit: int
    page: Page
    snapshot: str | None = None

    @property
    def nodes(self) -> int:
        """The most records of its groups; those below them are judged when it is known how many groups there are."""
        return self.limit * self.page.most if self.shape.wants_rows else 0
