"""A record is connected by its unique value however that value is spelled (`data-api.md` 15.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.property.plain_links import plain_url
from tests.property.raw_links import ADDRESSES, URLS

_settings = hypothesis_settings(
    deadline=None, max_examples=40, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_CREATE_COMPANY = "mutation($data: CompanyCreateInput!) { createCompany(data: $data) { id } }"
_CREATE_PERSON = "mutation($data: PersonCreateInput!) { createPerson(data: $data) { id companyId } }"
_CREATE_OPPORTUNITY = "mutation($data: OpportunityCreateInput!) { createOpportunity(data: $data) { id pointOfContactId } }"
_DESTROY = """
mutation {
  destroyOpportunities(filter: { id: { is: NOT_NULL } }) { id }
  destroyPeople(filter: { id: { is: NOT_NULL } }) { id }
  destroyCompanies(filter: { id: { is: NOT_NULL } }) { id }
}"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty database of the standard model."""
    with serving_in_process(tmp_path_factory.mktemp("connect") / "ferry.sqlite", standard_model()) as running:
        yield running


@given(url=URLS, address=ADDRESSES, asked_as_stored=st.booleans(), respell=st.sampled_from([str, str.upper, str.lower]))
@_settings
def test_connect_finds_what_a_write_would_store(api: Api, url: str, address: str, asked_as_stored: bool, respell: Any) -> None:
    """A company is found by its URL as typed and as stored, a person by an address in any case."""
    stored = plain_url(url, "")
    # "http://a.example//" is stored with one slash, which another write would take off: it is found as typed only.
    asked = stored if asked_as_stored and plain_url(stored, "") == stored else url
    try:
        company = api.ask(_CREATE_COMPANY, data={"domainName": {"primaryLinkUrl": url}})["createCompany"]["id"]
        by_url = {"connect": {"where": {"domainName": {"primaryLinkUrl": asked}}}}
        person = api.ask(_CREATE_PERSON, data={"emails": {"primaryEmail": address}, "company": by_url})["createPerson"]
        by_address = {"connect": {"where": {"emails": {"primaryEmail": respell(address)}}}}
        deal = api.ask(_CREATE_OPPORTUNITY, data={"pointOfContact": by_address})["createOpportunity"]
    finally:
        api.ask(_DESTROY)

    assert company == person["companyId"]
    assert person["id"] == deal["pointOfContactId"]
