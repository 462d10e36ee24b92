"""How DATE and DATE_TIME are read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.checking import refusals, stored


@pytest.mark.parametrize(
    ("raw", "expected"), [("2024-05-01", "2024-05-01"), ("20240501", "2024-05-01"), ("0001-01-01", "0001-01-01")]
)
def test_a_date_is_stored_with_hyphens(raw: str, expected: str) -> None:
    """DATE takes both forms of ISO."""
    assert expected == stored("rocket", {"launchedOn": raw})["launchedOn"]


@pytest.mark.parametrize(
    "raw",
    [
        "2024",
        "2024-05",
        "2024-02-30",
        "2024-0501",
        "0000-01-01",
        "2024-05-01T23:30:00-05:00",
        "01/05/2024",
        "",
        5,
        True,
        {},
        [],
    ],
)
def test_anything_else_is_no_date(raw: Any) -> None:
    """DATE refuses moments, days that do not exist and other forms."""
    assert 1 == len(refusals("rocket", {"launchedOn": raw}))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024-02-20T12:30:45.123Z", "2024-02-20T12:30:45.123Z"),
        ("2024-01-15T10:00:00Z", "2024-01-15T10:00:00.000Z"),
        ("2024-02-01T00:00:00+02:00", "2024-01-31T22:00:00.000Z"),
        ("2024-02-20T12:30:45.1-0330", "2024-02-20T16:00:45.100Z"),
        ("2024-02-20t12:30:45.123999z", "2024-02-20T12:30:45.123Z"),
        ("2024-02-20 12:30Z", "2024-02-20T12:30:00.000Z"),
        ("2024-02-20T12:30:45+02", "2024-02-20T10:30:45.000Z"),
        ("2024-05-01", "2024-05-01T00:00:00.000Z"),
        ("20240501", "2024-05-01T00:00:00.000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ],
)
def test_a_moment_is_stored_in_utc_with_milliseconds(raw: str, expected: str) -> None:
    """DATE_TIME takes ISO with a zone, and a date alone as its midnight."""
    assert expected == stored("rocket", {"firedAt": raw})["firedAt"]


@pytest.mark.parametrize(
    "raw",
    [
        "garbage",
        "2024",
        "2024-05-01T10:00:00",
        "2024-13-01T10:30:00Z",
        "2024-02-30T00:00:00.000Z",
        "2024-01-15T25:30:00Z",
        "2024-01-15T10:30:00+24:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2024-01-15T10:30:00.Z",
        1705314600000,
    ],
)
def test_anything_else_is_no_moment(raw: Any) -> None:
    """DATE_TIME refuses moments without zone, those that do not exist, and those outside of the years 1 to 9999."""
    assert 1 == len(refusals("rocket", {"firedAt": raw}))
