"""A cell that is not understood without doubt."""

from __future__ import annotations

_LONGEST_QUOTE = 80


class CellError(ValueError):
    """Why a cell is no value of its column: a code of the documented list, a reason that quotes the cell, how to mend it."""

    def __init__(self, code: str, reason: str, hint: str = "") -> None:
        super().__init__(f"{reason}; {hint}" if hint else reason)
        self.code = code
        self.reason = reason
        self.hint = hint


def quoted(cell: str) -> str:
    """Return the cell in quotes, cut where it would not fit a message."""
    shown = cell if len(cell) <= _LONGEST_QUOTE else cell[: _LONGEST_QUOTE - 1] + "…"
    return '"' + shown.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
