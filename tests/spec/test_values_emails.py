"""EMAILS: addresses are checked and lower-cased; a primary address not given is cleared."""

from __future__ import annotations

from typing import Any

import pytest

from schema.absent import ABSENT
from tests.spec.checking import refusal, stored


@pytest.mark.parametrize(
    ("emails", "primary", "others"),
    [
        ({"primaryEmail": "Ann@Alpha.example"}, "ann@alpha.example", ABSENT),
        (
            {"primaryEmail": "a@b.example", "additionalEmails": ["ADA.L@Orion.example"]},
            "a@b.example",
            '["ada.l@orion.example"]',
        ),
        ({"additionalEmails": ["n@orion.example"]}, None, '["n@orion.example"]'),
        ({"primaryEmail": "o'x+y_z-1@a-b.co.uk", "additionalEmails": []}, "o'x+y_z-1@a-b.co.uk", None),
        ({"primaryEmail": "", "additionalEmails": None}, None, None),
        ({"primaryEmail": None}, None, ABSENT),
        ({}, None, ABSENT),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_addresses_are_stored_in_lower_case(emails: dict[str, Any], primary: Any, others: Any, *, create: bool) -> None:
    """The primary address is always written, the others only when given."""
    expected = {"emailsPrimaryEmail": primary} | ({} if others is ABSENT else {"emailsAdditionalEmails": others})

    assert expected == stored("person", {"emails": emails}, create=create)


@pytest.mark.parametrize(
    "address",
    [
        "not-an-email",
        "a@b",
        " a@b.example",
        "a@b.example ",
        "a..b@c.example",
        ".a@b.example",
        "a.@b.example",
        "ü@b.example",
        "a@b.c1",
        "\u212a@b.example",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """Blanks are not trimmed, and both kinds of address are judged alike."""
    primary = refusal("person", {"emails": {"primaryEmail": address}})
    other = refusal("person", {"emails": {"additionalEmails": ["a@b.example", address]}})

    assert f"Invalid string value '{address}' for email field \"emails.primaryEmail\"" == primary.message
    assert f"Invalid string value '{address}' for email field \"emails.additionalEmails\"" == other.message
    assert f"Invalid value: \"'{address}'\"" == primary.friendly == other.friendly


@pytest.mark.parametrize(
    ("emails", "message"),
    [
        ({"primaryEmail": 5}, 'Invalid string value 5 for email field "emails.primaryEmail"'),
        (
            {"additionalEmails": '["a@b.example"]'},
            'Invalid string value \'["a@b.example"]\' for email field "emails.additionalEmails"',
        ),
        (
            {"additionalEmails": [None]},
            'Invalid value [ null ] for field "emails.additionalEmails - Array values need to be string"',
        ),
        ({"additionalEmails": {}}, 'Invalid value {} for field "emails.additionalEmails - Array values need to be string"'),
    ],
)
def test_other_shapes_are_refused(emails: dict[str, Any], message: str) -> None:
    """Addresses are texts, and the others are a list."""
    assert message == refusal("person", {"emails": emails}).message
