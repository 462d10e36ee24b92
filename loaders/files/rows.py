"""What every source of rows hands over: numbered rows, and what a first pass over the file found out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell could not be read from its file at all: a code of the documented list and a reason."""

    code: str
    reason: str


NO_FAULTS: Mapping[int, Fault] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    r"""One record of a file: its number among the records, the physical line it begins on, its cells as text.

    A number cell is its shortest exact decimal, a date cell `YYYY-MM-DD`, a moment `YYYY-MM-DDTHH:MM:SS`, a truth value `true`
    or `false`, a list or object compact JSON, a null of a format that has nulls the clear token `\N`, no cell at all empty.
    """

    number: int
    line: int
    cells: list[str]
    faults: Mapping[int, Fault] = field(default_factory=lambda: NO_FAULTS)
    """By position, the cells that a workbook itself marks as errors, or that have lost digits in it."""


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
    notes: tuple[str, ...] = ()
    """What deserves to be said about the file: how it was read, and every guess that was made."""


class Source(Protocol):
    """A file of rows, read as often as it is asked for."""

    @property
    def path(self) -> Path:
        """Where the rows come from; a pipe is spooled to a file first."""

    @property
    def format(self) -> str:
        """`csv`, `jsonl`, `xlsx` or `xls`."""

    @property
    def delimiter(self) -> str:
        """The separator that a CSV file of its rejected rows shall have."""

    def survey(self) -> Survey:
        """Read the whole file once in constant memory; whatever makes it unreadable is raised here."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank."""
