"""Values written in a declared format are read back exactly, as Python's own datetime and Decimal read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.mapping.columns import Column
from loaders.mapping.parsers import parser_for
from loaders.values.cell_error import CellError
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType
from schema.values.phones import phones_value

DAYS = st.sampled_from(("%d.%m.%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%b-%Y", "%B %d, %Y", "%Y%m%d", "%Y-%m-%d", "%Y-%d-%m"))
CLOCKS = st.sampled_from((" %H:%M:%S", "T%H:%M:%S.%f", " %I:%M:%S %p"))
ZONES = st.sampled_from(("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"))
SIGNS = st.sampled_from(((".", None), (",", None), (".", ","), (",", "."), (".", "'"), (",", " "), (".", "\u00a0")))
AMOUNT = Column("C", "c", "c", FieldType.NUMERIC, "amountMicros", FieldType.CURRENCY)


def written_date(moment: date, form: str) -> str:
    """Write a date, also one before the year 1000, whose zeros some machines leave out."""
    return moment.strftime(form.replace("%Y", f"{moment.year:04d}"))


@given(st.dates(), DAYS)
def test_any_date_comes_back_in_any_format(day: date, form: str) -> None:
    """What strftime writes is read as the same day."""
    parse = parser_for(Column("C", "c", "c", FieldType.DATE), CellFormat(date=form))

    assert day.isoformat() == parse(written_date(day, form))


@given(st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30)), DAYS, CLOCKS, ZONES)  # noqa: DTZ001
def test_any_local_time_is_one_moment_or_refused(local: datetime, day: str, clock: str, name: str) -> None:
    """A local time is the moment the zone makes of it; only hours that the clocks skip or repeat are refused."""
    parse = parser_for(Column("C", "c", "c", FieldType.DATE_TIME), CellFormat(date=day, timezone=name))
    local = local.replace(microsecond=local.microsecond if "%f" in clock else 0)
    zone = ZoneInfo(name)
    moment = local.replace(tzinfo=zone)
    cell = written_date(local, day) + local.strftime(clock)

    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        with pytest.raises(CellError):
            parse(cell)
    else:
        milliseconds = moment.astimezone(UTC).replace(microsecond=local.microsecond // 1000 * 1000)
        assert milliseconds == datetime.fromisoformat(parse(cell))


@settings(max_examples=5)
@given(st.integers(1990, 2037), ZONES.filter(lambda name: name not in ("UTC", "Asia/Kolkata")))
def test_hours_that_clocks_skip_or_repeat_are_refused(year: int, name: str) -> None:
    """Every turn of the clocks has local times that are no one moment, and none of them is taken."""
    parse = parser_for(Column("C", "c", "c", FieldType.DATE_TIME), CellFormat(timezone=name))
    zone = ZoneInfo(name)
    hours = (datetime(year, 1, 1, tzinfo=zone) + timedelta(minutes=15 * quarter) for quarter in range(366 * 96))
    turned = [hour for hour in hours if hour.utcoffset() != hour.replace(fold=1).utcoffset()]

    assert turned
    for hour in turned:
        with pytest.raises(CellError):
            parse(hour.strftime("%Y-%m-%d %H:%M"))


def written_number(number: Decimal, decimal: str, thousands: str | None) -> str:
    """Write a number with these separators."""
    whole, _, fraction = format(abs(number), "f").partition(".")
    if thousands is not None:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", thousands, whole)
    return ("-" if number < 0 else "") + whole + (decimal + fraction if fraction else "")


@given(st.decimals(-(10**12), 10**12, places=6) | st.integers(-(10**20), 10**20).map(Decimal), SIGNS)
def test_any_amount_comes_back_with_any_separators(amount: Decimal, signs: tuple[str, str | None]) -> None:
    """Amounts are read in decimal arithmetic, whatever stands between their digits."""
    parse = parser_for(AMOUNT, CellFormat(decimal=signs[0], thousands=signs[1]))

    assert amount * 10**6 == int(parse(written_number(amount, *signs)))


@given(st.floats(-1e9, 1e9, allow_nan=False), SIGNS)
def test_any_number_comes_back_with_any_separators(number: float, signs: tuple[str, str | None]) -> None:
    """A number of up to 15 digits is read as the double it is."""
    number = float(f"{number:.6g}")
    parse = parser_for(Column("C", "c", "c", FieldType.NUMBER), CellFormat(decimal=signs[0], thousands=signs[1]))

    assert number == parse(written_number(Decimal(repr(number)), *signs))


@given(st.sampled_from(("FR", "US", "GB", "DE", "IT", "BR")), st.from_regex(r"\(?0?[1-9][0-9 .-]{6,12}", fullmatch=True))
def test_a_national_number_is_sent_as_it_is_stored(region: str, number: str) -> None:
    """What a region makes of a number is what the server keeps of it, so that a second load changes nothing."""
    parse = parser_for(Column("C", "c", "c", FieldType.RAW_JSON, "additionalPhones", FieldType.PHONES), _region(region))
    try:
        (phone,) = parse(number)
    except CellError:
        return
    triple = (phone["number"], phone["countryCode"] or None, phone["callingCode"])
    names = ("primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode")

    assert triple == phones_value(dict(zip(names, triple, strict=True)), "")[:3]


def _region(region: str) -> CellFormat:
    return CellFormat(phone_region=region, separator=";")
