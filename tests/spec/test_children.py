"""Connections below records: arguments per parent, true counts, no statement per parent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from server.engine.sql.query import Query
from tests.processes import Api
from tests.property.in_process import serving_in_process

SIZES = (0, 1, 3, 70, 250)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve companies with 0, 1, 3, 70 and 250 people."""
    with serving_in_process(tmp_path_factory.mktemp("children") / "ferry.sqlite", standard_model()) as running:
        create = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }"
        companies = running.ask(create, d=[{"name": f"{size:03}", "position": size} for size in SIZES])["createCompanies"]
        for size, company in zip(SIZES, companies, strict=True):
            people = [{"companyId": company["id"], "position": place, "jobTitle": f"{place % 2}"} for place in range(size)]
            for start in range(0, size, 200):
                add = "mutation($d: [PersonCreateInput!]!) { createPeople(data: $d) { id } }"
                running.ask(add, d=people[start : start + 200])
        yield running


def below(api: Api, arguments: str, fields: str) -> list[dict[str, Any]]:
    """Return the people connection of every company, smallest first."""
    people = f"people{arguments} {{ {fields} }}"
    answer = api.ask(f"{{ companies(first: 10, orderBy: {{name: AscNullsLast}}) {{ edges {{ node {{ {people} }} }} }} }}")
    return [edge["node"]["people"] for edge in answer["companies"]["edges"]]


@pytest.mark.parametrize(("arguments", "limit"), [("", 60), ("(first: 2)", 2), ("(first: 500)", 200), ("(first: 0)", 0)])
def test_how_many_children(api: Api, arguments: str, limit: int) -> None:
    """Without first a parent shows 60 children, at most 200; the count is true and so is hasNextPage."""
    found = below(api, arguments, "totalCount pageInfo { hasNextPage } edges { node { id } }")

    assert [min(size, limit) for size in SIZES] == [len(people["edges"]) for people in found]
    assert list(SIZES) == [people["totalCount"] for people in found]
    assert [size > limit for size in SIZES] == [people["pageInfo"]["hasNextPage"] for people in found]


def test_each_parent_is_paged_by_itself(api: Api) -> None:
    """Order, offset and filter hold for every parent."""
    arguments = '(first: 2, offset: 1, orderBy: {position: DescNullsLast}, filter: {jobTitle: {eq: "0"}})'
    found = below(api, arguments, "edges { node { position } }")
    expected = [[place for place in range(size - 1, -1, -1) if place % 2 == 0][1:3] for size in SIZES]

    assert expected == [[edge["node"]["position"] for edge in people["edges"]] for people in found]


def test_a_cursor_below_a_parent(api: Api) -> None:
    """A walk over the children of one parent sees each once."""
    seen: list[int] = []
    cursor = ""
    while True:
        arguments = f'(first: 100, after: "{cursor}", orderBy: {{position: AscNullsLast}})'
        people = below(api, arguments, "pageInfo { hasNextPage endCursor } edges { node { position } }")[-1]
        seen += [edge["node"]["position"] for edge in people["edges"]]
        cursor = people["pageInfo"]["endCursor"]
        if not people["pageInfo"]["hasNextPage"]:
            break

    assert list(range(250)) == seen


def test_one_statement_a_connection(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parents a page has, their children take one statement and their counts another."""
    executed: list[str] = []
    original = Query.select

    def select(query: Any, columns: Any) -> str:
        sql = original(query, columns)
        executed.append(sql)
        return sql

    monkeypatch.setattr(Query, "select", select)
    below(api, "", "totalCount edges { node { id } }")

    assert ["company", "person", "person"] == [sql.partition(' FROM "')[2].partition('"')[0] for sql in executed]


def test_no_connection_below_another(api: Api) -> None:
    """A one-to-many below a one-to-many is refused as too complex."""
    answer = api.send("{ companies { edges { node { people { edges { node { company { people { totalCount } } } } } } } } }")

    assert "TOO_COMPLEX_QUERY" == answer["errors"][0]["extensions"]["subCode"]
