"""Dates and moments in ISO form; anything that could be read two ways is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from loaders.values.cell_error import CellError, quoted

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?([Zz]|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)


def parse_date(cell: str) -> str:
    """Return a date as `YYYY-MM-DD`."""
    text = cell.strip()
    if not _DATE.fullmatch(text):
        raise CellError("DATE_INVALID", f"{quoted(cell)} is not a date of the form YYYY-MM-DD; rewrite the column in that form")
    _exists(text, cell, "DATE_INVALID")
    return text


def parse_moment(cell: str) -> str:
    """Return a moment in UTC with milliseconds; a date alone is its midnight in UTC."""
    text = cell.strip()
    if _DATE.fullmatch(text):
        _exists(text, cell, "DATETIME_INVALID")
        return f"{text}T00:00:00.000Z"
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise CellError(
            "DATETIME_INVALID",
            f"{quoted(cell)} is not a moment of the form YYYY-MM-DDTHH:MM:SSZ; rewrite the column in that form",
        )
    day, time, zone = found.groups()
    if zone is None:
        raise CellError("DATETIME_NO_ZONE", f"{quoted(cell)} has no time zone; add Z for UTC, or an offset such as +01:00")
    zone = "+00:00" if zone in "Zz" else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise CellError("DATETIME_INVALID", f"{quoted(cell)} does not exist") from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _exists(text: str, cell: str, code: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise CellError(code, f"{quoted(cell)} does not exist") from None
