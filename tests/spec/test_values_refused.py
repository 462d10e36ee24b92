"""Values of plain types that are refused, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.checking import refusal

SOURCES = "EMAIL, CALENDAR, WORKFLOW, AGENT, API, IMPORT, MANUAL, SYSTEM, WEBHOOK, APPLICATION"
TEXT = "Invalid input: expected string, received "
DATE = "Expected format: 'YYYY-MM-DD'"
MOMENT = "Expected format: 'YYYY-MM-DDTHH:mm:ssZ'"


@pytest.mark.parametrize(
    ("record", "message", "friendly"),
    [
        ({"nope": 1}, 'Object rocket doesn\'t have any "nope" field.', None),
        ({"hidden": "x"}, 'Object rocket doesn\'t have any "hidden" field.', None),
        ({"name": 42}, 'Invalid string value 42 for text field "name"', 'Invalid value: "42"'),
        ({"name": {"a": 1}}, 'Invalid string value { a: 1 } for text field "name"', 'Invalid value: "{ a: 1 }"'),
        ({"name": True}, 'Invalid string value true for text field "name"', 'Invalid value: "true"'),
        ({"name": "a\0b"}, "Invalid string value 'a\\x00b' for text field \"name\"", "Invalid value: \"'a\\x00b'\""),
        ({"mass": "abc"}, "Invalid number value 'abc' for field \"mass\"", "Invalid value for number: \"'abc'\""),
        ({"mass": "5"}, "Invalid number value '5' for field \"mass\"", "Invalid value for number: \"'5'\""),
        ({"mass": True}, 'Invalid number value true for field "mass"', 'Invalid value for number: "true"'),
        ({"mass": []}, 'Invalid number value [] for field "mass"', 'Invalid value for number: "[]"'),
        ({"mass": float("nan")}, 'Invalid number value NaN for field "mass"', 'Invalid value for number: "NaN"'),
        ({"mass": 10**400}, 'Invalid number value Infinity for field "mass"', 'Invalid value for number: "Infinity"'),
        ({"crew": 1.5}, 'Invalid number value 1.5 for field "crew"', 'Invalid value for number: "1.5"'),
        ({"reusable": "yes"}, "Invalid boolean value 'yes' for field \"reusable\"", "Invalid value: \"'yes'\""),
        ({"reusable": 1}, 'Invalid boolean value 1 for field "reusable"', 'Invalid value: "1"'),
        ({"makerId": "x"}, "Invalid UUID value 'x' for field \"makerId\"", "Invalid value for UUID: \"'x'\""),
        ({"hangar": ""}, "Invalid UUID value '' for field \"hangar\"", "Invalid value for UUID: \"''\""),
        (
            {"launchedOn": "2024-13-01"},
            f"Invalid value '2024-13-01' for date field \"launchedOn\". {DATE}",
            f"Invalid value for date: \"'2024-13-01'\". {DATE}",
        ),
        (
            {"firedAt": "31/12/2024"},
            f"Invalid value '31/12/2024' for date-time field \"firedAt\". {MOMENT}",
            f"Invalid value for date-time: \"'31/12/2024'\". {MOMENT}",
        ),
        (
            {"kind": "HUGE"},
            'Invalid value "HUGE" for field "kind". Valid values are: SMALL, BIG',
            'Invalid value for field "kind"',
        ),
        ({"kind": 1}, 'Invalid string value 1 for text field "kind"', 'Invalid value: "1"'),
        (
            {"stars": "RATING_9"},
            'Invalid value "RATING_9" for field "stars". Valid values are: RATING_1, RATING_2, RATING_3, RATING_4, RATING_5',
            'Invalid value for field "stars"',
        ),
        (
            {"tags": ["Z"]},
            "Invalid value [ 'Z' ] for multi select field \"tags\"",
            "Invalid value for multi-select: \"[ 'Z' ]\"",
        ),
        ({"tags": "Z"}, "Invalid value 'Z' for multi select field \"tags\"", "Invalid value for multi-select: \"'Z'\""),
        (
            {"tags": [None]},
            'Invalid value [ null ] for field "tags - Array values need to be string"',
            'Invalid value: "[ null ]"',
        ),
        (
            {"aliases": [1]},
            'Invalid value [ 1 ] for field "aliases - Array values need to be string"',
            'Invalid value: "[ 1 ]"',
        ),
        ({"aliases": 1}, 'Invalid value 1 for field "aliases - Array values need to be string"', 'Invalid value: "1"'),
        ({"meta": "nope"}, "Invalid object value 'nope' for field \"meta\"", "Invalid value for JSON."),
        ({"meta": 5}, 'Invalid object value 5 for field "meta"', 'Invalid value for JSON: "5"'),
        ({"meta": "5"}, "Invalid object value '5' for field \"meta\"", "Invalid value for JSON."),
        ({"position": None}, 'Invalid position value null for field "position"', 'Invalid value for position: "null"'),
        (
            {"position": "middle"},
            "Invalid position value 'middle' for field \"position\"",
            "Invalid value for position: \"'middle'\"",
        ),
        ({"searchVector": "x"}, "searchVector TS_VECTOR-typed field does not support write operations", None),
        ({"noteTargets": {}}, "One-to-many relation noteTargets field does not support write operations.", None),
    ],
)
def test_a_bad_value_is_refused(record: dict[str, Any], message: str, friendly: str | None) -> None:
    """Each type refuses other values in words of its own, with INVALID_ARGS_DATA."""
    found = refusal("rocket", record)

    assert (message, "INVALID_ARGS_DATA", friendly) == (found.message, found.sub_code, found.friendly)
    assert next(iter(record)) == found.path


@pytest.mark.parametrize(
    ("record", "path", "message"),
    [
        ({"price": {"amountMicros": "abc"}}, "price.amountMicros", 'Invalid number value NaN for field "price.amountMicros"'),
        ({"price": {"amountMicros": " "}}, "price.amountMicros", 'Invalid number value NaN for field "price.amountMicros"'),
        ({"price": {"amountMicros": {}}}, "price.amountMicros", 'Invalid number value NaN for field "price.amountMicros"'),
        ({"price": {"currencyCode": 1}}, "price.currencyCode", 'Invalid string value 1 for text field "price.currencyCode"'),
        ({"price": {"code": "EUR"}}, "price.code", 'Invalid subfield code for currency field "price"'),
        ({"price": "5 EUR"}, "price", "Invalid object value '5 EUR' for field \"price\""),
        ({"price": '{"amountMicros": 1}'}, "price", 'Invalid subfield 0 for currency field "price"'),
        ({"price": [1]}, "price", 'Invalid subfield 0 for currency field "price"'),
        ({"price": 5}, "price", 'Invalid object value 5 for field "price"'),
        (
            {"createdBy": {"source": "NOPE"}},
            "createdBy.source",
            f'Invalid value "NOPE" for field "createdBy.source". Valid values are: {SOURCES}',
        ),
        (
            {"createdBy": {"workspaceMemberId": "x"}},
            "createdBy.workspaceMemberId",
            "Invalid UUID value 'x' for field \"createdBy.workspaceMemberId\"",
        ),
        ({"createdBy": {"context": 5}}, "createdBy.context", 'Invalid object value 5 for field "createdBy.context"'),
    ],
)
def test_a_bad_part_of_a_composite_is_named_by_its_path(record: dict[str, Any], path: str, message: str) -> None:
    """A composite that is no object, an unknown sub-field and a bad sub-field are refused with their path."""
    found = refusal("rocket", record)

    assert (message, path) == (found.message, found.path)


@pytest.mark.parametrize(
    ("type_", "field", "name"),
    [
        ("full name", "name", "person"),
        ("emails", "emails", "person"),
        ("phones", "phones", "person"),
        ("links", "xLink", "person"),
        ("address", "address", "company"),
        ("currency", "annualRevenue", "company"),
        ("actor", "createdBy", "company"),
        ("rich text", "bodyV2", "note"),
    ],
)
def test_an_unknown_part_is_refused_with_the_words_of_its_type(type_: str, field: str, name: str) -> None:
    """Every composite type has a name in messages."""
    assert f'Invalid subfield url for {type_} field "{field}"' == refusal(name, {field: {"url": None}}).message


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([{"fileId": "nope"}], "0.fileId: Invalid UUID, 0.label: Invalid input: expected string, received undefined"),
        ({"a": 1}, ": Invalid input: expected array, received object"),
        ([1], "0: Invalid input: expected object, received number"),
        (
            [{"fileId": 1, "label": None, "a": 1, "b": 2}],
            f'0.fileId: {TEXT}number, 0.label: {TEXT}null, 0: Unrecognized keys: "a", "b"',
        ),
    ],
)
def test_files_are_refused_part_by_part(files: Any, why: str) -> None:
    """A bad FILES value is printed, followed by every problem in it."""
    found = refusal("rocket", {"photos": files})

    assert found.message.startswith('Invalid value "')
    assert found.message.endswith(f'" for FILES field "photos" - {why}')
    assert f'Invalid value for FILES field "photos" - {why}' == found.friendly


def test_too_many_files_are_refused() -> None:
    """A FILES field holds at most the number of files its settings name."""
    file = {"fileId": "550e8400-e29b-41d4-a716-446655440000", "label": ""}

    assert "Max number of files is 2" == refusal("rocket", {"photos": [file] * 3}).message
