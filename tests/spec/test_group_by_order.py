"""Which groups come first, how many there are, and what is said about each (`data-api.md` 12.4, 12.7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.processes import Api
from tests.spec.rockets import counts, groups

_KINDS = [{"kind": True}]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("AscNullsFirst", [None, "BIG", "SMALL"]),
        ("AscNullsLast", ["BIG", "SMALL", None]),
        ("DescNullsFirst", [None, "SMALL", "BIG"]),
        ("DescNullsLast", ["SMALL", "BIG", None]),
    ],
)
def test_by_a_dimension(rockets: Api, way: str, expected: list[str | None]) -> None:
    """Groups are ordered by the values of a dimension, a choice by its text, and nulls go where the direction says."""
    assert expected == [kind for kind, _ in counts(rockets, _KINDS, orderBy=[{"kind": way}])]


@pytest.mark.parametrize(
    ("dimension", "order", "expected"),
    [
        ({"price": {"currencyCode": True}}, {"price": {"currencyCode": "DescNullsLast"}}, ["USD", "EUR", None]),
        ({"maker": {"name": True}}, {"maker": {"name": "DescNullsLast"}}, ["beta", "Alpha", None]),
        (
            {"maker": {"address": {"addressCity": True}}},
            {"maker": {"address": {"addressCity": "AscNullsFirst"}}},
            [None, "Oslo"],
        ),
        ({"launchedOn": True}, {"launchedOn": "DescNullsLast"}, ["2024-02-29", "2023-12-31", None]),
        (
            {"launchedOn": {"granularity": "NONE"}},
            {"launchedOn": {"orderBy": "DescNullsFirst", "granularity": "NONE"}},
            [None, "2024-02-29", "2023-12-31"],
        ),
        (
            {"launchedOn": {"granularity": "YEAR"}},
            {"launchedOn": {"orderBy": "DescNullsLast", "granularity": "YEAR"}},
            ["2024-01-01", "2023-01-01", None],
        ),
        (
            {"launchedOn": {"granularity": "MONTH_OF_THE_YEAR"}},
            {"launchedOn": {"orderBy": "AscNullsLast", "granularity": "MONTH_OF_THE_YEAR"}},
            ["February", "December", None],
        ),
        (
            {"launchedOn": {"granularity": "DAY_OF_THE_WEEK"}},
            {"launchedOn": {"orderBy": "AscNullsLast", "granularity": "DAY_OF_THE_WEEK"}},
            ["Thursday", "Sunday", None],
        ),
        (
            {"launchedOn": {"granularity": "DAY_OF_THE_WEEK", "weekStartDay": "SUNDAY"}},
            {"launchedOn": "AscNullsLast"},
            ["Sunday", "Thursday", None],
        ),
    ],
    ids=str,
)
def test_by_any_kind_of_dimension(rockets: Api, dimension: Any, order: Any, expected: list[str | None]) -> None:
    """Parts of composites, fields of parents and periods order too, days of the week and months by their place."""
    assert expected == [value for value, _ in counts(rockets, [dimension], orderBy=[order])]


def test_by_aggregates(rockets: Api) -> None:
    """Groups are ordered by their size or by an aggregate, selected or not; one without a value counts as null."""
    by_sum = [{"aggregate": {"sumMass": "DescNullsFirst"}}]
    by_size = [{"aggregate": {"totalCount": "AscNullsLast"}}, {"kind": "DescNullsLast"}]

    assert [(None, 1), ("BIG", 2), ("SMALL", 2)] == counts(rockets, _KINDS, orderBy=by_sum)
    assert [(None, 1), ("SMALL", 2), ("BIG", 2)] == counts(rockets, _KINDS, orderBy=by_size)


def test_ties_are_always_told_apart(rockets: Api) -> None:
    """Groups that tie come in the order of their values, so that a limit always cuts at the same place."""
    order = [{"aggregate": {"totalCount": "DescNullsLast"}}]
    whole = counts(rockets, [{"name": True}], orderBy=order)

    assert ["four", "one", "three", "two", None] == [name for name, _ in whole]
    assert [whole[:limit] for limit in range(1, 6)] == [
        counts(rockets, [{"name": True}], orderBy=order, limit=limit) for limit in range(1, 6)
    ]


@pytest.mark.parametrize("limit", [None, 0, -3, 0.5, 1000, 2**60])
def test_limits_that_leave_all_groups(rockets: Api, limit: float | None) -> None:
    """No limit, zero and less mean the default; a large one is no harm."""
    assert 5 == len(counts(rockets, [{"name": True}], limit=limit))


def test_the_default_limit(rockets: Api) -> None:
    """Fifty groups are answered unless a limit is given."""
    rockets.ask(
        "mutation($d: [PersonCreateInput!]!) { createPeople(data: $d) { id } }", d=[{"city": f"{n:02}"} for n in range(60)]
    )
    query = "query($l: Int) { peopleGroupBy(groupBy: [{city: true}], limit: $l) { groupByDimensionValues } }"

    sizes = {limit: len(rockets.ask(query, l=limit)["peopleGroupBy"]) for limit in (None, 0, 55, 70)}

    assert {None: 50, 0: 50, 55: 55, 70: 60} == sizes


def test_aggregates_of_each_group(rockets: Api) -> None:
    """A group answers the aggregates of its own records, whatever the kind of field."""
    fields = (
        "totalCount countEmptyName countNotEmptyName countUniqueValuesCrew percentageEmptyPrice minLaunchedOn "
        "minMass maxMass avgMass sumMass countTrueReusable countFalseReusable sumPriceAmountMicros"
    )

    big, small, neither = groups(rockets, _KINDS, fields)

    assert (2, 0, 2, 0, 0, "2023-12-31") == tuple(big.values())[:6]
    assert (-1, 10, 4.5, 9, 0, 2, 4_000_000) == tuple(big.values())[6:]
    assert (2, 0, 2, 1, 0, None) == tuple(small.values())[:6]
    assert (1.5, 4.5, 3, 6, 1, 1, 10) == tuple(small.values())[6:]
    assert (1, 1, 0, 0, 1, None) == tuple(neither.values())[:6]
    assert (None, None, None, None, 0, 0, None) == tuple(neither.values())[6:]
