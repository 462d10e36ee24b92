"""Writes: whole or not at all, in order, and answered as they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.model import ManyToOne, OnDelete
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

COUNT = "{ companies { totalCount } }"
CREATE = (
    "mutation($data: [CompanyCreateInput!]!, $upsert: Boolean) { createCompanies(data: $data, upsert: $upsert) { id name } }"
)
EVERYTHING = """id name createdAt updatedAt deletedAt position employees idealCustomerProfile
    domainName { primaryLinkLabel primaryLinkUrl secondaryLinks }
    address { addressStreet1 addressStreet2 addressCity addressPostcode addressState addressCountry addressLat addressLng }
    annualRevenue { amountMicros currencyCode } createdBy { source name workspaceMemberId context }
    updatedBy { source name workspaceMemberId context } accountOwnerId"""


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path / "ferry.sqlite", standard_model()) as running:
        yield running


def count(api: Api) -> int:
    """Return how many companies are live."""
    number: int = api.ask(COUNT)["companies"]["totalCount"]
    return number


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("upsert", [False, True])
@pytest.mark.parametrize(
    "bad",
    [
        {"name": 5},
        {"nope": 1},
        {"domainName": {"primaryLinkUrl": "https://taken.example"}, "id": "00000000-0000-4000-8000-000000000009"},
        {"accountOwnerId": "00000000-0000-4000-8000-000000000001"},
    ],
)
def test_a_bad_record_takes_its_call_with_it(api: Api, place: int, upsert: bool, bad: dict[str, Any]) -> None:
    """Wherever the bad record stands, nothing of the call is written."""
    api.ask(CREATE, data=[{"name": "first"}, {"name": "old", "id": "00000000-0000-4000-8000-000000000009"}])
    api.ask(CREATE, data=[{"name": "holder", "domainName": {"primaryLinkUrl": "https://taken.example"}}])
    data: list[dict[str, Any]] = [{"name": "good"}, {"name": "also good"}]
    data.insert(place, bad)

    assert {"createCompanies": None} == api.send(CREATE, data=data, upsert=upsert)["data"]
    assert 3 == count(api)
    assert "old" == api.ask('{ company(filter: {name: {eq: "old"}}) { name } }')["company"]["name"]


def test_mutations_of_a_document_run_in_order(api: Api) -> None:
    """A later field sees what an earlier one wrote, and a failing one stops nobody."""
    answer = api.send(
        """mutation {
            createCompany(data: {id: "00000000-0000-4000-8000-000000000001", name: "parent"}) { id }
            createPeople(data: [{name: 5}]) { id }
            createPerson(data: {companyId: "00000000-0000-4000-8000-000000000001"}) { company { name } }
        }"""
    )

    assert {"name": "parent"} == answer["data"]["createPerson"]["company"]
    assert answer["data"]["createPeople"] is None
    assert 1 == len(answer["errors"])


def test_an_answer_is_what_is_stored(api: Api) -> None:
    """Created records are answered from memory; reading them back gives the same."""
    data = [
        {},
        {"name": "", "address": {"addressLat": 1, "addressLng": -0.5}, "employees": 3.0, "idealCustomerProfile": False},
        {
            "domainName": {
                "primaryLinkUrl": "HTTPS://Acme.example/",
                "secondaryLinks": [{"url": "https://b.example", "label": "é"}],
            }
        },
        {"annualRevenue": {"amountMicros": 9007199254740993123, "currencyCode": "EUR"}, "createdBy": {"source": "IMPORT"}},
        {"annualRevenue": {"amountMicros": "12.5"}, "position": 7, "createdAt": "2020-01-01"},
    ]
    created = api.ask(f"mutation($d: [CompanyCreateInput!]!) {{ createCompanies(data: $d) {{ {EVERYTHING} }} }}", d=data)
    read = api.ask(f"{{ companies {{ edges {{ node {{ {EVERYTHING} }} }} }} }}")["companies"]["edges"]

    assert {record["id"]: record for record in created["createCompanies"]} == {
        edge["node"]["id"]: edge["node"] for edge in read
    }


def test_positions_count_down_from_the_smallest(api: Api) -> None:
    """Records without a position go before all others, "last" behind them, numbers stay and are answered last."""
    query = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { name position } }"
    first = api.ask(query, d=[{"name": "a"}, {"name": "b", "position": 10}, {"name": "c"}, {"name": "d", "position": "last"}])
    second = api.ask(query, d=[{"name": "e"}, {"name": "f", "position": "first"}, {"name": "g", "position": "last"}])

    assert [("a", 9), ("c", 8), ("d", 11), ("b", 10)] == [(r["name"], r["position"]) for r in first["createCompanies"]]
    assert [("e", 7), ("f", 6), ("g", 12)] == [(r["name"], r["position"]) for r in second["createCompanies"]]


def test_too_many_records_to_create(api: Api) -> None:
    """200 records a call are taken, 201 refused."""
    api.ask(CREATE, data=[{}] * 200)
    answer = api.send(CREATE, data=[{}] * 201)

    assert "Maximum number of records to upsert is 200." == answer["errors"][0]["message"]
    assert 200 == count(api)


def test_too_many_records_to_update(api: Api) -> None:
    """An update over more than 200 records is refused, a delete is not."""
    for _ in range(2):
        api.ask(CREATE, data=[{"name": "x"}] * 150)
    refused = api.send('mutation { updateCompanies(filter: {name: {eq: "x"}}, data: {name: "y"}) { id } }')
    deleted = api.ask('mutation { deleteCompanies(filter: {name: {eq: "x"}}) { id } }')

    assert "Cannot update more than 200 records at once" == refused["errors"][0]["message"]
    assert 300 == len(deleted["deleteCompanies"])


@pytest.mark.parametrize(
    "condition", [{}, {"and": []}, {"or": []}, {"or": [{}]}, {"and": [{"or": [{}, {"name": {"eq": "x"}}]}]}]
)
@pytest.mark.parametrize("verb", ["update", "delete", "restore", "destroy"])
def test_a_filter_that_restricts_nothing(api: Api, verb: str, condition: dict[str, Any]) -> None:
    """A mutation over many records refuses to take the whole table."""
    api.ask(CREATE, data=[{"name": "x"}])
    data = ', data: {name: "y"}' if verb == "update" else ""
    answer = api.send(f"mutation($f: CompanyFilterInput!) {{ {verb}Companies(filter: $f{data}) {{ id }} }}", f=condition)

    assert "A non-empty filter is required" == answer["errors"][0]["message"]
    assert [{"name": "x"}] == [
        edge["node"] for edge in api.ask("{ companies { edges { node { name } } } }")["companies"]["edges"]
    ]


def test_a_record_that_restricts_its_parent(tmp_path: Path) -> None:
    """A relation with RESTRICT keeps the record it points to from being destroyed."""
    company = ManyToOne("company", "company", "rockets", "Company", on_delete=OnDelete.RESTRICT)
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", [company])
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        owner = api.ask(CREATE, data=[{"name": "owner"}])["createCompanies"][0]["id"]
        api.ask("mutation($id: ID) { createRocket(data: {companyId: $id}) { id } }", id=owner)
        answer = api.send("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=owner)

        assert (
            "This record cannot be deleted because it is still referenced by other records." == answer["errors"][0]["message"]
        )
        assert 1 == count(api)


def test_a_model_that_grew_gets_its_columns(tmp_path: Path) -> None:
    """A database made for a smaller model is brought up to the larger one, records kept."""
    model = standard_model()
    with serving_in_process(tmp_path / "ferry.sqlite", model.without_legacy()) as api:
        api.ask(CREATE, data=[{"name": "kept"}])
    with serving_in_process(tmp_path / "ferry.sqlite", replace(model)) as api:
        found = api.ask("{ companies { edges { node { name employees xLink { primaryLinkUrl } } } } }")["companies"]["edges"]

    assert [{"node": {"name": "kept", "employees": None, "xLink": {"primaryLinkUrl": ""}}}] == found


def test_restoring_a_live_record_changes_nothing(api: Api) -> None:
    """A restore of a live record leaves it as it is; one of a deleted record stamps it."""
    api.ask(CREATE, data=[{"name": "live", "updatedAt": "2020-01-01"}, {"name": "gone", "deletedAt": "2020-01-01"}])
    query = 'mutation { restoreCompanies(filter: {name: {in: ["live", "gone"]}}) { name updatedAt deletedAt } }'
    restored = {record["name"]: record for record in api.ask(query)["restoreCompanies"]}

    assert {"name": "live", "updatedAt": "2020-01-01T00:00:00.000Z", "deletedAt": None} == restored["live"]
    assert restored["gone"]["deletedAt"] is None


def test_an_inactive_object_is_gone_from_the_api(tmp_path: Path) -> None:
    """Neither an inactive object nor a relation to it can be selected, filtered, ordered or written."""
    model = standard_model()
    objects = tuple(replace(obj, active=obj.name_singular != "company") for obj in model.objects)
    with serving_in_process(tmp_path / "ferry.sqlite", replace(model, objects=objects)) as api:
        for arguments in ('(filter: {companyId: {is: "NULL"}})', "(orderBy: {company: {name: AscNullsLast}})"):
            assert "errors" in api.send(f"{{ people{arguments} {{ totalCount }} }}")
        refused = api.send('mutation { createPerson(data: {companyId: "00000000-0000-4000-8000-000000000001"}) { id } }')

    assert 'Object person doesn\'t have any "companyId" field.' == refused["errors"][0]["message"]
