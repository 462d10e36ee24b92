"""What a composite given in part, or as null, does to its columns."""

from __future__ import annotations

from typing import Any

import pytest

from schema.absent import ABSENT
from schema.values.records import RecordChecker
from tests.spec.checking import MODEL, stored


@pytest.mark.parametrize(
    ("name", "record", "expected"),
    [
        ("person", {"name": {"firstName": "Ann"}}, {"nameFirstName": "Ann"}),
        ("person", {"name": {"lastName": ""}}, {"nameLastName": None}),
        (
            "company",
            {"address": {"addressCity": "Lyon", "addressLat": None}},
            {"addressAddressCity": "Lyon", "addressAddressLat": None},
        ),
        ("company", {"annualRevenue": {"currencyCode": "USD"}}, {"annualRevenueCurrencyCode": "USD"}),
        ("company", {"createdBy": {"source": "IMPORT"}}, {"createdBySource": "IMPORT"}),
        ("company", {"address": {}}, {}),
        ("company", {"address": []}, {}),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_four_types_change_only_what_is_given(
    name: str, record: dict[str, Any], expected: dict[str, Any], *, create: bool
) -> None:
    """FULL_NAME, ADDRESS, CURRENCY and ACTOR leave the sub-fields alone that are not given."""
    assert expected == stored(name, record, create=create)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("person", "name"),
        ("person", "emails"),
        ("person", "phones"),
        ("person", "xLink"),
        ("company", "address"),
        ("company", "annualRevenue"),
        ("company", "createdBy"),
        ("note", "bodyV2"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_null_changes_nothing(name: str, field: str, *, create: bool) -> None:
    """A composite given as null is as good as not given."""
    assert {} == stored(name, {field: None}, create=create)


def test_records_of_one_call_may_differ() -> None:
    """A column is ABSENT in the rows that do not give it."""
    rows: list[dict[str, Any]] = [
        {"name": "a", "domainName": {"primaryLinkUrl": "a.example"}},
        {"domainName": None, "address": {"addressCity": "Oslo"}},
        {"name": None, "domainName": {"primaryLinkUrl": "HTTPS://B.example"}, "address": {"addressCountry": "NO"}},
    ]
    checked = RecordChecker(MODEL.by_name["company"]).check(rows, create=True)

    assert 3 == checked.count
    assert () == checked.refusals
    assert {
        "name": ["a", ABSENT, None],
        "domainNamePrimaryLinkLabel": [None, ABSENT, None],
        "domainNamePrimaryLinkUrl": ["a.example", ABSENT, "https://b.example"],
        "domainNameSecondaryLinks": [None, ABSENT, None],
        "addressAddressCity": [ABSENT, "Oslo", ABSENT],
        "addressAddressCountry": [ABSENT, ABSENT, "NO"],
    } == checked.columns


def test_relations_are_passed_on() -> None:
    """The raw values of many-to-one relations, null too, are left to the engine."""
    connect = {"connect": {"where": {"id": "x"}}}
    checked = RecordChecker(MODEL.by_name["person"]).check([{"company": connect}, {}, {"company": None}], create=True)

    assert ({"company": [connect, ABSENT, None]}, {}, ()) == (checked.relations, checked.columns, checked.refusals)


def test_a_call_without_records_has_no_columns() -> None:
    """No records, nothing to store."""
    checked = RecordChecker(MODEL.by_name["person"]).check([], create=True)

    assert (0, {}, {}, ()) == (checked.count, checked.columns, checked.relations, checked.refusals)
