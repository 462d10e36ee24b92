"""One value of a filter, and one key of a record to connect to."""

from __future__ import annotations

from typing import Any

import pytest

from schema.columns import Column, object_columns
from schema.field_types import FieldType
from schema.values.refusals import ValueRefused
from schema.values.scalars import check_filter_value, normalise_key
from tests.spec.checking import named


def column(name: str, column_name: str) -> Column:
    """Return a column of an object."""
    return next(column for column in object_columns(named(name)) if column.name == column_name)


@pytest.mark.parametrize(
    ("name", "column_name", "raw", "expected"),
    [
        ("company", "name", "Alpha", "Alpha"),
        ("company", "name", "", ""),
        ("company", "name", None, None),
        ("person", "emailsPrimaryEmail", "ADA@orion.example", "ADA@orion.example"),
        ("company", "domainNamePrimaryLinkUrl", "HTTPS://A.example/", "HTTPS://A.example/"),
        ("company", "domainNameSecondaryLinks", "%docs.alpha%", "%docs.alpha%"),
        ("company", "annualRevenueAmountMicros", "20000000", 20000000),
        ("company", "annualRevenueAmountMicros", 1.5, 1.5),
        ("company", "position", 7.5, 7.5),
        ("company", "id", "C0000000-0000-4000-8000-00000000000A", "c0000000-0000-4000-8000-00000000000a"),
        ("company", "createdAt", "2024-05-01", "2024-05-01T00:00:00.000Z"),
        ("company", "createdAt", "2024-05-01T02:00:00+02:00", "2024-05-01T00:00:00.000Z"),
        ("company", "createdBySource", "API", "API"),
        ("rocket", "reusable", True, 1),
        ("rocket", "launchedOn", "20240501", "2024-05-01"),
        ("rocket", "crew", 1.5, 1.5),
        ("rocket", "tags", "A", "A"),
        ("rocket", "aliases", "%x%", "%x%"),
        ("opportunity", "stage", "NEW", "NEW"),
    ],
)
def test_a_value_is_compared_in_its_stored_form(name: str, column_name: str, raw: Any, expected: Any) -> None:
    """Nothing is lower-cased or normalised but what has one form only."""
    value = check_filter_value(column(name, column_name), raw, column_name)

    assert (expected, type(expected)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "column_name", "raw", "message"),
    [
        ("company", "id", "nope", "Invalid UUID value 'nope' for field \"id\""),
        ("company", "position", "abc", 'Invalid number value NaN for field "position"'),
        ("company", "name", 5, 'Invalid string value 5 for text field "name"'),
        ("rocket", "mass", "abc", "Invalid number value 'abc' for field \"mass\""),
        ("rocket", "reusable", "true", "Invalid boolean value 'true' for field \"reusable\""),
        (
            "company",
            "createdAt",
            "garbage",
            "Invalid value 'garbage' for date-time field \"createdAt\". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'",
        ),
        (
            "opportunity",
            "stage",
            "NOPE",
            'Invalid select value "NOPE" for field "stage". Valid options: NEW, SCREENING, MEETING, PROPOSAL, CUSTOMER',
        ),
        ("rocket", "tags", "Z", 'Invalid select value "Z" for field "tags". Valid options: A, B'),
    ],
)
def test_a_bad_value_is_refused(name: str, column_name: str, raw: Any, message: str) -> None:
    """The words are those of writing, the subCode is that of filters."""
    with pytest.raises(ValueRefused) as refused:
        check_filter_value(column(name, column_name), raw, column_name)

    assert (message, "INVALID_ARGS_FILTER") == (refused.value.message, refused.value.sub_code)


@pytest.mark.parametrize(
    ("name", "column_name", "field_type", "raw", "expected"),
    [
        ("person", "emailsPrimaryEmail", FieldType.EMAILS, "ADA@ORION.EXAMPLE", "ada@orion.example"),
        ("person", "emailsPrimaryEmail", FieldType.EMAILS, "", None),
        ("company", "domainNamePrimaryLinkUrl", FieldType.LINKS, "HTTPS://ORION.example/", "https://orion.example"),
        ("company", "domainNamePrimaryLinkUrl", FieldType.LINKS, "beta.example", "beta.example"),
        ("company", "domainNamePrimaryLinkUrl", FieldType.LINKS, "not a url", "not a url"),
        ("company", "id", FieldType.UUID, "C0000000-0000-4000-8000-00000000000A", "c0000000-0000-4000-8000-00000000000a"),
        ("workspaceMember", "userEmail", FieldType.TEXT, "Tim@Apple.example", "Tim@Apple.example"),
        ("rocket", "mass", FieldType.NUMBER, 2.0, 2),
        ("rocket", "meta", FieldType.RAW_JSON, {"a": 1}, '{"a":1}'),
    ],
)
def test_a_key_is_normalised_like_a_write(name: str, column_name: str, field_type: FieldType, raw: Any, expected: Any) -> None:
    """The keys of connect find what a write of the same value would have stored."""
    assert expected == normalise_key(column(name, column_name), field_type, raw, column_name)


def test_a_key_of_another_type_is_refused() -> None:
    """A key that no record can have for its type is refused."""
    with pytest.raises(ValueRefused, match="Invalid UUID value 'x'"):
        normalise_key(column("company", "id"), FieldType.UUID, "x", "id")
