"""Every row is created, updated, restored, unchanged or rejected, and the summary says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.io.running_server import RunningServer, counts, read_csv, write_csv

EMAIL = "Emails / Primary Email"


def person(server: RunningServer, email: str, fields: str) -> dict[str, Any]:
    """Return fields of the person with this address."""
    condition = "{emails: {primaryEmail: {eq: $m}}}"
    query = f"query($m: String) {{ people(filter: {condition}) {{ edges {{ node {{ {fields} }} }} }} }}"
    edges = server.ask(query, m=email)["people"]["edges"]
    found: dict[str, Any] = edges[0]["node"]
    return found


def test_a_second_run_changes_nothing(server: RunningServer, tmp_path: Path) -> None:
    """Loading the same file again writes no row, with and without keys: nothing doubles and updatedAt stays."""
    people = write_csv(
        tmp_path / "people.csv",
        (
            "Name / First Name",
            EMAIL,
            "Phones / Primary Phone Number",
            "Phones / Primary Phone Country Code",
            "Linkedin / Link URL",
        ),
        ("Ann", "ann@second.example", "+14155552671", "", "linkedin.com/in/ann"),
        ("Bea", "Bea@second.example", "06 12 34 56 78", "FR", "https://LinkedIn.com/in/bea"),
        ("Keyless", "", "", "", ""),
    )
    assert "3 created" == server.load("people", people)
    before = person(server, "bea@second.example", "id updatedAt")

    assert "3 unchanged" == server.load("people", people)
    assert before == person(server, "bea@second.example", "id updatedAt")


def test_only_changed_rows_are_written(server: RunningServer, tmp_path: Path) -> None:
    """An edited export writes the edited rows alone, and only what changed in them."""
    rows = [(f"p{n}@edit.example", "Boss", "Rome") for n in range(20)]
    server.load("people", write_csv(tmp_path / "1.csv", (EMAIL, "Job Title", "City"), *rows))

    edited = [(email, "Chief" if number < 3 else job, "") for number, (email, job, _) in enumerate(rows)]
    assert "3 updated, 17 unchanged" == server.load(
        "people", write_csv(tmp_path / "2.csv", (EMAIL, "Job Title", "City"), *edited)
    )
    assert {"jobTitle": "Chief", "city": "Rome"} == person(server, "p0@edit.example", "jobTitle city")


def test_a_deleted_match_is_restored(server: RunningServer, tmp_path: Path) -> None:
    """A row that meets a soft-deleted record brings it back under its own id, with the values of the row."""
    file = write_csv(tmp_path / "1.csv", (EMAIL, "Job Title"), ("back@restore.example", "Boss"))
    server.load("people", file)
    record = person(server, "back@restore.example", "id")["id"]
    server.ask("mutation($id: UUID!) { deletePerson(id: $id) { id } }", id=record)

    again = write_csv(tmp_path / "2.csv", (EMAIL, "Job Title"), ("back@restore.example", "Chief"))
    assert "1 restored" == server.load("people", again)
    assert {"id": record, "jobTitle": "Chief", "deletedAt": None} == person(
        server, "back@restore.example", "id jobTitle deletedAt"
    )


def test_a_known_key_keeps_the_records_id(server: RunningServer, tmp_path: Path) -> None:
    """A row whose e-mail is known updates that record, whatever id the row brings."""
    first, other = (f"3f0c0000-0000-4000-8000-00000000020{n}" for n in range(2))
    server.load("people", write_csv(tmp_path / "1.csv", ("Id", EMAIL, "City"), (first, "keep@id.example", "Rome")))

    assert "1 updated" == server.load(
        "people", write_csv(tmp_path / "2.csv", ("Id", EMAIL, "City"), (other, "keep@id.example", "Paris"))
    )
    assert {"id": first, "city": "Paris"} == person(server, "keep@id.example", "id city")


def test_a_row_that_means_two_records_is_rejected(server: RunningServer, tmp_path: Path) -> None:
    """An id of one record with the e-mail of another writes neither."""
    ids = [f"3f0c0000-0000-4000-8000-00000000030{n}" for n in range(2)]
    rows = [(ids[0], "a@two.example"), (ids[1], "b@two.example")]
    server.load("people", write_csv(tmp_path / "1.csv", ("Id", EMAIL), *rows))

    mixed = write_csv(tmp_path / "2.csv", ("Id", EMAIL), (ids[0], "b@two.example"))
    done = server.ferry("import", "people", mixed, "--yes")
    assert "1 rejected" == counts(done)
    row = read_csv(tmp_path / "2.csv.rejects.csv")[1]
    assert "MULTI_MATCH" == row[6]
    assert all(record in row[7] for record in ids)


def test_repeats_within_the_file_are_rejected(server: RunningServer, tmp_path: Path) -> None:
    """The first row of a key stays; later ones name it, also when they meet the same record by another key."""
    record = "3f0c0000-0000-4000-8000-000000000400"
    server.load("people", write_csv(tmp_path / "1.csv", ("Id", EMAIL), (record, "known@repeat.example")))
    file = write_csv(
        tmp_path / "2.csv",
        ("Id", EMAIL, "City"),
        ("", "x@repeat.example", "Rome"),
        ("", "X@Repeat.example", "Paris"),
        (record, "", "Oslo"),
        ("", "known@repeat.example", "Bern"),
    )
    done = server.ferry("import", "people", file, "--yes")

    assert "1 created, 1 updated, 2 rejected" == counts(done)
    rejected = read_csv(tmp_path / "2.csv.rejects.csv")[1:]
    assert [("DUP_IN_FILE", "repeats row 1"), ("DUP_IN_FILE", "matches the same record as row 3")] == [
        (row[7], row[8].rpartition(": ")[2]) for row in rejected
    ]


def test_a_partial_update_loses_nothing_beside_it(server: RunningServer, tmp_path: Path) -> None:
    """Changing a part of e-mails, links or phones keeps the parts the file does not mention."""
    server.load(
        "people",
        write_csv(
            tmp_path / "1.csv",
            (
                EMAIL,
                "Emails / Additional Emails",
                "Linkedin / Link URL",
                "Linkedin / Link Label",
                "Phones / Primary Phone Number",
                "Phones / Additional Phones",
            ),
            (
                "part@whole.example",
                "second@whole.example",
                "linkedin.com/in/part",
                "Profile",
                "+14155552671",
                '[{"number":"4155552672","countryCode":"US","callingCode":"+1"}]',
            ),
        ),
    )
    update = (EMAIL, "Linkedin / Link URL", "Phones / Primary Phone Number")
    file = write_csv(tmp_path / "2.csv", update, ("part@whole.example", "linkedin.com/in/new", "+33612345678"))
    assert "1 updated" == server.load("people", file)

    found = person(
        server,
        "part@whole.example",
        "emails { additionalEmails } linkedinLink { primaryLinkUrl primaryLinkLabel } "
        "phones { primaryPhoneNumber primaryPhoneCountryCode additionalPhones }",
    )
    assert ["second@whole.example"] == found["emails"]["additionalEmails"]
    assert {"primaryLinkUrl": "https://linkedin.com/in/new", "primaryLinkLabel": "Profile"} == found["linkedinLink"]
    assert ("612345678", "FR") == (found["phones"]["primaryPhoneNumber"], found["phones"]["primaryPhoneCountryCode"])
    assert ["4155552672"] == [phone["number"] for phone in found["phones"]["additionalPhones"]]


def test_the_file_order_is_the_order_of_positions(server: RunningServer, tmp_path: Path) -> None:
    """New records stand after all others, in the order of the file, however many batches travel at once."""
    rows = [(f"n{number}@order.example", f"{number}") for number in range(95)]
    server.load("people", write_csv(tmp_path / "p.csv", (EMAIL, "City"), *rows), "--batch", "10", "--jobs", "4")

    found = server.export(
        "people", "--sort", "position:asc", "--filter", '{"emails":{"primaryEmail":{"endsWith":"@order.example"}}}'
    )
    assert [city for _, city in rows] == [row["City"] for row in found]


def test_a_domain_stored_without_scheme_is_met(server: RunningServer, tmp_path: Path) -> None:
    """A company stored as a bare domain is found, its spelling stays, and the summary says so."""
    company = [{"name": "Bare", "domainName": {"primaryLinkUrl": "bare-spelling.example"}}]
    server.ask("mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }", d=company)
    file = write_csv(tmp_path / "c.csv", ("Name", "Domain Name / Link URL"), ("Bare", "https://bare-spelling.example"))
    done = server.ferry("import", "company", file, "--yes")

    assert "1 unchanged" == counts(done)
    assert "URL_SPELLING: 1" in done.stdout
