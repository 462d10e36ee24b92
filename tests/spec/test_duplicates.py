"""findDuplicates: the live records that share the values of a criterion with a stored record or a candidate."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

COMPANIES = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"
PEOPLE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"
LIKE_COMPANIES = """query($ids: [UUID], $data: [CompanyCreateInput]) {
    companyDuplicates(ids: $ids, data: $data) { totalCount edges { node { id } } pageInfo { hasNextPage hasPreviousPage } }
}"""
LIKE_PEOPLE = """query($ids: [UUID], $data: [PersonCreateInput]) {
    personDuplicates(ids: $ids, data: $data) { edges { node { id } } }
}"""
CURSORS = '{ companyDuplicates(data: [{name: "Cursor"}]) { edges { cursor } } }'
UNKNOWN = "c0000000-0000-4000-8000-0000000009{:02}"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("duplicates") / "ferry.sqlite", standard_model()) as running:
        yield running


def companies(api: Api, *data: dict[str, Any]) -> list[str]:
    """Create companies and return their ids."""
    return [record["id"] for record in api.ask(COMPANIES, data=list(data))["createCompanies"]]


def people(api: Api, *data: dict[str, Any]) -> list[str]:
    """Create people and return their ids."""
    return [record["id"] for record in api.ask(PEOPLE, data=list(data))["createPeople"]]


def found(api: Api, query: str, **arguments: Any) -> list[list[str]]:
    """Return the ids of each connection."""
    (connections,) = api.ask(query, **arguments).values()
    return [[edge["node"]["id"] for edge in connection["edges"]] for connection in connections]


def test_stored_records_are_compared_in_the_order_of_ids(api: Api) -> None:
    """Each id that is found has a connection of the others; one that is not, or is deleted, has none."""
    first, second, third, deleted = companies(api, *[{"name": "Order"}] * 3, {"name": "Order", "deletedAt": "2024-01-01"})

    assert [[first, second], [second, third]] == found(api, LIKE_COMPANIES, ids=[third, UNKNOWN.format(1), deleted, first])


def test_candidates_are_compared_in_the_order_of_data(api: Api) -> None:
    """Each candidate has a connection, an empty one too."""
    orders, data = companies(api, {"name": "Alpha data"}, {"name": "Beta data"}), [{}, {"name": "Beta data"}, {"name": "none"}]

    assert [[], [orders[1]], [], [orders[0]]] == found(api, LIKE_COMPANIES, data=[*data, {"name": "Alpha data"}])


def test_any_criterion_will_do(api: Api) -> None:
    """A record that is like the candidate in several ways is answered once, beside those that are so in one."""
    name, link = {"firstName": "Grace", "lastName": "Hopper"}, {"primaryLinkUrl": "https://www.linkedin.com/in/grace"}
    ids = people(
        api,
        {"name": name},
        {"linkedinLink": link},
        {"emails": {"primaryEmail": "grace@navy.example"}},
        {"name": {"firstName": "Grace", "lastName": "Kelly"}},
        {"name": name, "linkedinLink": link},
    )
    candidate = {"name": name, "linkedinLink": link, "emails": {"primaryEmail": "grace@navy.example"}}

    assert [sorted([*ids[:3], ids[4]])] == [sorted(group) for group in found(api, LIKE_PEOPLE, data=[candidate])]


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ({"firstName": "Ann", "lastName": "Lee"}, True),
        ({"firstName": "Al", "lastName": "Anderson"}, False),
        ({"firstName": "Bartholomew", "lastName": "Wu"}, False),
        ({"firstName": "Christine"}, False),
    ],
)
def test_every_column_of_a_criterion_needs_three_characters(api: Api, name: dict[str, str], alike: bool) -> None:
    """Shorter values tell nothing: records that have them in common are not alike."""
    (record,) = people(api, {"name": name})

    assert [[record] if alike else []] == found(api, LIKE_PEOPLE, data=[{"name": name}])


def test_values_are_compared_exactly_once_they_are_normalised(api: Api) -> None:
    """The case of a name counts; an address and an e-mail are compared as they are stored."""
    (company,) = companies(api, {"name": "Exactly", "domainName": {"primaryLinkUrl": "https://exactly.example"}})
    (person,) = people(api, {"emails": {"primaryEmail": "exact@exactly.example"}})
    data = [
        {"name": "exactly"},
        {"name": "Exactly "},
        {"name": "Exactly"},
        {"domainName": {"primaryLinkUrl": "HTTPS://EXACTLY.example/"}},
        {"domainName": {"primaryLinkUrl": "exactly.example"}},
    ]

    assert [[], [], [company], [company], []] == found(api, LIKE_COMPANIES, data=data)
    assert [[person]] == found(api, LIKE_PEOPLE, data=[{"emails": {"primaryEmail": "EXACT@Exactly.example"}}])


def test_a_record_never_matches_itself(api: Api) -> None:
    """Neither by its id nor as a candidate that bears its id."""
    (record,) = companies(api, {"name": "Lonely"})

    assert [[]] == found(api, LIKE_COMPANIES, ids=[record])
    assert [[], [record]] == found(api, LIKE_COMPANIES, data=[{"id": record.upper(), "name": "Lonely"}, {"name": "Lonely"}])


def test_deleted_records_are_no_duplicates(api: Api) -> None:
    """A record that is deleted softly is not answered."""
    live, _ = companies(api, {"name": "Half gone"}, {"name": "Half gone", "deletedAt": "2024-01-01"})

    assert [[live]] == found(api, LIKE_COMPANIES, data=[{"name": "Half gone"}])


def test_the_record_that_was_not_written_for_longest_comes_first(api: Api) -> None:
    """An update takes a record to the end."""
    moments = ["2024-03-01", "2024-01-01", "2024-02-01"]
    first, second, third = companies(api, *[{"name": "Queue", "updatedAt": moment} for moment in moments])

    assert [[second, third, first]] == found(api, LIKE_COMPANIES, data=[{"name": "Queue"}])


def test_a_connection_holds_200_records(api: Api) -> None:
    """Of more than 200 duplicates of each candidate the first 200 are answered and counted; there are no pages."""
    for name in ("Crowd", "Mob"):
        (oldest,) = companies(api, {"name": name, "updatedAt": "2020-01-01"})
        companies(api, {"name": name, "updatedAt": "2022-01-01"}, *[{"name": name, "updatedAt": "2021-01-01"}] * 199)
        newest = companies(api, *[{"name": name}] * 10)
        for arguments in ({"ids": [oldest, newest[0]]}, {"data": [{"name": name}]}):
            connections = api.ask(LIKE_COMPANIES, **arguments)["companyDuplicates"]
            for connection in connections:
                ids = {edge["node"]["id"] for edge in connection["edges"]}

                assert (200, 200, set()) == (connection["totalCount"], len(ids), ids & set(newest))
                assert {"hasNextPage": False, "hasPreviousPage": False} == connection["pageInfo"]
    data = [{"name": "Crowd"}, {"name": "Mob"}]

    assert [200, 200] == [len(set(group)) for group in found(api, LIKE_COMPANIES, data=data)]


def test_what_hangs_on_a_duplicate_can_be_selected(api: Api) -> None:
    """Relations, cursors, aggregates and type names work as in any connection, for each candidate apart."""
    small, big = companies(api, {"name": "Selected", "employees": 3}, {"name": "Selected", "employees": 5})
    people(api, {"companyId": small, "jobTitle": "one"}, {"companyId": big, "jobTitle": "two"})
    query = """query($ids: [UUID]) { companyDuplicates(ids: $ids) {
        __typename sumEmployees countUniqueValuesName
        edges { __typename cursor node { name people { totalCount edges { node { jobTitle company { id } } } } } }
        pageInfo { startCursor endCursor }
    } }"""
    like_small, like_big = api.ask(query, ids=[small, big])["companyDuplicates"]
    (edge,) = like_big["edges"]

    assert ("CompanyConnection", "CompanyEdge") == (like_big["__typename"], edge["__typename"])
    assert [5, 3] == [like_small["sumEmployees"], like_big["sumEmployees"]]
    child = {"node": {"jobTitle": "one", "company": {"id": small}}}
    assert {"name": "Selected", "people": {"totalCount": 1, "edges": [child]}} == edge["node"]
    assert {"id": small} == json.loads(b64decode(edge["cursor"]))
    assert {"startCursor": edge["cursor"], "endCursor": edge["cursor"]} == like_big["pageInfo"]


def test_aggregates_over_no_duplicates(api: Api) -> None:
    """Where there is nothing alike, the count is 0 and every aggregate null."""
    query = "{ companyDuplicates(data: [{}]) { totalCount sumEmployees pageInfo { startCursor endCursor } } }"
    nothing = {"startCursor": None, "endCursor": None}

    assert {"totalCount": 0, "sumEmployees": None, "pageInfo": nothing} == api.ask(query)["companyDuplicates"][0]


def test_cursors_alone(api: Api) -> None:
    """A cursor holds the id of its record, whether that is selected or not."""
    (record,) = companies(api, {"name": "Cursor"})
    ((edge,),) = [like["edges"] for like in api.ask(CURSORS)["companyDuplicates"]]

    assert {"id": record} == json.loads(b64decode(edge["cursor"]))


def test_only_counts_need_no_records(api: Api) -> None:
    """A connection of which only the count is selected answers it."""
    companies(api, *[{"name": "Counted"}] * 3)
    answer = api.ask('{ companyDuplicates(data: [{name: "Counted"}]) { totalCount } }')

    assert {"companyDuplicates": [{"totalCount": 3}]} == answer
