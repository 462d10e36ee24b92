"""The same people come in under every style of heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.running_server import RunningServer, write_csv

STYLES = {
    "label": ("Name / First Name", "Emails / Primary Email", "Phones / Primary Phone Number", "Job Title", "Id"),
    "older-export": ("Name FirstName", "Emails PrimaryEmail", "Phones primaryPhoneNumber", "Job Title", "ID"),
    "path": ("name.firstName", "emails.primaryEmail", "phones.primaryPhoneNumber", "jobTitle", "id"),
    "column": ("nameFirstName", "emailsPrimaryEmail", "phonesPrimaryPhoneNumber", "jobTitle", "id"),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_file_loads_under_every_style_of_heading(server: RunningServer, tmp_path: Path, style: str) -> None:
    """Labels, old export headings, API paths and column names bring in the same record."""
    number = list(STYLES).index(style)
    person = f"3f0c0000-0000-4000-8000-00000000010{number}"
    row = ("Ann", f"Ann.{style}@Headings.example", f"+1 415 555 267{number}", "Boss, chief", person.upper())

    assert "1 created" == server.load("people", write_csv(tmp_path / "people.csv", STYLES[style], row))

    found = server.ask(
        "query($id: UUID!) { person(filter: {id: {eq: $id}}) "
        "{ name { firstName } emails { primaryEmail } phones { primaryPhoneNumber primaryPhoneCallingCode } jobTitle } }",
        id=person,
    )
    expected = {
        "name": {"firstName": "Ann"},
        "emails": {"primaryEmail": f"ann.{style}@headings.example"},
        "phones": {"primaryPhoneNumber": f"415555267{number}", "primaryPhoneCallingCode": "+1"},
        "jobTitle": "Boss, chief",
    }
    assert expected == found["person"]


@pytest.mark.parametrize("name", ["company", "Companies", "COMPANY"])
def test_an_object_is_found_by_any_of_its_names(server: RunningServer, tmp_path: Path, name: str) -> None:
    """Singular, plural and label name an object in any case."""
    file = write_csv(
        tmp_path / "companies.csv", ("Name", "Domain Name / Link URL"), (name, f"object-{name.encode().hex()}.example")
    )

    assert "created" in server.load(name, file)


def test_an_amount_is_read_in_units(server: RunningServer, tmp_path: Path) -> None:
    """Annual Revenue / Amount counts units of its currency and is stored exactly."""
    heading = ("Domain Name / Link URL", "Annual Revenue / Amount", "Annual Revenue / Currency")
    server.load("company", write_csv(tmp_path / "companies.csv", heading, ("amount.example", "1234.56", "eur")))

    rows = server.export("company", "--filter", '{"domainName": {"primaryLinkUrl": {"eq": "https://amount.example"}}}')
    assert [("1234.56", "EUR")] == [(row["Annual Revenue / Amount"], row["Annual Revenue / Currency"]) for row in rows]


def test_unknown_headings_are_listed_and_do_no_harm(server: RunningServer, tmp_path: Path) -> None:
    """A heading that names no field is named with the nearest fields, and the rest is loaded."""
    file = write_csv(
        tmp_path / "companies.csv", ("Name", "Domane Name / Link URL", "Quuxfeld"), ("Unknown headings Ltd", "x", "y")
    )
    done = server.ferry("import", "company", file, "--yes")

    assert 0 == done.returncode
    assert 'not imported: "Domane Name / Link URL": no such field; nearest: Domain Name / Link URL' in done.stderr
    assert 'not imported: "Quuxfeld": no such field' in done.stderr


def test_a_file_without_known_headings_is_refused(server: RunningServer, tmp_path: Path) -> None:
    """When no heading names a field the run ends before anything is written, with exit code 2."""
    done = server.ferry("import", "company", write_csv(tmp_path / "c.csv", ("Quuxfeld", "Blarg"), ("1", "2")), "--yes")

    assert 2 == done.returncode
    assert "nothing to import" in done.stderr


def test_two_headings_of_one_field_are_refused(server: RunningServer, tmp_path: Path) -> None:
    """Two columns for one field stop the run and both are named."""
    file = write_csv(tmp_path / "c.csv", ("Job Title", "jobTitle"), ("a", "b"))
    done = server.ferry("import", "people", file, "--yes")

    assert 2 == done.returncode
    assert '"Job Title" (column 1) and "jobTitle" (column 2)' in done.stderr
