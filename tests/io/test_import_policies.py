"""Which rows are written, and what their cells do to stored values: each policy, rehearsed and run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.rehearsal import Desk

EMAIL = "Emails / Primary Email"
DOMAIN = "Domain Name / Link URL"


@pytest.mark.parametrize(
    ("mode", "restore", "expected"),
    [
        ("upsert", "yes", ["created", "updated", "restored"]),
        ("upsert", "no", ["created", "updated", "skipped"]),
        ("upsert", "error", ["created", "updated", "rejected DELETED_MATCH"]),
        ("create", "yes", ["created", "skipped", "skipped"]),
        ("create", "no", ["created", "skipped", "skipped"]),
        ("update", "yes", ["skipped", "updated", "restored"]),
        ("update", "no", ["skipped", "updated", "skipped"]),
        ("update", "error", ["skipped", "updated", "rejected DELETED_MATCH"]),
    ],
)
def test_mode_and_restore_decide_which_rows_are_written(desk: Desk, mode: str, restore: str, expected: list[str]) -> None:
    """New rows, known ones and those of deleted records are written, left out or rejected as asked; none changes otherwise."""
    place = f"@{mode}.{restore}.example"
    known, gone = desk.create("Person", "People", *[{"emails": {"primaryEmail": f"{n}{place}"}} for n in ("known", "gone")])
    desk.delete("Person", gone)
    rows = [(f"{name}{place}", "Rome") for name in ("new", "known", "gone")]
    done = desk.load("people", desk.file((EMAIL, "City"), *rows), "--mode", mode, "--restore", restore)
    found = desk.find("people", "id", f'{{emails: {{primaryEmail: {{like: "%{place}"}}}}, city: {{eq: "Rome"}}}}')

    assert expected == done.rows
    assert sum(row in ("created", "updated", "restored") for row in expected) == len(found)
    assert (known in [one["id"] for one in found]) == ("updated" in expected)


FULL = {
    "Mass": ("1.5", ["mass"]),
    "Reusable": ("yes", ["reusable"]),
    "Launched on": ("2026-01-02", ["launchedOn"]),
    "Landed at": ("2026-01-02T10:00:00Z", ["landedAt"]),
    "Kind": ("BIG", ["kind"]),
    "Stars": ("3", ["stars"]),
    "Tags": ("SMALL;BIG", ["tags"]),
    "Aliases": ("a;b", ["aliases"]),
    "Papers": ('{"x":1}', ["papers"]),
    "Hull": ("00000000-0000-4000-8000-000000000001", ["hull"]),
    "Price / Amount": ("10.5", ["price.amountMicros"]),
    "Price / Currency": ("EUR", ["price.currencyCode"]),
    "Home / City": ("Rome", ["home.addressCity"]),
    "Captain / First Name": ("Ann", ["captain.firstName"]),
    "Mail / Primary Email": ("a@ship.example", ["mail.primaryEmail"]),
    "Mail / Additional Emails": ('["b@ship.example"]', ["mail.additionalEmails"]),
    "Radio / Primary Phone Number": ("+336123410{:02}", ["radio.primaryPhoneNumber"]),
    "Page / Link URL": ("page.example", ["page.primaryLinkLabel", "page.primaryLinkUrl"]),  # a label belongs to its link
    "Page / Link Label": ("Label", ["page.primaryLinkLabel"]),
    "Story / Markdown": ("Text", ["story.markdown"]),
    "Operator / Domain Name / Link URL": ("operator.example", ["operatorId"]),
    "Escort / Serial": ("full escort", ["escortId"]),
}
"""A cell for every type of field, and what the server empties when it is cleared."""
FIELDS = """serial mass reusable launchedOn landedAt kind stars tags aliases papers hull price { amountMicros currencyCode }
    home { addressCity } captain { firstName } mail { primaryEmail additionalEmails } radio { primaryPhoneNumber }
    page { primaryLinkUrl primaryLinkLabel } story { markdown } operatorId escortId"""
PLACES = sorted({place for _, places in FULL.values() for place in places})


@pytest.fixture(scope="module")
def full(yard: Desk) -> Desk:
    """Have ships with a value in every field, one for each column."""
    yard.create("Company", "Companies", {"domainName": {"primaryLinkUrl": "https://operator.example"}})
    yard.create("Ship", "Ships", {"serial": "full escort"})

    assert ["created"] * len(FULL) == yard.run("ships", full_file(yard)).rows
    return yard


def full_file(yard: Desk) -> Path:
    """Return the file of those ships."""
    rows = [
        (f"full {n:02}", *(cell.format(n) if "{:" in cell else cell for cell, _ in FULL.values())) for n in range(len(FULL))
    ]
    return yard.file(("Serial", *FULL), *rows)


def empty_places(yard: Desk) -> list[list[str]]:
    """Return what is empty in each of those ships."""
    found = yard.find("ships", FIELDS, '{serial: {like: "full __"}}', "serial: AscNullsFirst")
    flat = [
        {f"{name}.{part}": one for name, value in ship.items() if isinstance(value, dict) for part, one in value.items()} | ship
        for ship in found
    ]
    return [[place for place in PLACES if ship.get(place) in (None, "", [])] for ship in flat]


@pytest.mark.parametrize(
    ("cell", "options"),
    [("", ("--empty", "clear")), ("\\N", ()), ("NULL", ("--clear-token", "NULL"))],
)
def test_every_type_can_be_cleared(full: Desk, cell: str, options: tuple[str, ...]) -> None:
    """Texts, numbers, parts of composites, relations and lists become empty, once; the values come back as they were."""
    clearing = full.file(("Serial", *FULL), *[(f"full {number:02}", *[cell] * len(FULL)) for number in range(2)])

    assert ["updated", "updated"] == full.load("ships", clearing, *options).rows
    assert [PLACES, PLACES, []] == empty_places(full)[:3]
    assert ["unchanged", "unchanged"] == full.run("ships", clearing, *options).rows
    assert ["updated"] * 2 + ["unchanged"] * (len(FULL) - 2) == full.run("ships", full_file(full)).rows


def test_each_part_is_cleared_alone(full: Desk) -> None:
    """An empty cell keeps its value; the token empties its field or part, and nothing beside it."""
    rows = [(f"full {n:02}", *("\\N" if n == place else "" for place in range(len(FULL)))) for n in range(len(FULL))]

    assert ["updated"] * len(FULL) == full.load("ships", full.file(("Serial", *FULL), *rows)).rows
    assert [sorted(places) for _, places in FULL.values()] == empty_places(full)
    assert ["updated"] * len(FULL) == full.run("ships", full_file(full)).rows
    assert [[]] * len(FULL) == empty_places(full)


def test_what_is_needed_cannot_be_cleared(yard: Desk) -> None:
    """Neither a required relation, nor an id, nor a key that was chosen; a key that was not chosen can."""
    (ship,) = yard.create("Ship", "Ships", {"serial": "needed", "mass": 1})
    voyages = yard.file(("Name", "Ship / Serial"), ("kept", "needed"), ("none", ""), ("cleared", "\\N"))
    cleared = yard.file(("Id", "Serial", "Mass"), (ship, "\\N", "2"))
    chosen = yard.load("ships", cleared, "--key", "id,serial")

    assert ["created", "rejected REQUIRED", "rejected REQUIRED"] == yard.load("voyages", voyages).rows
    assert ["rejected KEY_EMPTY"] == yard.load("ships", yard.file(("Id", "Mass"), ("\\N", "2"))).rows
    assert ["rejected KEY_EMPTY"] == chosen.rows
    assert ["updated"] == yard.correct("ships", chosen, {"Serial": "needed"}, "--key", "id,serial").rows
    assert ["updated"] == yard.load("ships", cleared).rows
    assert [{"serial": "", "mass": 2}] == yard.find("ships", "serial mass", f'{{id: {{eq: "{ship}"}}}}')


def test_a_key_is_required_where_that_is_asked(yard: Desk) -> None:
    """A row without a value in any key is rejected, one with an id or another key is not."""
    file = yard.file(("Id", "Serial", "Mass"), ("", "", "1"), ("", "required", "1"), (ship_id(1), "", "1"))
    done = yard.load("ships", file, "--require-key")

    assert ["rejected KEY_EMPTY", "created", "created"] == done.rows
    assert ["created"] == yard.correct("ships", done, {"Serial": "required too"}, "--require-key").rows


def test_chosen_keys_alone_match(yard: Desk) -> None:
    """With one key other values only must not clash; with several, rows may not mean two records; others are refused."""
    headings = ("Serial", "Radio / Primary Phone Number", "Mass")
    yard.run("ships", yard.file(headings, ("key 1", "+33612340001", 1), ("key 2", "+33612340002", 1)))
    clash = yard.load("ships", yard.file(headings, ("key 3", "+33612340001", 2), ("key 1", "", 2)), "--key", "serial")
    both = yard.load("ships", yard.file(headings, ("key 1", "+33612340002", 3), ("key 2", "", 3)), "--key", "serial,radio")
    refused = yard.ferry("import", "ships", yard.file(headings), "--yes", "--key", "mass")

    assert ["rejected UNIQUE_CONFLICT", "updated"] == clash.rows
    assert ["rejected MULTI_MATCH", "updated"] == both.rows
    assert ["created"] == yard.correct("ships", clash, {headings[1]: "+33612340003"}, "--key", "serial").rows
    assert 2 == refused.exit_code
    assert "these are: id, serial, radio" in refused.stderr


def test_a_record_that_changed_since_the_export_is_left_alone(desk: Desk) -> None:
    """With --if-unmodified the updatedAt of an export must still be that of the record, and the file must have it."""
    (company,) = desk.create("Company", "Companies", {"name": "Before"})
    (stored,) = desk.find("companies", "updatedAt", f'{{id: {{eq: "{company}"}}}}')
    file = desk.file(("Id", "Name", "Last update"), (company, "After", stored["updatedAt"]))
    refused = desk.ferry("import", "companies", desk.file(("Id", "Name"), (company, "x")), "--if-unmodified", "--yes")

    assert ["updated"] == desk.load("companies", file, "--if-unmodified").rows
    late = desk.load("companies", file, "--if-unmodified")
    assert ["rejected CHANGED_MEANWHILE"] == late.rows
    (now,) = desk.find("companies", "updatedAt", f'{{id: {{eq: "{company}"}}}}')
    changes = {"Last update": now["updatedAt"], "Name": "Later"}
    assert ["updated"] == desk.correct("companies", late, changes, "--if-unmodified").rows
    assert 2 == refused.exit_code
    assert "--if-unmodified needs the column" in refused.stderr


def test_history_comes_from_the_file_when_that_is_asked(desk: Desk) -> None:
    """Only with --preserve-history, and only of new records: a known one keeps its own."""
    headings = ("Name", DOMAIN, "Creation date", "Last update", "Created by / Source")
    row = ("Old", "history.example", "2020-01-02T03:04:05Z", "2021-01-02T03:04:05Z", "IMPORT")
    fields = "createdAt updatedAt createdBy { source }"
    condition = '{domainName: {primaryLinkUrl: {eq: "https://history.example"}}}'

    assert ["created"] == desk.load("companies", desk.file(headings, row), "--preserve-history").rows
    old = {"createdAt": "2020-01-02T03:04:05.000Z", "updatedAt": "2021-01-02T03:04:05.000Z", "createdBy": {"source": "IMPORT"}}
    assert [old] == desk.find("companies", fields, condition)
    again = desk.file(headings, ("New", "history.example", "2010-01-01T00:00:00Z", "2010-01-01T00:00:00Z", "EMAIL"))
    assert ["updated"] == desk.load("companies", again, "--preserve-history").rows
    (found,) = desk.find("companies", fields, condition)
    assert (old["createdAt"], old["createdBy"]) == (found["createdAt"], found["createdBy"])
    plain = desk.file(headings, ("Plain", "plain-history.example", *row[2:]))
    assert ["created"] == desk.load("companies", plain).rows
    assert ["unchanged"] == desk.run("companies", plain).rows


def test_a_file_meets_its_own_records_unless_fresh_ids_are_asked_for(desk: Desk) -> None:
    """Rows without any key are found again by the ids they got; with --fresh-ids each run makes records anew."""
    file = desk.file(("Name", "Employees"), ("fresh", 1), ("fresh", 2))
    found = [desk.load("companies", file, *options).rows for options in ((), (), ("--fresh-ids",), ("--fresh-ids",))]

    assert [["created"] * 2, ["unchanged"] * 2, ["created"] * 2, ["created"] * 2] == found
    assert 6 == len(desk.find("companies", "id", '{name: {eq: "fresh"}}'))


@pytest.mark.parametrize(
    ("position", "names"),
    [("last", ["other", "one", "two", "three"]), ("first", ["three", "two", "one", "other"])],
)
def test_new_records_stand_where_they_are_asked_to(desk: Desk, position: str, names: list[str]) -> None:
    """Behind all others in the order of the file, or before them as Twenty puts them."""
    desk.create("Company", "Companies", {"name": f"{position} other"})
    file = desk.file(("Name",), *[(f"{position} {name}",) for name in ("one", "two", "three")])

    assert ["created"] * 3 == desk.load("companies", file, "--position", position).rows
    found = desk.find("companies", "name", f'{{name: {{like: "{position} %"}}}}', "position: AscNullsFirst")
    assert [f"{position} {name}" for name in names] == [one["name"] for one in found]


def test_rows_behind_the_limit_are_left_out(yard: Desk) -> None:
    """With --limit the first rows are loaded and the others skipped, whatever is wrong with them."""
    file = yard.file(("Serial", "Mass"), ("limit 1", 1), ("limit 2", 2), ("limit 3", "x"), ("limit 1", 4))

    assert ["created", "created", "skipped", "skipped"] == yard.load("ships", file, "--limit", "2").rows


@pytest.mark.parametrize(("limit", "code"), [("1", 3), ("2", 1), ("39%", 3)])
def test_too_many_rejects_stop_the_run(yard: Desk, limit: str, code: int) -> None:
    """A run with more rejected rows than --max-errors stops with exit code 3, and is taken up with a higher limit."""
    rows = [(f"errors {limit} {number}", "x" if number < 2 else "1") for number in range(5)]
    done = yard.load("ships", yard.file(("Serial", "Mass"), *rows), "--max-errors", limit)

    assert code == done.code
    if code == 3:
        resumed = yard.ferry("resume", "last", "--max-errors", "2", "--quiet")
        assert (1, True) == (resumed.exit_code, "3 created, 0 updated" in resumed.stdout)
    assert 3 == len(yard.find("ships", "id", f'{{serial: {{startsWith: "errors {limit} "}}}}'))
    assert ["created"] * 2 == yard.correct("ships", done, {"Mass": "1"}).rows


def test_a_limit_that_is_none_is_refused(yard: Desk) -> None:
    """What is neither a number of rows nor a share is a mistake of the command."""
    file = yard.file(("Serial",))
    refused = [yard.ferry("import", "ships", file, "--yes", "--max-errors", limit) for limit in ("many", "-1", "101%", "nan%")]

    assert [2] * 4 == [one.exit_code for one in refused]
    assert all("neither a number of rows nor a share" in one.stderr for one in refused)


def ship_id(number: int) -> str:
    """Return an id that no server would make."""
    return f"5a1b0000-0000-4000-8000-{number:012}"
