"""The records of each group (`data-api.md` 12.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from server.engine.operations import groups
from tests.processes import Api
from tests.property.in_process import serving_in_process

_SIZES = {"big": 25, "exact": 10, "small": 3}
_GROUP = """query($order: [CompanyOrderByInput], $offset: Int, $limit: Int, $filter: CompanyFilterInput) {{
  companiesGroupBy(
    groupBy: [{{name: true}}], orderBy: [{{name: AscNullsLast}}], filter: $filter, limit: $limit,
    orderByForRecords: $order, offsetForRecords: $offset
  ) {{ {} }}
}}"""
_POSITIONS = "edges { node { position } }"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve companies of three names, with two people each."""
    rows = [{"name": name, "position": place} for name, size in _SIZES.items() for place in range(size)]
    with serving_in_process(tmp_path_factory.mktemp("records") / "ferry.sqlite", standard_model()) as running:
        create = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }"
        companies = running.ask(create, d=rows)["createCompanies"]
        people = [{"companyId": company["id"], "position": place} for company in companies for place in (1, 2)]
        running.ask("mutation($d: [PersonCreateInput!]!) { createPeople(data: $d) { id } }", d=people)
        yield running


def grouped(api: Api, fields: str, **arguments: Any) -> list[dict[str, Any]]:
    """Return the groups of the companies by name."""
    found: list[dict[str, Any]] = api.ask(_GROUP.format(fields), **arguments)["companiesGroupBy"]
    return found


def positions(found: list[dict[str, Any]]) -> list[list[int]]:
    """Return the positions of the records of each group."""
    return [[edge["node"]["position"] for edge in group["edges"]] for group in found]


@pytest.mark.parametrize("offset", [None, 0, 1, 8, 20, 25, 2**60])
@pytest.mark.parametrize("way", ["AscNullsLast", "DescNullsFirst"])
def test_ten_records_of_every_group(api: Api, way: str, offset: int | None) -> None:
    """A group shows ten records at most, in the order for records, after those that are skipped in each group."""
    expected = [sorted(range(size), reverse=way.startswith("Desc")) for size in _SIZES.values()]
    start = offset or 0

    found = grouped(
        api, f"totalCount pageInfo {{ hasNextPage hasPreviousPage }} {_POSITIONS}", order=[{"position": way}], offset=offset
    )

    assert [places[start : start + 10] for places in expected] == positions(found)
    assert list(_SIZES.values()) == [group["totalCount"] for group in found]
    more = [len(places) > start + 10 for places in expected]
    assert [{"hasNextPage": has, "hasPreviousPage": False} for has in more] == [group["pageInfo"] for group in found]


def test_records_come_by_id(api: Api) -> None:
    """Without an order of their own the records of a group come by id."""
    for group in grouped(api, "edges { node { id } }"):
        ids = [edge["node"]["id"] for edge in group["edges"]]
        assert sorted(ids) == ids


def test_only_groups_that_are_answered_have_records(api: Api) -> None:
    """A limit cuts the groups and their records alike; a filter holds for both."""
    order = [{"position": "AscNullsLast"}]

    assert [list(range(10))] == positions(grouped(api, _POSITIONS, limit=1, order=order))
    assert [[22, 23, 24]] == positions(grouped(api, _POSITIONS, filter={"position": {"gt": 21}}, order=order))


def test_a_cursor_leads_on(api: Api) -> None:
    """The cursor of a group's last record begins the rest of the group in findMany."""
    order = [{"position": "DescNullsLast"}]
    group = grouped(api, f"pageInfo {{ startCursor endCursor }} {_POSITIONS[:-2]} cursor }}", order=order)[0]
    rest = """query($order: [CompanyOrderByInput], $after: String) {
      companies(filter: {name: {eq: "big"}}, orderBy: $order, after: $after) { edges { node { position } } }
    }"""

    found = api.ask(rest, order=order, after=group["pageInfo"]["endCursor"])["companies"]

    assert list(range(14, -1, -1)) == [edge["node"]["position"] for edge in found["edges"]]
    assert [group["pageInfo"]["startCursor"], group["pageInfo"]["endCursor"]] == [
        group["edges"][0]["cursor"],
        group["edges"][-1]["cursor"],
    ]


def test_records_have_their_relations(api: Api) -> None:
    """Below the records of groups relations read as everywhere, lists and parents alike."""
    below = "people(first: 1, orderBy: {position: DescNullsLast}) { totalCount edges { node { position company { name } } } }"

    found = grouped(api, f"edges {{ node {{ name {below} }} }}", order=[{"position": "AscNullsLast"}])

    for name, group in zip(_SIZES, found, strict=True):
        people = {"totalCount": 2, "edges": [{"node": {"position": 2, "company": {"name": name}}}]}
        assert [{"name": name, "people": people}] * min(_SIZES[name], 10) == [edge["node"] for edge in group["edges"]]


def test_order_by_a_field_of_a_parent(api: Api) -> None:
    """The order for records reaches over relations."""
    query = """{ peopleGroupBy(
      groupBy: [{city: true}], orderByForRecords: [{company: {position: DescNullsLast}}, {position: AscNullsLast}]
    ) { edges { node { position company { position } } } } }"""

    (group,) = api.ask(query)["peopleGroupBy"]

    assert [(24, 1), (24, 2), (23, 1), (23, 2)] == [
        (edge["node"]["company"]["position"], edge["node"]["position"]) for edge in group["edges"][:4]
    ]


def test_two_statements_for_all_groups(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many groups there are, they take one statement and their records another."""
    made: list[str] = []
    for name in ("groups_statement", "group_records_statement"):
        original = getattr(groups, name)

        def statement(*arguments: Any, original: Any = original) -> Any:
            made.append(original.__name__)
            return original(*arguments)

        monkeypatch.setattr(groups, name, statement)
    grouped(api, "totalCount")
    grouped(api, _POSITIONS)

    assert ["groups_statement", "groups_statement", "group_records_statement"] == made


def test_what_records_cost(api: Api) -> None:
    """With records a large limit is refused by Twenty's reckoning of complexity, without them it is not."""
    answer = api.send(_GROUP.format("edges { node { people { edges { node { id } } } } }"), limit=1000)
    expected = (
        "Query complexity is too high. Please, reduce the amount of relation fields requested. "
        "Query complexity: 2001. Maximum complexity: 2000."
    )

    assert expected == answer["errors"][0]["message"]
    assert "TOO_COMPLEX_QUERY" == answer["errors"][0]["extensions"]["subCode"]
    assert 3 == len(grouped(api, _POSITIONS, limit=1000))
    assert 3 == len(grouped(api, "totalCount", limit=10**6))
