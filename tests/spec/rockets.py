"""The rockets that the tests of groupBy read, and short ways to group them."""

from __future__ import annotations

from typing import Any

from tests.processes import Api

ALPHA, BETA, GONE = (f"c0000000-0000-4000-8000-00000000000{place}" for place in range(1, 4))
_MAKERS = [
    {"id": ALPHA, "name": "Alpha", "address": {"addressCity": "Oslo"}, "createdAt": "2020-01-31T23:30:00Z", "employees": 7},
    {"id": BETA, "name": "beta", "createdAt": "2021-06-01"},
    {"id": GONE, "name": "Gone", "createdAt": "2022-01-01"},
]
_PRICE = {"amountMicros": 2_000_000, "currencyCode": "USD"}
ROCKETS: list[dict[str, Any]] = [
    {"name": "one", "kind": "SMALL", "makerId": ALPHA, "mass": 1.5, "crew": 2, "reusable": True, "stars": "RATING_5"},
    {"name": "two", "kind": "SMALL", "makerId": ALPHA, "mass": 4.5, "crew": 2, "tags": ["A", "B"], "aliases": ["x"]},
    {"name": "three", "kind": "BIG", "makerId": BETA, "mass": 10, "price": _PRICE, "launchedOn": "2024-02-29"},
    {"name": "four", "kind": "BIG", "makerId": GONE, "mass": -1, "price": _PRICE, "launchedOn": "2023-12-31"},
    {"name": "", "kind": None, "reusable": None, "price": {"amountMicros": None, "currencyCode": None}, "tags": []},
    {"name": "lost", "kind": "BIG", "mass": 99, "deletedAt": "2024-01-01"},
]
NOTED = [ALPHA, ALPHA, BETA]
"""The companies that notes are about, one each."""


def load_rockets(api: Api) -> None:
    """Create everything; one maker is soft-deleted afterwards."""
    api.ask("mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }", data=_MAKERS)
    api.ask(f'mutation {{ deleteCompany(id: "{GONE}") {{ id }} }}')
    rows = [{"id": _id(place), "position": place, "must": "-", **row} for place, row in enumerate(ROCKETS)]
    api.ask("mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }", data=rows)
    targets = [{"targetCompanyId": company} for company in NOTED]
    api.ask("mutation($data: [NoteTargetCreateInput!]!) { createNoteTargets(data: $data) { id } }", data=targets)


def _id(place: int) -> str:
    return f"d0000000-0000-4000-8000-{place:012}"


def groups(
    api: Api, group_by: Any, fields: str = "groupByDimensionValues totalCount", **arguments: Any
) -> list[dict[str, Any]]:
    """Return the groups of the rockets."""
    found: list[dict[str, Any]] = api.ask(_QUERY.format(fields), g=group_by, **arguments)["rocketsGroupBy"]
    return found


def counts(api: Api, group_by: Any, **arguments: Any) -> list[tuple[Any, ...]]:
    """Return of each group of rockets its values, then its size."""
    found = groups(api, group_by, **arguments)
    return [(*group["groupByDimensionValues"], group["totalCount"]) for group in found]


def refusal(api: Api, group_by: Any, **arguments: Any) -> tuple[str, str | None]:
    """Return message and subCode of the refusal of a groupBy; its code is that of bad input."""
    answer = api.send(_QUERY.format("totalCount edges { node { id } }"), g=group_by, **arguments)
    (error,) = answer["errors"]
    assert {"rocketsGroupBy": None} == answer["data"]
    assert "BAD_USER_INPUT" == error["extensions"]["code"]
    return error["message"], error["extensions"].get("subCode")


_QUERY = """
query(
  $g: [RocketGroupByInput!]!, $filter: RocketFilterInput, $orderBy: [RocketOrderByWithGroupByInput], $limit: Int,
  $orderByForRecords: [RocketOrderByInput], $offsetForRecords: Int, $viewId: UUID
) {{
  rocketsGroupBy(
    groupBy: $g, filter: $filter, orderBy: $orderBy, limit: $limit,
    orderByForRecords: $orderByForRecords, offsetForRecords: $offsetForRecords, viewId: $viewId
  ) {{ {} }}
}}"""
