"""Which sheet of a workbook is read: the one that was named, else the only one with data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.errors import FileError


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet as the tabs of a spreadsheet show it, or do not."""

    name: str
    hidden: bool

    @property
    def is_aside(self) -> bool:
        """Whether the sheet is no table to be read unless it is named: hidden, or its name begins with `_`."""
        return self.hidden or self.name.startswith("_")


def choose_sheet(
    file: str, sheets: Sequence[SheetName], wanted: str | None, has_data: Callable[[int], bool]
) -> tuple[int, list[str]]:
    """Return the place of the sheet to read, and what is to be said of the others."""
    if wanted is not None:
        return _named(file, sheets, wanted), []
    filled = [place for place in range(len(sheets)) if has_data(place)]
    shown = [place for place in filled if not sheets[place].is_aside] or filled
    if not shown:
        raise FileError(f"{file}: no sheet of the workbook has data")
    if len(shown) > 1:
        listed = ", ".join(f'{place + 1} "{sheets[place].name}"' for place in shown)
        raise FileError(f"{file}: {len(shown)} sheets have data: {listed}; choose one with --sheet NAME or --sheet NUMBER")
    left = [f'"{sheets[place].name}"' for place in filled if place != shown[0]]
    notes = [f'the sheet "{sheets[shown[0]].name}" was read, and not {", ".join(left)}'] if left else []
    return shown[0], notes


def _named(file: str, sheets: Sequence[SheetName], wanted: str) -> int:
    """Find a sheet by its name, else by its number from 1."""
    for place, sheet in enumerate(sheets):
        if sheet.name == wanted:
            return place
    if wanted.isdecimal() and 1 <= int(wanted) <= len(sheets):
        return int(wanted) - 1
    listed = ", ".join(f'{place} "{sheet.name}"' for place, sheet in enumerate(sheets, 1))
    raise FileError(f'{file}: has no sheet "{wanted}" (--sheet); it has {listed}')


def layout_notes(hidden_rows: int, hidden_columns: int, merged: int) -> list[str]:
    """Say what a spreadsheet shows otherwise than its cells are read."""
    notes = []
    if hidden_rows or hidden_columns:
        notes.append(f"hidden rows ({hidden_rows:,}) and columns ({hidden_columns:,}) were read like the others")
    if merged:
        notes.append(f"merged cells ({merged:,}): the first cell of each has the value, the others are empty")
    return notes
