"""A stored record is written only where a row differs from it."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.imports.changes import change_rules, plain_change
from schema.absent import ABSENT
from schema.standard.company import COMPANY
from schema.standard.note import NOTE
from schema.standard.person import PERSON

PHONE = {"primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "FR", "primaryPhoneCallingCode": "+33"}
STORED_PHONE = {**PHONE, "additionalPhones": [{"number": "1"}]}


def change(field: str, given: Any, stored: Any) -> Any:
    """Return what is sent for a field of company, person or note."""
    rules = {
        **change_rules(NOTE, frozenset()),
        **change_rules(PERSON, frozenset()),
        **change_rules(COMPANY, frozenset(("domainName",))),
    }
    return rules.get(field, plain_change)(given, stored)


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        ("jobTitle", None, ""),
        ("list", None, []),
        ("count", 5, 5.0),
        ("annualRevenue", {"amountMicros": "9007199254740994000000"}, {"amountMicros": 9.007199254740994e21}),
        ("address", {"addressCity": None}, {"addressCity": ""}),
        ("linkedinLink", {"primaryLinkUrl": "https://a.io"}, {"primaryLinkUrl": "https://a.io", "secondaryLinks": []}),
        (
            "linkedinLink",
            {"secondaryLinks": [{"label": "", "url": "https://b.io"}]},
            {"secondaryLinks": [{"url": "https://b.io"}]},
        ),
        ("domainName", {"primaryLinkUrl": "https://a.io"}, {"primaryLinkUrl": "a.io"}),
        ("phones", {"primaryPhoneNumber": "+33 6 12 34 56 78"}, STORED_PHONE),
        ("phones", {"primaryPhoneNumber": "06 12 34 56 78", "primaryPhoneCountryCode": "FR"}, STORED_PHONE),
        ("phones", {"primaryPhoneNumber": "0612345678", "primaryPhoneCallingCode": "+33"}, STORED_PHONE),
        ("phones", PHONE, STORED_PHONE),
        ("bodyV2", {"markdown": "Hello"}, {"markdown": "Hello\n"}),
        ("bodyV2", {"blocknote": '[{"a": 1}]'}, {"blocknote": '[{"a":1}]'}),
    ],
)
def test_what_is_stored_already_is_not_sent(field: str, given: Any, stored: Any) -> None:
    """Every kind of emptiness is one value, and numbers, addresses and texts are compared in their stored form."""
    assert ABSENT is change(field, given, stored)


@pytest.mark.parametrize(
    ("field", "given", "stored", "sent"),
    [
        ("jobTitle", "Chief", "Boss", "Chief"),
        ("jobTitle", None, "Boss", None),
        ("name", {"firstName": "A", "lastName": "B"}, {"firstName": "A", "lastName": "C"}, {"lastName": "B"}),
        (
            "linkedinLink",
            {"primaryLinkUrl": "https://a.io"},
            {"primaryLinkUrl": "a.io", "primaryLinkLabel": "A"},
            {"primaryLinkUrl": "https://a.io", "primaryLinkLabel": "A", "secondaryLinks": []},
        ),
        (
            "domainName",
            {"primaryLinkUrl": "https://a.io", "primaryLinkLabel": "A"},
            {"primaryLinkUrl": "a.io"},
            {"primaryLinkUrl": "a.io", "primaryLinkLabel": "A", "secondaryLinks": []},
        ),
        (
            "emails",
            {"additionalEmails": ["b@x.io"]},
            {"primaryEmail": "a@x.io", "additionalEmails": []},
            {"primaryEmail": "a@x.io", "additionalEmails": ["b@x.io"]},
        ),
        (
            "phones",
            {"primaryPhoneNumber": "+14155552671"},
            STORED_PHONE,
            {"primaryPhoneNumber": "+14155552671", "additionalPhones": [{"number": "1"}]},
        ),
        ("phones", {"primaryPhoneNumber": "0700000000"}, STORED_PHONE, {**STORED_PHONE, "primaryPhoneNumber": "0700000000"}),
        ("phones", {"additionalPhones": []}, STORED_PHONE, {**PHONE, "additionalPhones": []}),
        ("bodyV2", {"markdown": "New", "blocknote": "[]"}, {"markdown": "Old", "blocknote": "[]"}, {"markdown": "New"}),
    ],
)
def test_what_differs_is_sent_with_what_would_be_lost_beside_it(field: str, given: Any, stored: Any, sent: Any) -> None:
    """Most composites send their changed parts; e-mails, links and phones go whole, but codes never contradict a new number."""
    assert sent == change(field, given, stored)
