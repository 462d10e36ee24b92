"""Which column of a file goes to which field, and which go nowhere."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from loaders.mapping.columns import Column
from loaders.values.cell_format import CellFormat


class Missing(StrEnum):
    """What becomes of a row whose related record does not exist."""

    REJECT = "reject"
    NULL = "null"
    DEFER = "defer"
    CREATE = "create"


class Rule(StrEnum):
    """Why a heading means a column, the surest first."""

    FILE = "mapping file"
    LABEL = "label"
    PATH = "path"
    EXPORT = "export heading"
    PRESET = "preset"
    WORDS = "words"
    SYNONYM = "synonym"
    LIKENESS = "likeness"
    """The heading resembles a name of the column, and the cells have the shape of its values: used only if somebody agrees."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Why a heading was matched to its column: the rule, how sure it is from 0 to 1, sample cells, and what else it may be."""

    rule: Rule = Rule.LABEL
    score: float = 1.0
    samples: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """The column at one position of the file, where its cells go, and how they are written."""

    position: int
    heading: str
    column: Column
    format: CellFormat = field(default_factory=CellFormat)
    missing: Missing | None = None
    """The policy of this relation; None is the policy of the run."""
    guess: Guess = field(default_factory=Guess, compare=False)


NO_FIELD = "no such field"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column of the file that is not loaded, why, and the fields whose names come nearest."""

    heading: str
    reason: str = field(compare=False)
    nearest: tuple[str, ...] = field(default=(), compare=False)
    position: int = field(default=-1, compare=False)

    def __str__(self) -> str:
        near = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f'"{self.heading}": {self.reason}{near}'


@dataclass(frozen=True, slots=True)
class Constant:
    """A cell every row has without the file having the column."""

    column: Column
    cell: str


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows are taken whose cell at a position is among these, or is not."""

    position: int
    cells: frozenset[str]
    excluded: bool = False

    def takes(self, cells: list[str]) -> bool:
        """Return whether a row passes."""
        cell = cells[self.position] if self.position < len(cells) else ""
        return (cell in self.cells) is not self.excluded


@dataclass(frozen=True, slots=True)
class Mapping:
    """The mapped columns in the order of the file, the columns left out, and how many cells a row may fill."""

    columns: tuple[MappedColumn, ...]
    left_out: tuple[LeftOut, ...]
    headings: tuple[str, ...]
    width: int
    """The position of the last column with a heading, plus one: filled cells beyond it belong to no column."""
    key: tuple[str, ...] = ()
    """Paths of the fields by which stored records are matched; empty: every unique index the file fills."""
    constants: tuple[Constant, ...] = ()
    filters: tuple[RowFilter, ...] = ()
    notes: MappingOf[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    """What deserves to be said of a heading, by heading."""

    @property
    def filled(self) -> tuple[Column, ...]:
        """The columns that have a cell in every row, constants among them."""
        return (*(mapped.column for mapped in self.columns), *(constant.column for constant in self.constants))

    @property
    def guesses(self) -> tuple[MappedColumn, ...]:
        """The columns matched by likeness alone, which somebody has to confirm."""
        return tuple(mapped for mapped in self.columns if mapped.guess.rule is Rule.LIKENESS)
