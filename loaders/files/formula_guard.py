"""The formula guard: an invisible character before text that a spreadsheet would run, taken off again on import."""

from __future__ import annotations

ZERO_WIDTH_JOINER = "\u200d"
GUARDED = tuple("=+-@\t\r\n＝＋－＠" + ZERO_WIDTH_JOINER)  # noqa: RUF001 - the full-width signs start a formula too


def guard(text: str) -> str:
    """Return the text made inert for spreadsheets."""
    return ZERO_WIDTH_JOINER + text if text.startswith(GUARDED) else text


def unguard(cell: str) -> str:
    """Return the text that was guarded."""
    return cell.removeprefix(ZERO_WIDTH_JOINER)
