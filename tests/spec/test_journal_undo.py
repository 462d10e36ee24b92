"""What a run wrote is taken back to what was there before, for every type of field, several files and related records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from loaders.runs.journal import Journal
from loaders.runs.states import BatchRecord, Intent, Phase, RunState
from tests.requirements.door import Door, open_door, outcomes
from tests.requirements.model import custom_model

ALL: dict[str, Any] = {"or": [{"deletedAt": {"is": "NULL"}}, {"deletedAt": {"is": "NOT_NULL"}}]}
COMPANY = "c0000000-0000-4000-8000-0000000000c1"
SHIP = """id deletedAt serial mass crew reusable launchedOn landedAt kind stars tags aliases papers hull
price { amountMicros currencyCode } captain { firstName lastName } mail { primaryEmail additionalEmails }
home { addressStreet1 addressStreet2 addressCity addressPostcode addressState addressCountry addressLat addressLng }
radio { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode additionalPhones }
page { primaryLinkUrl primaryLinkLabel secondaryLinks } story { markdown blocknote } formula operatorId escortId position"""
BLOCKS = [{"type": "paragraph", "content": [{"type": "text", "text": "hi", "styles": {"bold": True, "underline": True}}]}]
FULL = {
    "mass": 1.5,
    "crew": 3,
    "reusable": True,
    "launchedOn": "2024-02-29",
    "landedAt": "2024-02-29T12:30:45.123Z",
    "kind": "SMALL",
    "stars": "RATING_2",
    "tags": ["BIG", "SMALL"],
    "aliases": ["a", "b"],
    "papers": {"a": [1, None]},
    "hull": COMPANY,
    "price": {"amountMicros": "9007199254740995", "currencyCode": "EUR"},
    "home": {"addressStreet1": "s1", "addressCity": "Rome", "addressLat": 1.5},
    "captain": {"firstName": "A", "lastName": "B"},
    "mail": {"primaryEmail": "a@b.example", "additionalEmails": ["c@d.example"]},
    "radio": {
        "primaryPhoneNumber": "612345678",
        "primaryPhoneCountryCode": "FR",
        "primaryPhoneCallingCode": "+33",
        "additionalPhones": [{"number": "15123456789", "countryCode": "DE", "callingCode": "+49"}],
    },
    "page": {
        "primaryLinkUrl": "https://p.example/x",
        "primaryLinkLabel": "L",
        "secondaryLinks": [{"url": "https://o.example", "label": "o"}],
    },
    "story": {"blocknote": json.dumps(BLOCKS)},
    "formula": "=1",
    "operatorId": COMPANY,
    "position": 7,
}
CELLS = {
    "Mass": "2",
    "Crew": "5",
    "Reusable": "no",
    "Launched on": "2020-01-01",
    "Landed at": "2020-01-01T00:00:00Z",
    "Kind": "BIG",
    "Stars": "4",
    "Tags": '["MEDIUM"]',
    "Aliases": '["z"]',
    "Papers": '{"q":1}',
    "Hull": "50000000-0000-4000-8000-000000000000",
    "Price / Amount": "3",
    "Price / Currency": "USD",
    "Home / City": "Paris",
    "Captain / First Name": "Q",
    "Mail / Primary Email": "z@z.example",
    "Page / Link URL": "q.example",
    "Story / Markdown": "# T\n\n- x",
    "Escort / Serial": "types new",
    "Operator / Domain Name / Link URL": "other.example",
    "position": "9",
}
MAIL, JOB, CITY = "Emails / Primary Email", "Job Title", "City"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve one database to these tests, which bring values of their own."""
    with open_door(tmp_path_factory.mktemp("undo"), custom_model(), []) as opened:
        yield opened


def last_run(door: Door) -> Path:
    """Return the folder of the run that began last."""
    run: str = json.loads(door.ferry("status", "last", "--json").stdout)["run"]
    return door.folder / "runs" / run


def undo(door: Door, *options: str, run: str = "last") -> tuple[int, str]:
    """Take a run back and return the exit code and the outcomes that are not zero."""
    done: Result = door.ferry("undo", run, "--yes", "--quiet", *options)
    return done.exit_code, outcomes(done)


def people(door: Door, domain: str, fields: str = "jobTitle city deletedAt") -> dict[str, dict[str, Any]]:
    """Return the people of a domain, deleted ones too, by the beginning of their addresses."""
    mine = {"emails": {"primaryEmail": {"like": f"%@{domain}"}}}
    found = door.find("people", f"id emails {{ primaryEmail }} {fields}", {"and": [ALL, mine]})
    return {node["emails"]["primaryEmail"].partition("@")[0]: node for node in found}


def test_every_type_of_field_holds_again_what_it_held(door: Door) -> None:
    """Updated records and restored ones are as before, to the blocks of a text and the moment of a deletion; new ones go."""
    door.create("companies", {"id": COMPANY, "name": "Acme"})
    ships: list[dict[str, Any]] = [
        {"serial": "types full", **FULL},
        {"serial": "types bare"},
        {"serial": "types gone", "captain": {"lastName": "X"}},
    ]
    door.create("ships", *ships)
    mine = {"and": [ALL, {"serial": {"like": "types %"}}]}
    door.delete("Ship", door.find("ships", "id", {"serial": {"eq": "types gone"}})[0]["id"])
    before = {ship["serial"]: ship for ship in door.find("ships", SHIP, mine)}
    names = ("types full", "types bare", "types gone", "types new")
    radios = ("Radio / Primary Phone Number", *(f"+1415555267{n}" for n in range(4)))
    rows = [("Serial", *CELLS), *((name, *CELLS.values()) for name in names)]
    file = door.file(*((*row, radio) for row, radio in zip(rows, radios, strict=True)))

    assert "1 created, 2 updated, 1 restored" == door.load("ships", file, "--missing-relations", "create")
    assert 0 == door.ferry("verify", "last").exit_code
    assert (0, "1 deleted, 2 reverted, 1 redeleted") == undo(door)
    after = {ship["serial"]: ship for ship in door.find("ships", SHIP, mine)}
    assert before == {name: ship for name, ship in after.items() if name in before}
    assert after["types new"]["deletedAt"] is not None
    made = door.find("companies", "deletedAt", {"and": [ALL, {"domainName": {"primaryLinkUrl": {"like": "%other.example"}}}]})
    assert [True] == [company["deletedAt"] is not None for company in made]


def test_constants_are_put_back_too(door: Door) -> None:
    """A field that a mapping fills for every row is compared and kept like a column: no row is written twice."""
    door.create("people", {"emails": {"primaryEmail": "a@constant.example"}, "city": "Rome"})
    file = door.file((MAIL,), ("a@constant.example",), ("b@constant.example",))
    mapping = file.with_name("mapping.yaml")
    mapping.write_text(
        f'version: 1\nobject: person\ncolumns:\n  "{MAIL}": {{to: emails.primaryEmail}}\nconstants: {{city: Paris}}\n'
    )
    assert "1 created, 1 updated" == door.load("people", file, "--mapping", str(mapping))
    run = last_run(door).name
    assert "2 unchanged" == door.load("people", file, "--mapping", str(mapping))

    assert (0, "1 deleted, 1 reverted") == undo(door, run=run)
    assert "Rome" == people(door, "constant.example")["a"]["city"]


def test_files_that_write_one_record_are_taken_back_from_the_last(door: Door) -> None:
    """A record that two files of a run wrote is proved by the last one and holds at the end what it held before both."""
    door.create("people", {"emails": {"primaryEmail": "old@twice.example"}, "jobTitle": "First", "city": "Rome"})
    one = door.file((MAIL, JOB), ("old@twice.example", "Second"), ("new@twice.example", "Second"))
    two = door.file((MAIL, JOB, CITY), ("old@twice.example", "Third", "Oslo"), ("new@twice.example", "Third", ""))
    done = door.ferry("import", f"person={one}", f"person={two}", "--yes", "--quiet")
    assert 0 == done.exit_code, done.output

    proved = door.ferry("verify", "last")
    assert (0, True) == (proved.exit_code, "2 written again by a later file of the run" in proved.output)
    assert (0, "1 deleted, 3 reverted") == undo(door)
    found = people(door, "twice.example")
    assert ("First", "Rome", None) == tuple(found["old"][name] for name in ("jobTitle", "city", "deletedAt"))
    assert found["new"]["deletedAt"] is not None


def test_hard_destroys_what_nobody_has_touched(door: Door) -> None:
    """With --hard new records and related ones are gone for good; one that somebody works on is only soft-deleted."""
    company = "Company / Domain Name / Link URL"
    file = door.file((MAIL, company), *((f"{name}@hard.example", f"{name}.hard.example") for name in ("kept", "gone")))
    door.load("people", file, "--missing-relations", "create")
    kept = people(door, "hard.example")["kept"]["id"]
    door.ask('mutation($id: UUID!) { updatePerson(id: $id, data: {city: "Rome"}) { id } }', id=kept)
    made = {"and": [ALL, {"domainName": {"primaryLinkUrl": {"like": "%hard.example"}}}]}
    names = door.find("companies", "id domainName { primaryLinkUrl }", made)
    worked_on = next(node["id"] for node in names if node["domainName"]["primaryLinkUrl"].startswith("https://kept"))
    door.ask('mutation($id: UUID!) { updateCompany(id: $id, data: {name: "Kept"}) { id } }', id=worked_on)

    assert (0, "1 deleted, 1 destroyed") == undo(door, "--hard")
    assert ["kept"] == list(people(door, "hard.example"))
    companies = door.find("companies", "name deletedAt", made)
    assert [("Kept", True)] == [(node["name"], node["deletedAt"] is not None) for node in companies]
    refused = door.ferry("undo", "last", "--yes")
    assert (2, True) == (refused.exit_code, "is taken back with --hard; go on in the same way" in refused.output)


def test_what_was_left_is_tried_again(door: Door) -> None:
    """A record whose old value was taken meanwhile is left and listed; when the way is free, the same command puts it back."""
    first = "50000000-0000-4000-8000-00000000a001"
    door.create("people", {"id": first, "emails": {"primaryEmail": "x@again.example"}})
    door.load("people", door.file(("Id", MAIL), (first, "y@again.example")))
    door.create("people", {"emails": {"primaryEmail": "x@again.example"}})
    run = last_run(door).name

    assert (1, "1 left") == undo(door, run=run)
    listed = json.loads(door.ferry("undo", run, "--yes", "--quiet", "--json").stdout.splitlines()[0])
    assert ("left", "person", 1, first) == tuple(listed[name] for name in ("event", "object", "row", "record"))
    taken = people(door, "again.example")["x"]["id"]
    door.ask("mutation($id: UUID!) { destroyPerson(id: $id) { id } }", id=taken)
    assert (0, "1 reverted") == undo(door, run=run)
    assert {"x": first} == {name: node["id"] for name, node in people(door, "again.example").items()}


def test_nothing_is_taken_back_unasked(door: Door) -> None:
    """Where nobody is there to confirm, --yes or --dry-run must be given; a run that was taken back cannot be resumed."""
    door.load("people", door.file((MAIL,), ("a@unasked.example",)))
    run = last_run(door).name
    refused = door.ferry("undo", run)
    assert (2, True) == (refused.exit_code, "nobody is there to confirm: give --yes" in refused.output)
    assert people(door, "unasked.example")["a"]["deletedAt"] is None

    assert (0, "1 deleted") == undo(door, run=run)
    assert f"go on with: ferry undo {run}" in door.ferry("resume", run).output
    assert (0, "1 deleted") == undo(door, run=run)


def test_a_rehearsal_writes_nothing(door: Door) -> None:
    """With --dry-run every record is looked at and nothing is sent, and the run is not taken back."""
    door.load("people", door.file((MAIL,), ("a@rehearsal.example",)))
    before = people(door, "rehearsal.example", "updatedAt")
    done = door.ferry("undo", "last", "--dry-run", "--quiet")

    assert (0, "1 deleted") == (done.exit_code, outcomes(done))
    assert before == people(door, "rehearsal.example", "updatedAt")
    assert " done " in door.ferry("status", "last").stdout


def test_what_was_sent_and_not_answered_is_taken_back_too(door: Door) -> None:
    """A batch whose answer the run did not live to read is asked for again, and its records go with the others."""
    door.load("people", door.file((MAIL,), ("a@open.example",), ("b@open.example",)))
    folder, made = last_run(door), people(door, "open.example")["b"]["id"]
    _forget_answer(folder, 2, {"id": made, "emails": {"primaryEmail": "b@open.example"}})

    assert (0, "2 deleted") == undo(door, run=folder.name)
    assert all(node["deletedAt"] for node in people(door, "open.example").values())


def _forget_answer(folder: Path, row: int, record: dict[str, Any]) -> None:
    """Make a run that is done look like one that was killed before it read the answer to its last batch."""
    document = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data, upsert: true) { id updatedAt } }"
    journal = Journal(folder)
    journal._database.execute("DELETE FROM row WHERE number = ?", (row,))
    intents = (Intent(row, "created", record["id"]),)
    journal.intend(1, None, [BatchRecord(9, 1, Phase.ROWS, "lost", document, [record], intents)])
    journal.note(state=RunState.FAILED)
    journal.close()
