"""What records are grouped by, and the values a group shows (`data-api.md` 12.5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.processes import Api
from tests.spec.rockets import ALPHA, BETA, counts, groups

_CASES: list[tuple[Any, list[tuple[Any, ...]]]] = [
    ({"kind": True}, [("BIG", 2), ("SMALL", 2), (None, 1)]),
    ({"name": True}, [("four", 1), ("one", 1), ("three", 1), ("two", 1), (None, 1)]),
    ({"reusable": True}, [(False, 3), (True, 1), (None, 1)]),
    ({"mass": True}, [(-1, 1), (1.5, 1), (4.5, 1), (10, 1), (None, 1)]),
    ({"crew": True}, [(2, 2), (None, 3)]),
    ({"stars": True}, [("RATING_5", 1), (None, 4)]),
    ({"tags": True}, [(["A", "B"], 1), (["A"], 3), (None, 1)]),
    ({"aliases": True}, [(["x"], 1), (None, 4)]),
    ({"launchedOn": True}, [("2023-12-31", 1), ("2024-02-29", 1), (None, 3)]),
    ({"price": {"amountMicros": True}}, [(5, 2), (2_000_000, 2), (None, 1)]),
    ({"price": {"currencyCode": True}}, [("EUR", 2), ("USD", 2), (None, 1)]),
    ({"maker": {"name": True}}, [("Alpha", 2), ("beta", 1), (None, 2)]),
    ({"maker": {"address": {"addressCity": True}}}, [("Oslo", 2), (None, 3)]),
    ({"maker": {"employees": True}}, [(7, 2), (None, 3)]),
    ({"maker": {"createdAt": {"granularity": "YEAR", "timeZone": "UTC"}}}, [("2020-01-01", 2), ("2021-01-01", 1), (None, 2)]),
]


@pytest.mark.parametrize(("dimension", "expected"), _CASES, ids=str)
def test_one_dimension(rockets: Api, dimension: Any, expected: list[tuple[Any, ...]]) -> None:
    """Each value of a field makes a group; records without one, empty texts and lists among them, make another."""
    # As text, for True equals 1 and is not the same.
    assert repr(expected) == repr(counts(rockets, [dimension]))


def test_a_join_column_is_the_id_of_a_live_parent(rockets: Api) -> None:
    """The join column groups by the related record; one that is soft-deleted counts as none, as when it is grouped by."""
    assert [(ALPHA, 2), (BETA, 1), (None, 2)] == counts(rockets, [{"makerId": True}])
    assert [(ALPHA, 2), (BETA, 1), (None, 2)] == counts(rockets, [{"maker": {"id": True}}])


def test_a_target_of_a_morph_relation(rockets: Api) -> None:
    """A morph relation groups by each of its targets, over fields or the join column."""
    query = "query($g: [NoteTargetGroupByInput!]!) { noteTargetsGroupBy(groupBy: $g) { groupByDimensionValues totalCount } }"

    by_name = rockets.ask(query, g=[{"targetCompany": {"name": True}}])["noteTargetsGroupBy"]
    by_id = rockets.ask(query, g=[{"targetCompanyId": True}, {"targetPersonId": True}])["noteTargetsGroupBy"]

    assert [(["Alpha"], 2), (["beta"], 1)] == [(group["groupByDimensionValues"], group["totalCount"]) for group in by_name]
    assert [([ALPHA, None], 2), ([BETA, None], 1)] == [
        (group["groupByDimensionValues"], group["totalCount"]) for group in by_id
    ]


def test_several_dimensions(rockets: Api) -> None:
    """A group shows one value per element of groupBy, in order, a repeated one twice."""
    expected = [("BIG", "beta", "BIG", 1), ("BIG", None, "BIG", 1), ("SMALL", "Alpha", "SMALL", 2), (None, None, None, 1)]

    assert expected == counts(rockets, [{"kind": True}, {"maker": {"name": True}}, {"kind": True}])


def test_no_dimension(rockets: Api) -> None:
    """An empty groupBy makes one group of everything, also of nothing."""
    fields = "groupByDimensionValues totalCount sumMass edges { node { name } }"
    nothing = {"groupByDimensionValues": [], "totalCount": 0, "sumMass": None, "edges": []}

    (everything,) = groups(rockets, [], fields)

    assert ([], 5, 15) == (everything["groupByDimensionValues"], everything["totalCount"], everything["sumMass"])
    assert 5 == len(everything["edges"])
    assert [nothing] == groups(rockets, [], fields, filter={"name": {"eq": "none"}})
    assert [] == groups(rockets, [{"kind": True}], fields, filter={"name": {"eq": "none"}})


def test_names_inside_a_group(rockets: Api) -> None:
    """Aliases, fragments and __typename work at every level of a group."""
    document = """{ rocketsGroupBy(groupBy: [{kind: true}], limit: 1) { __typename values: groupByDimensionValues ...F } }
    fragment F on RocketGroupByConnection { n: totalCount edges { __typename node { __typename } } pageInfo { __typename } }"""
    edge = {"__typename": "RocketEdge", "node": {"__typename": "Rocket"}}

    (group,) = rockets.ask(document)["rocketsGroupBy"]

    assert {
        "__typename": "RocketGroupByConnection",
        "values": ["BIG"],
        "n": 2,
        "edges": [edge, edge],
        "pageInfo": {"__typename": "PageInfo"},
    } == group


def test_filters_and_deleted_records(rockets: Api) -> None:
    """Only records that match are grouped, and deleted ones only when the filter mentions deletedAt."""
    assert [("BIG", 1)] == counts(rockets, [{"kind": True}], filter={"mass": {"gt": 5}})
    assert [("BIG", 1)] == counts(rockets, [{"kind": True}], filter={"not": {"deletedAt": {"is": "NULL"}}})
    assert [("SMALL", 2)] == counts(rockets, [{"kind": True}], filter={"maker": {"name": {"eq": "Alpha"}}})
