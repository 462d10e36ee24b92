"""PHONES: numbers are split into their parts, what is missing is inferred, conflicts are refused."""

from __future__ import annotations

from typing import Any

import pytest

from schema.absent import ABSENT
from tests.spec.checking import refusal, stored

PARTS = ("PrimaryPhoneNumber", "PrimaryPhoneCountryCode", "PrimaryPhoneCallingCode", "AdditionalPhones")


def phones(value: dict[str, Any]) -> tuple[Any, ...]:
    """Return number, country code, calling code and the other phones as they are stored."""
    columns = stored("person", {"phones": value}, create=False)
    return tuple(columns.get(f"phones{part}", ABSENT) for part in PARTS)


def given(number: Any = ABSENT, country: Any = ABSENT, code: Any = ABSENT) -> dict[str, Any]:
    """Return a phone of the parts that are given."""
    names = ("primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode")
    return {name: part for name, part in zip(names, (number, country, code), strict=True) if part is not ABSENT}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (given("+14155552671"), ("4155552671", "US", "+1")),
        (given("+33612345678"), ("612345678", "FR", "+33")),
        (given("06 12 34 56 78", "FR"), ("612345678", "FR", "+33")),
        (given("415 555 2671", "US"), ("4155552671", "US", "+1")),
        (given("612345678", "FR", "+33"), ("612345678", "FR", "+33")),
        (given("612345678", code="+33"), ("612345678", "FR", "+33")),
        (given("0033 6 12 34 56 78", "FR"), ("612345678", "FR", "+33")),
        (given("+39 06 1234 5678"), ("0612345678", "IT", "+39")),
        (given("+7 701 123 4567"), ("7011234567", "KZ", "+7")),
        (given("+1 111 555 0000"), ("1115550000", ABSENT, "+1")),
        (given("+800 1234 5678"), ("12345678", ABSENT, "+800")),
        (given("tel:+1-415-555-2671"), ("4155552671", "US", "+1")),
        (given("+1 (415) 555-2671 ext. 12"), ("4155552671", "US", "+1")),
        (given("+33612345678", None, None), ("612345678", "FR", "+33")),
        (given(country="FR"), (ABSENT, "FR", ABSENT)),
        (given("", "FR"), (None, "FR", ABSENT)),
        (given(None, None, None), (None, None, None)),
        ({}, (ABSENT, ABSENT, ABSENT)),
    ],
)
def test_a_number_is_split_and_completed(value: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """Parts that are not given are inferred from the number, or left alone; the other phones are cleared."""
    assert (*expected, None) == phones(value)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (
            [{"number": "4155552672", "callingCode": "+1", "countryCode": "US"}],
            '[{"number":"4155552672","callingCode":"+1","countryCode":"US"}]',
        ),
        ([{"number": "+33612345678"}], '[{"number":"612345678","callingCode":"+33","countryCode":"FR"}]'),
        ('[{"number": "+33612345678"}]', '[{"number":"612345678","callingCode":"+33","countryCode":"FR"}]'),
        ([], None),
        (None, None),
    ],
)
def test_the_other_phones_are_completed_too(others: Any, expected: str | None) -> None:
    """Each of the other phones is judged like the primary one."""
    assert (ABSENT, ABSENT, ABSENT, expected) == phones({"additionalPhones": others})


@pytest.mark.parametrize(
    ("value", "message", "sub_code"),
    [
        (given("abc"), "Provided phone number is invalid abc", "INVALID_PHONE_NUMBER"),
        (given("612345678"), "Provided phone number is invalid 612345678", "INVALID_PHONE_NUMBER"),
        (given("1", "US"), "Provided phone number is invalid 1", "INVALID_PHONE_NUMBER"),
        (given("+999123456"), "Provided phone number is invalid +999123456", "INVALID_PHONE_NUMBER"),
        (
            given("123456789012345678901", "US"),
            "Provided phone number is invalid 123456789012345678901",
            "INVALID_PHONE_NUMBER",
        ),
        (given("612345678", "XX"), "Invalid country code XX", "INVALID_PHONE_COUNTRY_CODE"),
        (given(country="fr"), "Invalid country code fr", "INVALID_PHONE_COUNTRY_CODE"),
        (given("612345678", code="+0"), "Invalid calling code +0", "INVALID_PHONE_CALLING_CODE"),
        (
            given("612345678", "FR", "+1"),
            "Provided country code and calling code are conflicting",
            "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE",
        ),
        (
            given("+33612345678", "US"),
            "Provided and inferred country code are conflicting",
            "CONFLICTING_PHONE_COUNTRY_CODE",
        ),
        (
            given("+33612345678", code="+1"),
            "Provided and inferred calling code are conflicting",
            "CONFLICTING_PHONE_CALLING_CODE",
        ),
    ],
)
def test_a_bad_phone_is_refused(value: dict[str, Any], message: str, sub_code: str) -> None:
    """Codes that do not exist, numbers that are none and parts that contradict each other have their own subCodes."""
    found = refusal("person", {"phones": value})

    assert (message, sub_code, message) == (found.message, found.sub_code, found.friendly)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"primaryPhoneNumber": 5}, 'Invalid string value 5 for text field "phones.primaryPhoneNumber"'),
        ({"additionalPhones": {}}, 'Invalid object value {} for field "phones.additionalPhones"'),
        ({"additionalPhones": ["1"]}, "Invalid object value [ '1' ] for field \"phones.additionalPhones\""),
        ({"additionalPhones": [{"number": 1}]}, 'Invalid string value 1 for text field "phones.additionalPhones"'),
        ({"additionalPhones": [{"number": "abc"}]}, "Provided phone number is invalid abc"),
    ],
)
def test_other_shapes_are_refused(value: dict[str, Any], message: str) -> None:
    """The parts of a phone are texts, and the others are a list of phones."""
    assert message == refusal("person", {"phones": value}).message
