"""The content hash: equal for records that hold the same, in whatever order and however emptiness is spelt."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.backups.contents import ContentHash, content_bytes, content_of

FIELDS = {
    "id": (),
    "name": (),
    "tags": (),
    "extra": (),
    "amount": ("amountMicros", "currencyCode"),
    "updatedAt": (),
    "updatedBy": ("name",),
    "createdBy": ("source", "name", "workspaceMemberId", "context"),
}


def hashed(*records: dict[str, Any]) -> str:
    """Return the content hash of records."""
    found = ContentHash()
    for record in records:
        found.add(content_bytes(content_of(record, FIELDS)))
    return found.hex


def test_the_order_of_records_and_of_keys_does_not_matter() -> None:
    """The hash is a sum, and every record is hashed as canonical JSON."""
    one, two = {"id": "1", "name": "a"}, {"id": "2", "name": "b"}

    assert hashed(one, two) == hashed(two, {"name": "a", "id": "1"})


def test_a_record_that_comes_twice_counts_twice() -> None:
    """The sum does not cancel out, as an exclusive or would."""
    one = {"id": "1", "name": "a"}

    assert 3 == len({hashed(), hashed(one), hashed(one, one)})


@pytest.mark.parametrize(
    "same",
    [
        ({"name": None}, {"name": ""}),
        ({"tags": []}, {"tags": None}),
        ({"amount": None}, {"amount": {"amountMicros": None, "currencyCode": ""}}),
        ({"amount": {"amountMicros": 5.0}}, {"amount": {"amountMicros": 5}}),
        ({"updatedAt": "2024-01-01T00:00:00.000Z"}, {"updatedBy": {"name": "someone"}}),
        ({"createdBy": {"source": "API", "context": {}}}, {"createdBy": {"source": "API", "workspaceMemberId": "x"}}),
    ],
)
def test_what_is_one_value(same: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Empty text, an empty list and null are one value, 5 and 5.0 too; what a server writes by itself does not count."""
    assert hashed(same[0]) == hashed(same[1])


@pytest.mark.parametrize(
    "other",
    [
        ({"name": "e\u0301"}, {"name": "\u00e9"}),
        ({"name": " "}, {"name": ""}),
        ({"extra": {}}, {"extra": None}),
        ({"extra": {"a": None}}, {"extra": {}}),
        ({"extra": ["1"]}, {"extra": [1]}),
        ({"amount": {"amountMicros": 0}}, {"amount": None}),
        ({"createdBy": {"source": "API"}}, {"createdBy": {"source": "IMPORT"}}),
        ({"id": "1", "name": "ab"}, {"id": "1a", "name": "b"}),
    ],
)
def test_what_are_two_values(other: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """No text is normalised, JSON is exact, zero is not nothing, and values stay with their fields."""
    assert hashed(other[0]) != hashed(other[1])
