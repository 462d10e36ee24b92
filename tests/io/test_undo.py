"""`ferry undo` takes an import back, to the state before it, and leaves alone what others have changed since."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.io.running_server import ROOT, RunningServer, counts, read_csv, write_csv

EMAIL = "Emails / Primary Email"
HEADINGS = (EMAIL, "Job Title", "Phones / Primary Phone Number", "Linkedin / Link URL", "Company / Domain Name / Link URL")
EVERYONE = "filter: {or: [{deletedAt: {is: NULL}}, {deletedAt: {is: NOT_NULL}}]}, orderBy: [{id: AscNullsFirst}]"
FIELDS = """id deletedAt jobTitle companyId position emails { primaryEmail additionalEmails }
phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode additionalPhones }
linkedinLink { primaryLinkUrl primaryLinkLabel secondaryLinks }"""
ROWS = 2500


def people(server: RunningServer) -> dict[str, dict[str, Any]]:
    """Return every person, deleted ones too, by e-mail."""
    edges = server.ask(f"{{ people({EVERYONE}, first: 100) {{ edges {{ node {{ {FIELDS} }} }} }} }}")["people"]["edges"]
    return {edge["node"]["emails"]["primaryEmail"]: edge["node"] for edge in edges}


def run_of(server: RunningServer) -> str:
    """Return the run that began last."""
    run: str = json.loads(server.ferry("status", "last", "--json").stdout)["run"]
    return run


def prepare(server: RunningServer) -> None:
    """Make people that an import is going to update and to restore."""
    phones = {"primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "FR", "primaryPhoneCallingCode": "+33"}
    other = {"number": "15123456789", "countryCode": "DE", "callingCode": "+49"}
    company = "c0000000-0000-4000-8000-00000000000c"
    server.ask("mutation($d: CompanyCreateInput!) { createCompany(data: $d) { id } }", d={"id": company, "name": "Old"})
    data = [
        {
            "emails": {"primaryEmail": f"{name}@undo.example", "additionalEmails": [f"{name}2@undo.example"]},
            "jobTitle": "Before",
            "companyId": company,
            "phones": {**phones, "primaryPhoneNumber": f"61234567{place}", "additionalPhones": [other]},
            "linkedinLink": {"primaryLinkUrl": f"https://l.example/{name}", "primaryLinkLabel": "L", "secondaryLinks": []},
        }
        for place, name in enumerate(("updated", "touched", "restored"))
    ]
    server.ask("mutation($d: [PersonCreateInput!]!) { createPeople(data: $d) { id } }", d=data)
    server.ask("mutation($id: UUID!) { deletePerson(id: $id) { id } }", id=people(server)["restored@undo.example"]["id"])


def test_an_import_is_taken_back(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """New records are deleted, changed ones hold what they held; a touched one stays and is listed; twice is once."""
    server = new_server("undo")
    prepare(server)
    before = people(server)
    names = enumerate(("new", "updated", "touched"))
    rows = [(f"{n}@undo.example", "After", f"+4930123456{place}", "new.example", "made.example") for place, n in names]
    file = write_csv(tmp_path / "people.csv", HEADINGS, *rows, ("restored@undo.example", "After", "", "", ""))
    assert "1 created, 2 updated, 1 restored" == server.load("people", file, "--missing-relations", "create")
    run, after = run_of(server), people(server)
    touched = after["touched@undo.example"]["id"]
    server.ask('mutation($id: UUID!) { updatePerson(id: $id, data: {jobTitle: "Mine"}) { id } }', id=touched)

    done = server.ferry("undo", run, "--yes", "--quiet")
    assert (1, "1 deleted, 1 reverted, 1 redeleted, 1 left") == (done.returncode, counts(done))
    now = people(server)
    assert before["updated@undo.example"] == now["updated@undo.example"]
    assert before["restored@undo.example"] == now["restored@undo.example"]
    assert {**after["touched@undo.example"], "jobTitle": "Mine"} == now["touched@undo.example"]
    assert now["new@undo.example"]["deletedAt"] is not None
    assert [["person", "3", touched, "CHANGED_MEANWHILE"]] == [
        row[:4] for row in read_csv(Path(done.stdout.partition("is in ")[2].partition(";")[0]))[1:]
    ]
    assert ["Old"] == [
        edge["node"]["name"] for edge in server.ask("{ companies { edges { node { name } } } }")["companies"]["edges"]
    ]

    again = server.ferry("undo", "last", "--yes", "--quiet")
    assert (1, counts(done), now) == (again.returncode, counts(again), people(server))
    states = [line.split()[1] for line in server.ferry("status").stdout.splitlines()]
    assert ["undone", "done"] == states

    options = ("--missing-relations", "create", "--restore-parents")
    assert "2 updated, 2 restored" == server.load("people", file, *options)
    assert after == people(server)


def test_a_killed_undo_goes_on(server: RunningServer, tmp_path: Path) -> None:
    """An undo that is killed is interrupted; the same command deletes the rest, and every row counts once."""
    file = write_csv(tmp_path / "people.csv", ("Job Title", "City"), *((f"job {n}", "Undone") for n in range(ROWS)))
    server.load("people", file)
    run = run_of(server)
    command = [sys.executable, "-m", "loaders", "undo", run, "--hard", "--yes", "--quiet"]
    undo = subprocess.Popen(command, cwd=ROOT, env=server.environment())
    while (left := total(server)) == ROWS:
        assert undo.poll() is None
    undo.kill()
    undo.wait(30)
    assert 0 < left < ROWS
    assert "interrupted" in server.ferry("status", "last").stdout

    done = server.ferry("undo", run, "--hard", "--yes", "--quiet")
    assert (0, f"{ROWS:,} destroyed", 0) == (done.returncode, counts(done), total(server))


def total(server: RunningServer) -> int:
    """Return the number of people that the killed undo is about."""
    found: int = server.ask('{ people(filter: {city: {eq: "Undone"}}) { totalCount } }')["people"]["totalCount"]
    return found
