"""Which column of a file goes to which field, and which go nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.columns import Column


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """The column at one position of the file, and where its cells go."""

    position: int
    heading: str
    column: Column


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column of the file that is not loaded, why, and the fields whose names come nearest."""

    heading: str
    reason: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        near = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f'"{self.heading}": {self.reason}{near}'


@dataclass(frozen=True, slots=True)
class Mapping:
    """The mapped columns in the order of the file, the columns left out, and how many cells a row may fill."""

    columns: tuple[MappedColumn, ...]
    left_out: tuple[LeftOut, ...]
    headings: tuple[str, ...]
    width: int
    """The position of the last column with a heading, plus one: filled cells beyond it belong to no column."""
