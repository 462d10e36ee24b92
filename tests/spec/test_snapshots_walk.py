"""A walk under a snapshot: pages, objects and root fields of one state, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schema.standard import standard_model
from tests.feeds import kinds
from tests.processes import Api
from tests.property.in_process import serving_in_process

WALK = """query($snapshot: String, $after: String, $orderBy: [CompanyOrderByInput]) {
    companies(first: 3, after: $after, orderBy: $orderBy, snapshot: $snapshot) { totalCount snapshot { token }
    pageInfo { hasNextPage endCursor } edges { node { id name people { totalCount } } } } }"""
COUNTS = "query($s: String) { companies(snapshot: $s) { totalCount } }"
OPEN = "{ companies { totalCount snapshot { token consistency expiresAt changes } } }"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace with room for the snapshots of all tests."""
    path = tmp_path_factory.mktemp("walk") / "ferry.sqlite"
    with serving_in_process(path, standard_model(), max_snapshots=100) as api:
        yield api


@pytest.fixture
def api(running: Api) -> Api:
    """Return a workspace of ten companies with one person each."""
    for plural in ("Companies", "People"):
        running.ask(f"mutation {{ destroy{plural}(filter: {{id: {{is: NOT_NULL}}}}) {{ id }} }}")
    for number in range(10):
        write(running, f"{number}")
    return running


def write(api: Api, name: str) -> str:
    """Create a company with one person and return its id."""
    made: str = api.ask("mutation($n: String) { createCompany(data: {name: $n}) { id } }", n=name)["createCompany"]["id"]
    api.ask("mutation($c: ID) { createPerson(data: {companyId: $c}) { id } }", c=made)
    return made


def opened(api: Api) -> dict[str, Any]:
    """Open a snapshot and return what is told of it."""
    told: dict[str, Any] = api.ask(OPEN)["companies"]["snapshot"]
    return told


@pytest.mark.parametrize("order", [[], [{"name": "DescNullsLast"}]])
def test_a_walk_sees_one_state(api: Api, order: list[Any]) -> None:
    """Records created, changed, deleted and destroyed between the pages leave pages and counts as they were."""
    page = api.ask(WALK, orderBy=order)["companies"]
    token, seen, totals = page["snapshot"]["token"], page["edges"], {page["totalCount"]}
    while page["pageInfo"]["hasNextPage"]:
        write(api, "a new one")
        api.ask('mutation { destroyCompanies(filter: {name: {in: ["7", "1"]}}) { id } }')
        api.ask('mutation { deleteCompanies(filter: {name: {in: ["8", "2"]}}) { id } }')
        api.ask('mutation { updateCompanies(filter: {name: {in: ["9", "3"]}}, data: {name: "0"}) { id } }')
        page = api.ask(WALK, orderBy=order, snapshot=token, after=page["pageInfo"]["endCursor"])["companies"]
        seen += page["edges"]
        totals.add(page["totalCount"])

    names = [str(number) for number in range(10)]
    assert (names[::-1] if order else names) == [edge["node"]["name"] for edge in seen]
    assert [1] * 10 == [edge["node"]["people"]["totalCount"] for edge in seen]
    assert {10} == totals


def test_what_is_told_of_a_snapshot(api: Api) -> None:
    """It is one state exactly, to be used again within a minute."""
    told = opened(api)
    remaining = datetime.fromisoformat(told["expiresAt"]) - datetime.now(UTC)

    assert "SNAPSHOT" == told["consistency"]
    assert timedelta(seconds=50) < remaining <= timedelta(seconds=60)


def test_one_token_for_all_objects(api: Api) -> None:
    """The token reads other objects, groups and several root fields in the same state."""
    token = opened(api)["token"]
    write(api, "later")
    query = """query($s: String) { companies(snapshot: $s) { totalCount } people(snapshot: $s) { totalCount }
        companiesGroupBy(groupBy: [{name: true}], snapshot: $s) { totalCount } notes(snapshot: $s) { totalCount } }"""
    found = api.ask(query, s=token)

    assert (10, 10, 10, 0) == (
        found["companies"]["totalCount"],
        found["people"]["totalCount"],
        len(found["companiesGroupBy"]),
        found["notes"]["totalCount"],
    )


def test_several_states_in_one_document(api: Api) -> None:
    """Each root field reads the state it names; those that name none read the present one."""
    first = opened(api)["token"]
    write(api, "later")
    second = opened(api)["token"]
    write(api, "last")
    query = """query($a: String, $b: String) { companies(snapshot: $a) { totalCount } people(snapshot: $b) { totalCount }
        companiesGroupBy(groupBy: [{name: true}]) { totalCount } notes { totalCount } }"""
    found = api.ask(query, a=first, b=second)

    assert [10, 11, 12, 0] == [
        found["companies"]["totalCount"],
        found["people"]["totalCount"],
        len(found["companiesGroupBy"]),
        found["notes"]["totalCount"],
    ]


def test_a_snapshot_is_the_state_of_its_document(api: Api) -> None:
    """All root fields of the document that opens a snapshot are read from it."""
    query = "{ people { totalCount snapshot { token } } companies { totalCount snapshot { token } } notes { totalCount } }"
    found = api.ask(query)

    assert found["people"]["snapshot"]["token"] == found["companies"]["snapshot"]["token"]


def test_changes_go_on_from_a_snapshot(api: Api) -> None:
    """The changes since a snapshot are all that came after its state, and nothing of it."""
    token = opened(api)["token"]
    later = write(api, "later")
    told = api.ask("query($s: String) { companies(snapshot: $s) { snapshot { changes } } }", s=token)["companies"]["snapshot"]

    assert [("WRITTEN", later)] == kinds(api, "companies", told["changes"])


def test_changes_without_a_snapshot(api: Api) -> None:
    """Where to go on from a state can be asked without holding it."""
    told = api.ask("{ companies { snapshot { __typename consistency changes } } }")["companies"]["snapshot"]
    later = write(api, "later")

    assert ("ConnectionSnapshot", "SNAPSHOT") == (told["__typename"], told["consistency"])
    assert [("WRITTEN", later)] == kinds(api, "companies", told["changes"])


def test_below_the_root_there_is_none(api: Api) -> None:
    """A connection below a record, or of duplicates, tells of no snapshot."""
    query = """{ companies(first: 1) { edges { node { people { snapshot { token } } } } }
        companyDuplicates(data: [{name: "0"}]) { snapshot { token } } }"""
    found = api.ask(query)

    assert None is found["companies"]["edges"][0]["node"]["people"]["snapshot"]
    assert [None] == [each["snapshot"] for each in found["companyDuplicates"]]


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_snapshot(api: Api, nothing: str | None) -> None:
    """Null and the empty text name no snapshot."""
    assert 10 == api.ask(COUNTS, s=nothing)["companies"]["totalCount"]
