"""findDuplicates refuses what the contract refuses, and candidates as a create would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

FIND = """query($ids: [UUID], $data: [CompanyCreateInput]) {
    companyDuplicates(ids: $ids, data: $data) { totalCount }
}"""
CREATE = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"
COMPANY = "c0000000-0000-4000-8000-000000000001"
EITHER = 'You have to provide either "data" or "ids" argument'
BOTH = 'You cannot provide both "data" and "ids" arguments'
EMPTY = 'The "data" condition can not be empty when "ids" input not provided'
NO_DATA = 'Missing required argument: "data" (array)'
NO_IDS = 'Missing required argument: "ids" (array)'


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("refused") / "ferry.sqlite", standard_model()) as running:
        yield running


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, EITHER),
        ({"ids": None, "data": None}, EITHER),
        ({"ids": [COMPANY], "data": [{"name": "Acme"}]}, BOTH),
        ({"ids": [], "data": []}, BOTH),
        ({"data": []}, EMPTY),
        ({"data": {"name": "Acme"}}, NO_DATA),
        ({"data": "Acme"}, NO_DATA),
        ({"ids": COMPANY}, NO_IDS),
        ({"ids": 5}, NO_IDS),
        ({"ids": {"in": [COMPANY]}}, NO_IDS),
        ({"ids": [COMPANY, "nope"]}, "Invalid UUID value 'nope' for field \"ids\""),
        ({"ids": [5]}, 'Invalid UUID value 5 for field "ids"'),
        ({"ids": [[COMPANY]]}, f"Invalid UUID value [ '{COMPANY}' ] for field \"ids\""),
    ],
)
def test_arguments_that_do_not_fit(api: Api, arguments: dict[str, Any], message: str) -> None:
    """Every misfit is a refusal of the arguments with its own words."""
    answer = api.send(FIND, **arguments)
    (error,) = answer["errors"]

    assert {"companyDuplicates": None} == answer["data"]
    assert (message, "BAD_USER_INPUT", "INVALID_QUERY_INPUT") == (
        error["message"],
        error["extensions"]["code"],
        error["extensions"]["subCode"],
    )


def test_an_argument_of_another_name(api: Api) -> None:
    """What the operation does not know is refused by name."""
    answer = api.send("{ companyDuplicates(filter: {}) { totalCount } }")

    assert "Argument not allowed: filter" == answer["errors"][0]["message"]


@pytest.mark.parametrize("ids", [[], [None]])
def test_no_ids_at_all(api: Api, ids: list[Any]) -> None:
    """An empty list, or one of nulls, has no connections."""
    assert [] == api.ask(FIND, ids=ids)["companyDuplicates"]


@pytest.mark.parametrize(
    "candidate",
    [
        {"nope": 1},
        {"name": 5},
        {"domainName": {"primaryLinkUrl": "not a url at all"}},
        {"domainName": "https://acme.example"},
        {"employees": "many"},
        {"id": "nope"},
        {"people": []},
        {"accountOwner": {"connect": {"where": {"userEmail": "nobody@acme.example"}}}},
        {"accountOwner": {}},
        None,
    ],
)
def test_a_candidate_is_refused_as_by_a_create(api: Api, candidate: Any) -> None:
    """A value that may not be stored is refused with the error a create has for it."""
    created = api.send(CREATE, data=[{"name": "good"}, candidate])["errors"]

    assert created == api.send(FIND, data=[{"name": "good"}, candidate])["errors"]


def test_objects_without_criteria_have_no_such_field(api: Api) -> None:
    """Notes are not compared."""
    (error,) = api.send("{ noteDuplicates(ids: []) { totalCount } }")["errors"]

    assert 'Cannot query field "noteDuplicates" on type "Query".' == error["message"]
