"""A load is proved without a write: links, what the run left out on purpose, what others did, and what it cannot have done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loaders.runs.journal import Journal
from tests.requirements.door import Door, open_door
from tests.requirements.model import custom_model

MAIL, JOB, COMPANY = "Emails / Primary Email", "Job Title", "Company / Domain Name / Link URL"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve one database to these tests, which bring values of their own."""
    with open_door(tmp_path_factory.mktemp("verify"), custom_model(), []) as opened:
        yield opened


def verify(door: Door, run: str = "last") -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """Prove a run; return the exit code, the numbers that are not zero, and the rows that were told."""
    done = door.ferry("verify", run, "--json", "--values")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    (summary,) = (event for event in told if event["event"] == "summary")
    names = ("equal", "different", "missing", "changed", "rewritten", "incomplete", "redated")
    return (
        done.exit_code,
        {name: summary[name] for name in names if summary[name]},
        [event for event in told if event["event"] in ("difference", "changed")],
    )


def person(door: Door, email: str) -> str:
    """Return the id of a person."""
    found: str = door.find("people", "id", {"emails": {"primaryEmail": {"eq": email}}})[0]["id"]
    return found


def company(door: Door, domain: str) -> str:
    """Return the id of a company."""
    found: str = door.find("companies", "id", {"domainName": {"primaryLinkUrl": {"eq": f"https://{domain}"}}})[0]["id"]
    return found


def test_links_of_the_second_pass_are_proved(door: Door) -> None:
    """A row that names a later row of its own file must have that very record; a link that was never to be is no difference."""
    rows = [("links a", "links b"), ("links b", "links c"), ("links c", ""), ("links d", "links nowhere")]
    assert "4 created" == door.load("ships", door.file(("Serial", "Escort / Serial"), *rows))
    assert (0, {"equal": 4, "incomplete": 1}, []) == verify(door)

    ships = {ship["serial"]: ship["id"] for ship in door.find("ships", "id serial", {"serial": {"like": "links %"}})}
    run = _last(door)
    _write(door, run, "Ship", ships["links a"], {"escortId": ships["links c"]})
    code, numbers, (told,) = verify(door)
    assert (6, {"equal": 3, "different": 1, "incomplete": 1}) == (code, numbers)
    assert {"escortId": {"file": ships["links b"], "record": ships["links c"]}} == told["values"]


def test_each_field_that_differs_is_named(door: Door) -> None:
    """A part of a composite has its path; rows that were unchanged are proved like those that were written."""
    headings = (MAIL, JOB, "Linkedin / Link URL", "Phones / Primary Phone Number")
    file = door.file(headings, ("a@named.example", "Boss", "l.example/A", "+33612345678"))
    door.load("people", file)
    assert "1 unchanged" == door.load("people", file)
    run = _last(door)
    changed = {"jobTitle": "Chief", "linkedinLink": {"primaryLinkUrl": "https://other.example"}}
    _write(door, run, "Person", person(door, "a@named.example"), changed)

    code, numbers, (told,) = verify(door)
    assert (6, {"different": 1}) == (code, numbers)
    assert ["jobTitle", "linkedinLink.primaryLinkUrl"] == sorted(told["fields"])
    assert {"file": "https://l.example/A", "record": "https://other.example"} == told["values"]["linkedinLink.primaryLinkUrl"]


def test_related_records_that_changed_since_are_no_differences(door: Door) -> None:
    """A link to a record that got another name since is listed apart; one to a record that was deleted since still stands."""
    names = ("stays", "moves", "goes")
    urls = [{"domainName": {"primaryLinkUrl": f"https://{name}.related.example"}} for name in names]
    door.create("companies", *urls)
    rows = [(f"{name}@related.example", f"{name}.related.example") for name in names]
    door.load("people", door.file((MAIL, COMPANY), *rows))
    assert (0, {"equal": 3}, []) == verify(door)

    moved = {"domainName": {"primaryLinkUrl": "https://moved.example"}}
    document = "mutation($id: UUID!, $data: CompanyUpdateInput!) { updateCompany(id: $id, data: $data) { id } }"
    door.ask(document, id=company(door, "moves.related.example"), data=moved)
    door.delete("Company", company(door, "goes.related.example"))
    code, numbers, (told,) = verify(door)
    assert (0, {"equal": 2, "changed": 1}) == (code, numbers)
    assert (2, ["companyId"]) == (told["row"], told["fields"])


def test_nothing_is_made_or_restored_to_prove_a_run(door: Door) -> None:
    """A related record that the run made and somebody destroyed stays away; its rows differ."""
    file = door.file((MAIL, COMPANY), ("a@made.example", "made.example"))
    door.load("people", file, "--missing-relations", "create", "--restore-parents")
    run, made = _last(door), company(door, "made.example")
    door.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=made)
    before = _whole(run)

    code, numbers, (told,) = verify(door)
    assert (6, {"different": 1}, ["companyId"]) == (code, numbers, told["fields"])
    assert before == _whole(run)
    assert [] == door.find("companies", "id", {"id": {"eq": made}})


def test_left_out_links_and_merged_rows_are_as_the_run_meant_them(door: Door) -> None:
    """A name that leads nowhere under `null` is no difference, and of merged rows the last one stands for all."""
    rows = [("a@meant.example", "Boss", "nowhere.example"), ("a@meant.example", "", ""), ("b@meant.example", "", "")]
    file = door.file((MAIL, JOB, COMPANY), *rows)
    done = door.load("people", file, "--missing-relations", "null", "--on-duplicate", "merge")

    assert "2 created, 1 skipped" == done
    assert (0, {"equal": 2}, []) == verify(door)


def test_rows_that_were_unchanged_know_when_others_write(door: Door) -> None:
    """A record that the run met and did not write is listed apart too, once somebody else has written it."""
    file = door.file((MAIL, JOB), ("a@met.example", "Boss"))
    door.load("people", file)
    assert "1 unchanged" == door.load("people", file)
    met = person(door, "a@met.example")
    door.ask('mutation($id: UUID!) { updatePerson(id: $id, data: {jobTitle: "Chief"}) { id } }', id=met)

    code, numbers, (told,) = verify(door)
    assert (0, {"changed": 1}, ["jobTitle"]) == (code, numbers, told["fields"])


def test_a_record_that_somebody_deleted_is_listed_apart(door: Door) -> None:
    """A soft-deletion is somebody's change, and no difference of the load."""
    door.load("people", door.file((MAIL,), ("a@deleted.example",)))
    door.delete("Person", person(door, "a@deleted.example"))

    code, numbers, (told,) = verify(door)
    assert (0, {"changed": 1}, ["the record is deleted"]) == (code, numbers, told["reasons"])


def test_history_that_the_server_writes_itself_is_told(door: Door) -> None:
    """With --preserve-history the moments of the file are proved; an `updatedAt` that the server set is counted, no more."""
    moment, later = "2001-02-03T04:05:06.789Z", "2002-02-03T04:05:06.789Z"
    file = door.file((MAIL, "Creation date", "Last update"), ("a@history.example", moment, later))
    door.load("people", file, "--preserve-history")
    stored = door.find("people", "createdAt updatedAt", {"emails": {"primaryEmail": {"eq": "a@history.example"}}})[0]

    assert moment == stored["createdAt"]
    redated = {} if stored["updatedAt"] == later else {"redated": 1}
    assert (0, {"equal": 1, **redated}, []) == verify(door)


def test_counts_must_agree(door: Door) -> None:
    """A journal that lacks a row, or in which two rows share a record, proves nothing."""
    door.load("people", door.file((MAIL,), ("a@count.example",), ("b@count.example",), ("c@count.example",)))
    run = _last(door)
    _believe(run, "DELETE FROM row WHERE number = 2")
    _believe(run, f"UPDATE row SET record_id = '{person(door, 'c@count.example')}' WHERE number IN (1, 3)")
    done = door.ferry("verify", "last")

    assert 6 == done.exit_code
    assert "the file has 3 rows, the journal has outcomes of 2" in done.output
    assert "1 rows have the same record as another row" in done.output


@pytest.mark.parametrize(("options", "said"), [(("--max-errors", "0"), "is not finished"), ((), "was taken back")])
def test_only_a_finished_run_can_be_proved(door: Door, options: tuple[str, ...], said: str) -> None:
    """A run that stopped, or that was taken back, is refused with what to do."""
    file = door.file((MAIL,), ("a@finished.example",), *((("bad@",),) if options else ()))
    door.ferry("import", "people", file, "--yes", "--quiet", *options)
    run = _last(door).name
    if not options:
        door.ferry("undo", run, "--yes", "--quiet")
    refused = door.ferry("verify", run)

    assert 2 == refused.exit_code
    assert said in refused.output


def _last(door: Door) -> Path:
    run: str = json.loads(door.ferry("status", "last", "--json").stdout)["run"]
    return door.folder / "runs" / run


def _whole(folder: Path) -> list[str]:
    """Return everything a journal holds."""
    journal = Journal(folder)
    lines = list(journal._database.iterdump())
    journal.close()
    return lines


def _believe(folder: Path, statement: str) -> None:
    """Change what a journal holds."""
    journal = Journal(folder)
    journal._database.execute(statement)
    journal.close()


def _write(door: Door, folder: Path, name: str, record_id: str, data: dict[str, Any]) -> None:
    """Change a record and let the journal take that for the run's own write, as if the run had written something wrong."""
    document = f"mutation($id: UUID!, $data: {name}UpdateInput!) {{ update{name}(id: $id, data: $data) {{ updatedAt }} }}"
    moment = door.ask(document, id=record_id, data=data)[f"update{name}"]["updatedAt"]
    journal = Journal(folder)
    (load,) = journal.loads()
    journal._database.execute(
        "UPDATE row SET updated_at = ? WHERE record_id = ? OR (record_id = '=' AND ? || printf('%012x', number) = ?)",
        (moment, record_id, load.id_prefix, record_id),
    )
    journal.close()
