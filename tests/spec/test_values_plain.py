"""Values of plain types that are accepted, and how they are stored."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.checking import stored


@pytest.mark.parametrize(
    ("field", "raw", "expected"),
    [
        ("name", "  padded  ", "  padded  "),
        ("name", "new\nline\ttab 😀", "new\nline\ttab 😀"),
        ("name", "", None),
        ("name", None, None),
        ("mass", 1.5, 1.5),
        ("mass", 3, 3),
        ("mass", 3.0, 3),
        ("mass", -0.0, 0),
        ("mass", 0.1, 0.1),
        ("mass", 9007199254740993123, 9007199254740993000),
        ("mass", 2**64, 1.8446744073709552e19),
        ("mass", None, None),
        ("crew", 3, 3),
        ("crew", 3.0, 3),
        ("reusable", True, 1),
        ("reusable", False, 0),
        ("reusable", None, None),
        ("hangar", "C0000000-0000-4000-8000-00000000000A", "c0000000-0000-4000-8000-00000000000a"),
        ("makerId", None, None),
        ("kind", "SMALL", "SMALL"),
        ("kind", None, None),
        ("stars", "RATING_3", "RATING_3"),
        ("tags", ["B", "A"], '["B","A"]'),
        ("tags", "A", '["A"]'),
        ("tags", [], None),
        ("aliases", ["x", "é"], '["x","é"]'),
        ("aliases", "x", '["x"]'),
        ("aliases", [], None),
        ("meta", {"k": [1, 2.5, None]}, '{"k":[1,2.5,null]}'),
        ("meta", [1], "[1]"),
        ("meta", '{"a": 1}', '{"a":1}'),
        ("meta", {}, None),
        ("position", 7.5, 7.5),
        ("position", "first", "first"),
        ("position", "last", "last"),
        ("photos", [], None),
    ],
)
def test_a_good_value_is_stored(field: str, raw: Any, expected: Any) -> None:
    """Each type accepts its values and stores them in one form; empty text and lists are NULL."""
    value = stored("rocket", {field: raw})[field]

    assert (expected, type(expected)) == (value, type(value))


def test_files_keep_their_ids_and_labels() -> None:
    """FILES are stored as a list of fileId and label."""
    file = {"label": "Doc.pdf", "fileId": "550E8400-e29b-41d4-a716-446655440000"}

    assert {"photos": '[{"fileId":"550e8400-e29b-41d4-a716-446655440000","label":"Doc.pdf"}]'} == stored(
        "rocket", {"photos": [file]}
    )


@pytest.mark.parametrize(("raw", "expected"), [(5, 5), ("5", 5), (" 2.50 ", 2.5), ("1e3", 1000), ("", None), (None, None)])
def test_a_number_of_a_composite_may_be_text(raw: Any, expected: Any) -> None:
    """NUMERIC sub-fields take numbers and numeric text; empty text is NULL."""
    assert {"priceAmountMicros": expected} == stored("rocket", {"price": {"amountMicros": raw}})


def test_a_currency_code_is_not_checked() -> None:
    """Any text is a currency code."""
    assert "ZZZ" == stored("rocket", {"price": {"currencyCode": "ZZZ"}})["priceCurrencyCode"]


def test_system_fields_are_writable() -> None:
    """A client may give id, createdAt, updatedAt and deletedAt, and the parts of an actor."""
    record = {
        "id": "c0000000-0000-4000-8000-000000000001",
        "createdAt": "2024-02-20T12:30:45.123Z",
        "updatedAt": "2024-02-20T12:30:45Z",
        "deletedAt": "2024-01-01",
        "createdBy": {"source": "IMPORT", "name": "", "workspaceMemberId": None, "context": {"a": 1}},
    }

    assert {
        "id": "c0000000-0000-4000-8000-000000000001",
        "createdAt": "2024-02-20T12:30:45.123Z",
        "updatedAt": "2024-02-20T12:30:45.000Z",
        "deletedAt": "2024-01-01T00:00:00.000Z",
        "createdBySource": "IMPORT",
        "createdByName": "",
        "createdByWorkspaceMemberId": None,
        "createdByContext": '{"a":1}',
    } == stored("company", record)
