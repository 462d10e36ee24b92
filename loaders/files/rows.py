"""What every source of rows hands over: numbered rows, and what a first pass over the file found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file: its number among the records, the physical line it begins on, its cells as they are."""

    number: int
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first pass over the whole file found, before anything is written anywhere."""

    headings: tuple[str, ...]
    digest: bytes
    rows: int
    blank_rows: int
    short_rows: int
    width: int
    """The number of cells of the longest row."""


class Source(Protocol):
    """A file of rows."""

    @property
    def delimiter(self) -> str:
        """The separator that a file of its rejected rows shall have."""

    def survey(self) -> Survey:
        """Read the whole file once in constant memory; whatever makes it unreadable is raised here."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank."""
