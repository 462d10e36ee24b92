"""Rows find the records they belong to, by id or by any unique field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.running_server import RunningServer, counts, read_csv, write_csv

COMPANY = "c0c0a000-0000-4000-8000-000000000001"
GONE = "c0c0a000-0000-4000-8000-000000000002"
OWNER = "20202020-0000-4000-8000-0000000000aa"


@pytest.fixture(scope="module")
def parents(server: RunningServer) -> RunningServer:
    """Have one live and one deleted company, and a workspace member."""
    companies = [
        {"id": COMPANY, "name": "Acme", "domainName": {"primaryLinkUrl": "https://acme-relations.example"}},
        {"id": GONE, "name": "Gone", "domainName": {"primaryLinkUrl": "https://gone-relations.example"}},
    ]
    server.ask("mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }", data=companies)
    server.ask("mutation($id: UUID!) { deleteCompany(id: $id) { id } }", id=GONE)
    server.add_member(OWNER, "owner@relations.example")
    return server


def company_of(server: RunningServer, email: str) -> str | None:
    """Return the company id of the person with this address."""
    query = "query($mail: String) { people(filter: {emails: {primaryEmail: {eq: $mail}}}) { edges { node { companyId } } } }"
    edges = server.ask(query, mail=email)["people"]["edges"]
    found: str | None = edges[0]["node"]["companyId"]
    return found


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Company Id", COMPANY),
        ("companyId", COMPANY.upper()),
        ("Company / Id", COMPANY),
        ("Company / Domain Name / Link URL", "ACME-relations.example/"),
        ("Company / Domain Name / Link URL", "http://acme-relations.example"),
        ("company.domainName.primaryLinkUrl", "https://acme-relations.example"),
    ],
)
def test_a_company_is_found_by_id_or_domain(parents: RunningServer, tmp_path: Path, heading: str, value: str) -> None:
    """The join column, and the domain in any of its spellings, link the person."""
    email = f"{heading.encode().hex()[:24]}.{value.encode().hex()[:16]}@relations.example"
    file = write_csv(tmp_path / "people.csv", ("Emails / Primary Email", heading), (email, value))

    assert "1 created" == parents.load("people", file)
    assert COMPANY == company_of(parents, email)


@pytest.mark.parametrize("address", ["owner@relations.example", "Owner@Relations.Example"])
def test_an_owner_is_found_by_user_email(parents: RunningServer, tmp_path: Path, address: str) -> None:
    """A workspace member is named by e-mail in any case."""
    domain = f"{address[0].encode().hex()}.owner-relations.example"
    file = write_csv(tmp_path / "c.csv", ("Domain Name / Link URL", "Account Owner / User Email"), (domain, address))

    assert "1 created" == parents.load("company", file)


def test_a_missing_parent_rejects_its_row_alone(parents: RunningServer, tmp_path: Path) -> None:
    """Unknown and deleted parents are rejected with their own codes, and the other rows go in."""
    file = write_csv(
        tmp_path / "people.csv",
        ("Emails / Primary Email", "Company / Domain Name / Link URL"),
        ("a@missing.example", "acme-relations.example"),
        ("b@missing.example", "nowhere.example"),
        ("c@missing.example", "gone-relations.example"),
        ("d@missing.example", ""),
    )
    done = parents.ferry("import", "people", file, "--yes")

    assert (1, "2 created, 2 rejected") == (done.returncode, counts(done))
    rejected = read_csv(tmp_path / "people.csv.rejects.csv")[1:]
    assert [("2", "3", "REL_NOT_FOUND"), ("3", "4", "REL_DELETED")] == [(row[2], row[3], row[6]) for row in rejected]


def test_an_unknown_id_rejects_its_row_alone(parents: RunningServer, tmp_path: Path) -> None:
    """A join column that points nowhere does not take the batch down."""
    nowhere = "c0c0a000-0000-4000-8000-0000000000ff"
    rows = (("a@ids.example", COMPANY), ("b@ids.example", nowhere))
    file = write_csv(tmp_path / "people.csv", ("Emails / Primary Email", "Company Id"), *rows)
    done = parents.ferry("import", "people", file, "--yes")

    assert "1 created, 1 rejected" == counts(done)
    assert "REL_NOT_FOUND" == read_csv(tmp_path / "people.csv.rejects.csv")[1][6]


def test_the_clear_token_unlinks(parents: RunningServer, tmp_path: Path) -> None:
    """An empty reference keeps the company, the clear token takes it away."""
    heading = ("Emails / Primary Email", "Company Id")
    parents.load("people", write_csv(tmp_path / "1.csv", heading, ("link@relations.example", COMPANY)))

    assert "1 unchanged" == parents.load("people", write_csv(tmp_path / "2.csv", heading, ("link@relations.example", "")))
    assert COMPANY == company_of(parents, "link@relations.example")
    assert "1 updated" == parents.load("people", write_csv(tmp_path / "3.csv", heading, ("link@relations.example", "\\N")))
    assert company_of(parents, "link@relations.example") is None
