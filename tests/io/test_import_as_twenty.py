"""`--strict-twenty` does as Twenty's own importer does, and tells what that costs."""

from __future__ import annotations

from pathlib import Path

from tests.io.running_server import RunningServer, counts, read_csv, write_csv


def test_losses_are_told_and_the_first_refused_call_is_the_last(server: RunningServer, tmp_path: Path) -> None:
    """Duplicates drop out together, one unknown company takes its call down, and rows behind it stay pending."""
    company = [{"name": "Strict", "domainName": {"primaryLinkUrl": "https://strict.example"}}]
    server.ask("mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }", d=company)
    file = write_csv(
        tmp_path / "people.csv",
        ("Emails / Primary Email", "City", "Company / Domain Name / Link URL"),
        ("a@strict.example", " Rome ", "https://strict.example"),
        ("b@strict.example", "Oslo", ""),
        ("c@strict.example", "", ""),
        ("d@strict.example", "", "strict.example"),
        ("e@strict.example", "", ""),
        ("a@strict.example", "Bern", ""),
        ("f@strict.example", "", ""),
    )
    done = server.ferry("import", "people", file, "--yes", "--strict-twenty", "--batch", "2")

    assert (1, "1 created, 3 rejected") == (done.returncode, counts(done))
    assert "rows 3 to 4 were sent with it" in done.stderr
    assert ["DUP_IN_FILE", "REL_NOT_FOUND", "REL_NOT_FOUND"] == [
        row[7] for row in read_csv(file.with_suffix(".csv.rejects.csv"))[1:]
    ]
    assert "3 rejected; 3 pending" in server.ferry("status", "last").stdout
    query = (
        '{ people(filter: {emails: {primaryEmail: {like: "%@strict.example"}}}) { edges { node { city company { name } } } } }'
    )
    assert [{"node": {"city": "Oslo", "company": None}}] == server.ask(query)["people"]["edges"]
