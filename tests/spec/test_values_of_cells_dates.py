"""Dates and moments are read in the format and zone that are declared, and in ISO form beside them."""

from __future__ import annotations

import pytest

from loaders.errors import UsageError
from loaders.values.cell_format import PLAIN, CellFormat
from loaders.values.date_formats import date_format
from schema.field_types import FieldType
from tests.spec.cell_reading import read, refused


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        ("%d.%m.%Y", "1.3.2024", "2024-03-01"),
        ("%d.%m.%Y", "2024-03-01", "2024-03-01"),
        ("%d.%m.%Y", "01.03.2024 00:00:00", "2024-03-01"),
        ("%m/%d/%Y", "12/03/2024", "2024-12-03"),
        ("%Y%m%d", "20240311", "2024-03-11"),
        ("%d-%b-%Y", "03-mar-2024", "2024-03-03"),
        ("%B %d, %Y", "September 5, 2024", "2024-09-05"),
        ("%d/%m/%y", "01/02/68", "2068-02-01"),
        ("%d/%m/%y", "01/02/69", "1969-02-01"),
        ("%Y-%d-%m", "2024-03-04", "2024-04-03"),
        (None, "2024-03-01 00:00:00", "2024-03-01"),
        (None, "9999-12-31", "9999-12-31"),
        (None, "0001-01-01", "0001-01-01"),
    ],
)
def test_a_declared_date_is_read(form: str | None, cell: str, day: str) -> None:
    """The format decides about the order of day and month; ISO dates need none, unless the format claims their form."""
    assert day == read(cell, FieldType.DATE, CellFormat(date=form))


@pytest.mark.parametrize(
    ("form", "cell", "hint"),
    [
        ("%d.%m.%Y", "31.02.2024", "correct the day"),
        ("%d.%m.%Y", "03/04/2024", "%d.%m.%Y"),
        ("%d.%m.%Y", "01.03.2024 10:30", "leave the time of day out"),
        ("%Y-%d-%m", "2024-03-25", "correct the day"),
        ("%d.%m.%Y", "1.3.24", "%d.%m.%Y"),
        (None, "0000-01-01", "correct the day"),
        (None, "10000-01-01", "YYYY-MM-DD"),
        (None, "45366", "spreadsheet counts days"),
        (None, "03/04/2024", "--date-format"),
    ],
)
def test_another_date_is_refused_with_a_hint(form: str | None, cell: str, hint: str) -> None:
    """What the format does not read, or what does not exist, is refused and says how to mend it."""
    error = refused(cell, FieldType.DATE, CellFormat(date=form))

    assert "DATE_INVALID" == error.code
    assert hint in error.hint


@pytest.mark.parametrize(
    ("form", "zone", "cell", "moment"),
    [
        (None, None, "2024-03-15T10:30:00.123Z", "2024-03-15T10:30:00.123Z"),
        (None, "Europe/Berlin", "2024-03-15 10:30", "2024-03-15T09:30:00.000Z"),
        (None, "Europe/Berlin", "2024-07-15 10:30", "2024-07-15T08:30:00.000Z"),
        (None, "Europe/Berlin", "2024-03-15T10:30Z", "2024-03-15T10:30:00.000Z"),
        (None, "+05:30", "2024-03-15 10:30", "2024-03-15T05:00:00.000Z"),
        (None, "Europe/Berlin", "2024-03-15", "2024-03-15T00:00:00.000Z"),
        ("%d.%m.%Y", "UTC", "15.03.2024 10:30:01.5", "2024-03-15T10:30:01.500Z"),
        ("%d.%m.%Y", None, "15.03.2024", "2024-03-15T00:00:00.000Z"),
        ("%d.%m.%Y", None, "15.03.2024 10:30 +01:00", "2024-03-15T09:30:00.000Z"),
        ("%m/%d/%Y", "America/New_York", "3/15/2024 5:06 PM", "2024-03-15T21:06:00.000Z"),
        ("%m/%d/%Y %I:%M %p", "UTC", "03/15/2024 12:06 am", "2024-03-15T00:06:00.000Z"),
        ("%d/%m/%Y %H.%M", "UTC", "15/03/2024 10.30", "2024-03-15T10:30:00.000Z"),
        ("%d.%m.%Y", "UTC", "2024-03-15T10:30:00", "2024-03-15T10:30:00.000Z"),
    ],
)
def test_a_declared_moment_is_read(form: str | None, zone: str | None, cell: str, moment: str) -> None:
    """Moments without zone are local times of the declared one; a zone in the cell counts first; days are midnights in UTC."""
    assert moment == read(cell, FieldType.DATE_TIME, CellFormat(date=form, timezone=zone))


@pytest.mark.parametrize(
    ("zone", "cell", "code", "reason"),
    [
        ("Europe/Berlin", "2024-03-31 02:30", "DATETIME_INVALID", "did not happen"),
        ("Europe/Berlin", "2024-10-27 02:30", "DATETIME_INVALID", "happened twice"),
        (None, "2024-03-15 10:30", "DATETIME_NO_ZONE", "no time zone"),
        ("UTC", "45366", "DATETIME_INVALID", "not a moment"),
        ("UTC", "2024-03-15 24:30", "DATETIME_INVALID", "does not exist"),
        ("+05:00", "0001-01-01 00:00", "DATETIME_INVALID", "does not exist"),
        ("UTC", "2024-02-30T10:00:00.000Z", "DATETIME_INVALID", "does not exist"),
    ],
)
def test_a_doubtful_moment_is_refused(zone: str | None, cell: str, code: str, reason: str) -> None:
    """Hours that the clocks skip or repeat, bare numbers and moments that do not exist are no moments."""
    error = refused(cell, FieldType.DATE_TIME, CellFormat(timezone=zone))

    assert code == error.code
    assert reason in error.reason


@pytest.mark.parametrize(
    "form", ["%d.%m", "%Y-%m", "%d.%m.%Q", "%d.%d.%m.%Y", "%d.%m.%Y %I:%M", "%d.%m.%Y %M", "DD.MM.YYYY", ""]
)
def test_a_format_that_tells_no_day_is_refused(form: str) -> None:
    """A declared format has day, month and year once each, and only what is understood."""
    with pytest.raises(UsageError, match=r"no date format.*%d\.%m\.%Y"):
        date_format(form)


def test_an_unknown_zone_is_refused_with_the_one_that_was_meant() -> None:
    """A misspelled zone stops the run before its first cell."""
    with pytest.raises(UsageError, match=r'"Europe/Berlni"; did you mean Europe/Berlin\?'):
        read("", FieldType.DATE_TIME, CellFormat(timezone="Europe/Berlni"))


def test_iso_needs_no_declaration() -> None:
    """Without a format ISO alone is read."""
    assert "2024-03-01" == read(" 2024-03-01 ", FieldType.DATE, PLAIN)
