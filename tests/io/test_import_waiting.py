"""Rows that wait for related records, and rows that another row stands for, end as they should when the record never comes."""

from __future__ import annotations

from pathlib import Path

from tests.io.running_server import RunningServer, counts, read_csv, write_csv

HEADINGS = ("Emails / Primary Email", "Job Title", "Company / Domain Name / Link URL")


def test_a_row_left_out_is_skipped_whatever_it_names(server: RunningServer, tmp_path: Path) -> None:
    """Only the row that counts is judged: the earlier one of the same person names nobody, and is no error."""
    rows = [("left-out@example.com", "first", "nowhere.example"), ("left-out@example.com", "last", "")]
    for policy in ("reject", "create"):
        file = write_csv(tmp_path / f"{policy}.csv", HEADINGS, *[(f"{policy}-{email}", *cells) for email, *cells in rows])
        done = server.ferry("import", "people", file, "--yes", "--on-duplicate", "last", "--missing-relations", policy)

        assert (0, "1 created, 1 skipped") == (done.returncode, counts(done)), done.stdout + done.stderr
    found = server.export("company", "--filter", '{"domainName": {"primaryLinkUrl": {"like": "%nowhere.example%"}}}')
    assert [] == found


def test_a_row_waits_for_two_related_records(server: RunningServer, tmp_path: Path) -> None:
    """A row with two names that lead nowhere waits as one with a single name does, and is told both at the end."""
    headings = ("Name", "Company / Domain Name / Link URL", "Point of Contact / Emails / Primary Email")
    deals = write_csv(tmp_path / "deals.csv", headings, ("Two", "waits.example", "waits@example.com"))
    done = server.ferry("import", "opportunity", deals, "--yes", "--missing-relations", "defer")
    (row,) = read_csv(tmp_path / "deals.csv.rejects.csv")[1:]

    assert "1 rejected" == counts(done)
    assert 2 == row[-3].count("no record with")


def test_two_spellings_of_an_address_name_one_new_record(server: RunningServer, tmp_path: Path) -> None:
    """Rows that spell the domain of a missing company differently get one company, which later rows find."""
    spellings = ("http://spelt.example", "https://spelt.example/", "spelt.example")
    rows = [(f"spelt{number}@example.com", "", spelling) for number, spelling in enumerate(spellings)]
    file = write_csv(tmp_path / "people.csv", HEADINGS, *rows)

    assert "3 created" == server.load("people", file, "--missing-relations", "create")
    found = server.export("company", "--filter", '{"domainName": {"primaryLinkUrl": {"like": "%spelt.example%"}}}')
    assert 1 == len(found)
