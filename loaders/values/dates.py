"""Dates and moments in ISO form, or as the column declares; anything that could be read two ways is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import lru_cache

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat
from loaders.values.date_formats import DateFormat, Reading, date_format
from loaders.values.zones import in_zone, zone_of

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AT_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?", re.ASCII)
_STORED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?([Zz]|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_MOST_REMEMBERED = 10_000
"""Days repeat, so that most of a column are looked up."""
_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?", re.ASCII)


def parse_date(cell: str) -> str:
    """Return a date as `YYYY-MM-DD`; midnight in no zone is the date alone."""
    text = cell.strip()
    if not _DATE.fullmatch(text):
        found = _AT_MIDNIGHT.fullmatch(text)
        if found is None:
            raise _no_date(cell, "write dates as YYYY-MM-DD, or give --date-format")
        text = found[1]
    try:
        date.fromisoformat(text)
    except ValueError:
        raise _no_such(cell, "DATE_INVALID") from None
    return text


def date_parser(written: CellFormat) -> Callable[[str], str]:
    """Return the reader of dates in the declared format, or in ISO form."""
    if written.date is None:
        return parse_date
    form, hint = date_format(written.date), f"write dates as the column declares, {written.date}, or as YYYY-MM-DD"
    hides_iso = form.hides_iso

    def parse(cell: str) -> str:
        text = cell.strip()
        if not hides_iso and _DATE.fullmatch(text):
            return parse_date(text)
        reading = _read(form, text, "DATE_INVALID")
        if reading is None:
            raise _no_date(cell, hint)
        if reading.has_time and (reading.moment.time() != time() or reading.moment.tzinfo is not None):
            raise CellError("DATE_INVALID", f"{quoted(cell)} is a moment, not a date", "leave the time of day out")
        return reading.moment.date().isoformat()

    return lru_cache(maxsize=_MOST_REMEMBERED)(parse)


def parse_moment(cell: str) -> str:
    """Return a moment in UTC with milliseconds; a date alone is its midnight in UTC."""
    if _STORED.fullmatch(cell):
        try:
            datetime.fromisoformat(cell)
        except ValueError:
            raise _no_such(cell, "DATETIME_INVALID") from None
        return cell
    moment = _iso_moment(cell)
    if moment.tzinfo is None:
        raise _no_zone(cell)
    return _stored(moment, cell)


def moment_parser(written: CellFormat) -> Callable[[str], str]:
    """Return the reader of moments in the declared format and zone, or in ISO form."""
    if written.date is None and written.timezone is None:
        return parse_moment
    form = date_format(written.date) if written.date is not None else None
    zone = zone_of(written.timezone) if written.timezone is not None else None
    read = _iso_moment if form is None else _declared_moment(form)
    hides_iso = form is not None and form.hides_iso

    def parse(cell: str) -> str:
        if not hides_iso and _STORED.fullmatch(cell):
            return parse_moment(cell)
        moment = read(cell)
        if moment.tzinfo is None:
            if zone is None:
                raise _no_zone(cell)
            moment = in_zone(moment, zone, cell)
        return _stored(moment, cell)

    return parse


def _declared_moment(form: DateFormat) -> Callable[[str], datetime]:
    hides_iso = form.hides_iso

    def read(cell: str) -> datetime:
        reading = _read(form, cell.strip(), "DATETIME_INVALID")
        if reading is not None:
            return reading.moment if reading.has_time else reading.moment.replace(tzinfo=UTC)
        if hides_iso:
            raise _no_moment(cell)
        return _iso_moment(cell)

    return read


def _iso_moment(cell: str) -> datetime:
    """Return what an ISO cell says: a moment in its zone, one without zone, or a date's midnight in UTC."""
    text = cell.strip()
    found = _MOMENT.fullmatch(text)
    if found is None and not _DATE.fullmatch(text):
        raise _no_moment(cell)
    try:
        if found is None:
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        day, clock, zone = found.groups()
        zone = "+00:00" if zone in ("Z", "z") else zone or ""
        return datetime.fromisoformat(f"{day}T{clock.replace(',', '.')}{zone}")
    except ValueError:
        raise _no_such(cell, "DATETIME_INVALID") from None


def _read(form: DateFormat, text: str, code: str) -> Reading | None:
    try:
        return form.read(text)
    except ValueError:
        raise _no_such(text, code) from None


def _stored(moment: datetime, cell: str) -> str:
    try:
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError:
        raise _no_such(cell, "DATETIME_INVALID") from None


def _no_date(cell: str, hint: str) -> CellError:
    return CellError("DATE_INVALID", f"{quoted(cell)} is not a date", _serial_hint(cell) or hint)


def _no_moment(cell: str) -> CellError:
    hint = _serial_hint(cell) or "write moments as YYYY-MM-DDTHH:MM:SSZ, or give --date-format"
    return CellError("DATETIME_INVALID", f"{quoted(cell)} is not a moment", hint)


def _no_zone(cell: str) -> CellError:
    return CellError("DATETIME_NO_ZONE", f"{quoted(cell)} has no time zone", "add Z or an offset, or give --timezone")


def _no_such(cell: str, code: str) -> CellError:
    return CellError(code, f"{quoted(cell)} does not exist", "correct the day or the time")


def _serial_hint(cell: str) -> str:
    is_serial = _SERIAL.fullmatch(cell.strip()) is not None
    return "a bare number is how a spreadsheet counts days; format the column as dates there" if is_serial else ""
