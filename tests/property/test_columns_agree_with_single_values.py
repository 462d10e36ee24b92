"""A whole column is checked like its values one at a time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.absent import ABSENT
from schema.values import bulk
from schema.values.emails import emails_value, plain_emails
from schema.values.links import links_value, plain_links
from schema.values.moments import date_value, moment_value
from schema.values.plain import (
    One,
    boolean_value,
    choice_value,
    given_text,
    number_value,
    position_value,
    text_value,
    uuid_value,
    whole_number_value,
)
from schema.values.refusals import ValueRefused

TEXTS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(["", "A", "B", "\0", "first"]),
    st.uuids().map(str),
    st.uuids().map(str).map(str.upper),
    st.from_regex(r"\A[0-9a-f]{4}[ -][0-9a-f -]{31}\Z"),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z"),
    st.from_regex(r"\A2024-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9][.,][0-9]{3}[Zz]\Z"),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from([0, -0.0, 2.0, 2**53, 2**53 + 1, 2**63, 2**70]))
VALUES = st.one_of(st.none(), st.just(ABSENT), st.booleans(), NUMBERS, TEXTS, st.just([]), st.just({}))
COLUMNS = st.one_of(
    st.lists(TEXTS, max_size=6),
    st.lists(NUMBERS, max_size=6),
    st.lists(st.one_of(st.none(), st.just(ABSENT), TEXTS), max_size=6),
    st.lists(VALUES, max_size=6),
)
RULES: dict[str, tuple[One, bulk.Many]] = {
    "text": (text_value, bulk.texts),
    "given text": (given_text, bulk.given_texts),
    "number": (number_value, bulk.numbers),
    "whole number": (whole_number_value, bulk.whole_numbers),
    "position": (position_value, bulk.positions),
    "boolean": (boolean_value, bulk.booleans),
    "uuid": (uuid_value, bulk.uuids),
    "moment": (moment_value, bulk.moments),
    "date": (date_value, bulk.dates),
    "choice": (choice_value(("A", "B")), bulk.choices(("A", "B"))),
}
ADDRESSES = st.one_of(
    st.none(),
    st.just(""),
    st.from_regex(r"\A(https?://|HTTP://|)[a-zA-Z0-9_-]{1,4}(\.[a-z0-9-]{1,4}){0,3}(:80)?(/[a-z.%~ ]{0,4}){0,2}(\?q)?\Z"),
)
LINKS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "primaryLinkUrl": ADDRESSES,
        "primaryLinkLabel": st.one_of(st.none(), st.sampled_from(["", "x", "\0"]), st.just(5)),
        "secondaryLinks": st.one_of(st.none(), st.just({}), st.lists(st.fixed_dictionaries({"url": ADDRESSES}), max_size=2)),
    },
)
MAIL = st.one_of(
    st.none(), st.from_regex(r"\A[aB.']{1,4}@[b.]{1,3}(xn|x)?\Z"), st.just("a@b.example"), st.just("\u212a@b.example")
)
EMAILS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"primaryEmail": MAIL, "additionalEmails": st.one_of(st.none(), st.just({}), st.lists(MAIL, max_size=2))}
)


@pytest.mark.parametrize("rule", RULES)
@given(column=COLUMNS)
def test_a_plain_column_agrees(rule: str, column: list[Any]) -> None:
    """When a column is taken at once, each of its values is accepted and stored alike."""
    one, many = RULES[rule]
    stored = many(column, set(map(type, column)))

    if stored is not None:
        expected = [value if value is ABSENT else one(value, "field") for value in column]
        assert [(value, type(value)) for value in expected] == [(value, type(value)) for value in stored]


@given(values=st.lists(LINKS, min_size=1, max_size=5))
def test_links_agree(values: list[dict[str, Any]]) -> None:
    """The links that are taken at once are stored as each alone would be."""
    compare(values, plain_links(values), links_value)


@given(values=st.lists(EMAILS, min_size=1, max_size=5))
def test_emails_agree(values: list[dict[str, Any]]) -> None:
    """The e-mail addresses that are taken at once are stored as each alone would be."""
    compare(values, plain_emails(values), emails_value)


def compare(values: list[dict[str, Any]], taken: tuple[list[list[Any]], list[int]] | None, one: Any) -> None:
    """Compare the values taken at once with each alone."""
    if taken is None:
        return
    columns, others = taken
    for place, value in enumerate(values):
        if place in others:
            continue
        try:
            expected = one(value, "field")
        except ValueRefused as refused:
            pytest.fail(f"{value} was taken, but is refused: {refused}")
        assert tuple(column[place] for column in columns) == expected
