"""All refusals of a call, in the order in which a reader of the records meets them."""

from __future__ import annotations

from tests.spec.checking import refusals

GOOD = {"name": "good", "mass": 1}


def test_refusals_are_in_the_order_of_rows_and_keys() -> None:
    """Every bad value of every row is named: rows first, then keys, then the keys of a composite."""
    found = refusals(
        "rocket",
        {"mass": "x", "name": 1},
        GOOD,
        {"name": 1, "price": {"currencyCode": 1, "nope": 1, "amountMicros": "x"}, "mass": "x"},
        {"nope": 1, "site": 2, "reusable": 3, "noteTargets": []},
    )

    assert [
        (0, "mass"),
        (0, "name"),
        (2, "name"),
        (2, "price.currencyCode"),
        (2, "price.nope"),
        (2, "price.amountMicros"),
        (2, "mass"),
        (3, "nope"),
        (3, "site"),
        (3, "reusable"),
        (3, "noteTargets"),
    ] == [(refusal.row, refusal.path) for refusal in found]


def test_a_composite_that_is_read_as_a_whole_names_its_first_problem() -> None:
    """EMAILS, LINKS, PHONES and RICH_TEXT stop at their first bad sub-field."""
    found = refusals("person", {"emails": {"additionalEmails": ["x"], "primaryEmail": "y", "nope": 1}})

    assert [(0, "emails.additionalEmails")] == [(refusal.row, refusal.path) for refusal in found]


def test_a_row_that_is_no_object_is_refused() -> None:
    """Each record is an object; the others of the call are judged all the same."""
    found = refusals("rocket", GOOD, None, {"mass": "x"}, [GOOD], "x")

    assert [(1, None), (2, "mass"), (3, None), (4, None)] == [(refusal.row, refusal.path) for refusal in found]
    assert ('Missing required argument: "data" (object)', "INVALID_QUERY_INPUT") == (found[0].message, found[0].sub_code)
