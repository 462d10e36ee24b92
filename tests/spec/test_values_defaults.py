"""The defaults that are the same for every record."""

from __future__ import annotations

from schema.values.defaults import static_defaults
from tests.spec.checking import named


def test_literal_defaults_are_in_their_stored_form() -> None:
    """Text loses its inner quotes, a boolean is 0 or 1, a list is JSON, a composite is spread over its columns."""
    assert {
        "reusable": 0,
        "phase": "ONE",
        "tags": '["A"]',
        "priceAmountMicros": 5,
        "priceCurrencyCode": "EUR",
    } == static_defaults(named("rocket"))


def test_standard_objects_have_theirs() -> None:
    """Functions, actors and positions are not among them."""
    assert {"stage": "NEW"} == static_defaults(named("opportunity"))
    assert {} == static_defaults(named("company"))
    assert {
        "colorScheme": "System",
        "locale": "en",
        "calendarStartDay": 7,
        "timeZone": "system",
        "dateFormat": "SYSTEM",
        "timeFormat": "SYSTEM",
        "numberFormat": "SYSTEM",
    } == static_defaults(named("workspaceMember"))
