"""The time zone of moments that name none: its local times in UTC, refused where the clocks were turned."""

from __future__ import annotations

import difflib
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from loaders.errors import UsageError
from loaders.values.cell_error import CellError, quoted

_OFFSET = re.compile(r"([+-])([01]?[0-9]|2[0-3])(?::?([0-5][0-9]))?", re.ASCII)


def zone_of(name: str) -> tzinfo:
    """Return a zone by its IANA name or by its offset from UTC."""
    if name.upper() in ("UTC", "Z", "GMT"):
        return UTC
    if offset := _OFFSET.fullmatch(name):
        return timezone(offset_of(*offset.groups()))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, available_timezones(), 1)
        meant = f"did you mean {near[0]}?" if near else "write a name such as Europe/Paris, or an offset such as +01:00"
        raise UsageError(f'there is no time zone "{name}"; {meant}') from None


def offset_of(sign: str, hours: str, minutes: str | None) -> timedelta:
    """Return an offset from UTC by its written parts."""
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -offset if sign == "-" else offset


def in_zone(local: datetime, zone: tzinfo, cell: str) -> datetime:
    """Return the one moment a local time is in a zone; an hour that the clocks skip or repeat is refused."""
    moment = local.replace(tzinfo=zone)
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if before != after:
        assert before is not None
        assert after is not None
        happened = "did not happen" if before < after else "happened twice"
        raise CellError(
            "DATETIME_INVALID",
            f"{quoted(cell)} {happened} in {zone}, where the clocks were turned",
            "write the moment with its offset, such as +01:00",
        )
    return moment
