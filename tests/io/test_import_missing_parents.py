"""What becomes of rows whose related record is not there, deleted, or still to come: each policy, rehearsed and run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.io.custom_server import rocket_model
from tests.io.rehearsal import Desk
from tests.requirements.door import open_door

EMAIL = "Emails / Primary Email"
DOMAIN = "Domain Name / Link URL"
COMPANY = f"Company / {DOMAIN}"
LEFT_OUT = "warning REL_LEFT_OUT: 1 rows are loaded without a link, because the related record does not exist"
ANY_ID = "0a1b0000-0000-4000-8000-00000000dead"


def bundle(desk: Desk, **files: Sequence[tuple[object, ...]]) -> Path:
    """Write files named after objects into one folder."""
    folder = desk.new_folder()
    for name, rows in files.items():
        desk.file(*rows, name=f"{name.replace('_', '-')}.csv", folder=folder)
    return folder


def companies_of(desk: Desk, place: str) -> list[str | None]:
    """Return the domains of the companies of people with addresses of a place."""
    condition = f'{{emails: {{primaryEmail: {{endsWith: "@{place}"}}}}}}'
    fields = "emails { primaryEmail } company { domainName { primaryLinkUrl } }"
    found = sorted(desk.find("people", fields, condition), key=lambda person: str(person["emails"]["primaryEmail"]))
    return [person["company"] and person["company"]["domainName"]["primaryLinkUrl"] for person in found]


@pytest.mark.parametrize(
    ("policy", "last", "account"),
    [
        ("reject", "rejected REL_NOT_FOUND", ["REL_NOT_FOUND: 1"]),
        (
            "null",
            "created",
            [LEFT_OUT],
        ),
        ("defer", "rejected REL_NOT_FOUND", ["REL_NOT_FOUND: 1"]),
        ("create", "created", ["1 related records were made or restored because rows name them"]),
    ],
)
def test_a_parent_of_the_same_run_is_found_and_one_that_never_comes_is_not(
    desk: Desk, policy: str, last: str, account: list[str]
) -> None:
    """In a folder the parents of another file are there; for the rest the policy decides, and corrected rows go in."""
    place = f"{policy}-parents.example"
    people = [(EMAIL, COMPANY), (f"a@{place}", f"in.{place}"), (f"b@{place}", ""), (f"c@{place}", f"never.{place}")]
    done = desk.load(
        bundle(desk, people=people, companies=[("Name", DOMAIN), ("In", f"in.{place}")]), "--missing-relations", policy
    )
    stored: dict[str, list[str | None]] = {"create": [f"https://never.{place}"], "null": [None]}

    assert (["created", "created", "created", last], account) == (done.rows, done.account)
    assert [f"https://in.{place}", None, *stored.get(policy, [])] == companies_of(desk, place)
    if done.rejects:
        changes = {COMPANY: f"in.{place}"}
        assert ["created"] == desk.correct("people", done, changes, "--missing-relations", policy).rows


@pytest.mark.parametrize(
    ("policy", "codes", "stubs"), [("reject", [3], []), ("null", [], []), ("defer", [3], []), ("create", [], ["nobody"])]
)
def test_a_parent_may_stand_further_down_in_the_same_file(yard: Desk, policy: str, codes: list[int], stubs: list[str]) -> None:
    """A ship that escorts a later one, itself, or none at all; a link that leads nowhere leaves its row incomplete."""
    file = yard.file(
        ("Serial", "Escort / Serial"),
        *[(f"{policy} {a}", f"{policy} {b}" if b else "") for a, b in (("1", "2"), ("2", ""), ("3", "nobody"), ("4", "4"))],
    )
    done = yard.load("ships", file, "--missing-relations", policy)
    found = yard.find("ships", "serial escort { serial }", f'{{serial: {{startsWith: "{policy} "}}}}', "serial: AscNullsFirst")
    links = {ship["serial"].split()[1]: ship["escort"] and ship["escort"]["serial"].split()[1] for ship in found}

    assert ["created"] * 4 == done.rows
    assert [(row, "REL_NOT_FOUND") for row in codes] == done.codes
    assert {"1": "2", "2": None, "3": stubs[0] if stubs else None, "4": "4", **dict.fromkeys(stubs)} == links
    assert ["unchanged"] * 4 == yard.run("ships", file, "--missing-relations", policy).rows


def test_a_row_that_only_gets_a_link_is_updated(yard: Desk) -> None:
    """A known record without any other change is told as updated when its link is new, and unchanged when it is not."""
    yard.create("Ship", "Ships", {"serial": "linked"}, {"serial": "linked escort"})
    file = yard.file(("Serial", "Escort / Serial"), ("linked", "linked escort"), ("linked escort", ""))

    assert ["updated", "unchanged"] == yard.load("ships", file).rows
    assert ["unchanged", "unchanged"] == yard.run("ships", file).rows


def test_a_stub_is_made_once_for_all_spellings(desk: Desk) -> None:
    """Rows of one missing company, however its domain is written, share a stub with nothing but that domain."""
    names = ("stub.example", "STUB.example/", "https://stub.example", "stub.example", "other-stub.example")
    file = desk.file((EMAIL, COMPANY), *[(f"{number}@stub.example", name) for number, name in enumerate(names)])
    done = desk.load("people", file, "--missing-relations", "create")
    again = desk.run("people", file, "--missing-relations", "create")
    fields = "id name domainName { primaryLinkUrl }"
    stubs = desk.find("companies", fields, '{domainName: {primaryLinkUrl: {like: "%stub.example"}}}')

    assert ["2 related records were made or restored because rows name them"] == done.account
    assert (["created"] * 5, ["unchanged"] * 5, []) == (done.rows, again.rows, again.account)
    assert ["https://other-stub.example", "https://stub.example"] == sorted(
        one["domainName"]["primaryLinkUrl"] for one in stubs
    )
    assert ["", ""] == [one["name"] for one in stubs]
    assert ["5"] * 2 == [one["id"][14] for one in stubs]  # the version of an id that follows from its name


@pytest.mark.parametrize(
    ("object_name", "heading", "said"),
    [
        ("people", "Company Id", "cannot make an id alone"),
        ("companies", "Account Owner / User Email", "cannot make a workspace"),
    ],
)
def test_what_cannot_be_made_is_refused(desk: Desk, object_name: str, heading: str, said: str) -> None:
    """Neither a record of an id alone nor a workspace member can be a stub: nothing is written."""
    refused = desk.ferry("import", object_name, desk.file((heading,), (ANY_ID,)), "--yes", "--missing-relations", "create")

    assert (2, True) == (refused.exit_code, said in refused.stderr)


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        (("--missing-relations", "reject"), "rejected REL_DELETED"),
        (("--missing-relations", "null"), "created"),
        (("--missing-relations", "create"), "rejected REL_DELETED"),
        (("--restore-parents",), "created"),
    ],
)
def test_a_deleted_parent_is_no_parent_unless_it_is_restored(desk: Desk, options: tuple[str, ...], outcome: str) -> None:
    """Rows of a deleted company are rejected or loaded without it; with --restore-parents it comes back, counted."""
    place = f"{options[-1].strip('-')}-deleted.example"
    (company,) = desk.create("Company", "Companies", {"domainName": {"primaryLinkUrl": f"https://{place}"}})
    desk.delete("Company", company)
    done = desk.load("people", desk.file((EMAIL, COMPANY), (f"a@{place}", place), (f"b@{place}", place)), *options)
    restored = "--restore-parents" in options

    assert [outcome] * 2 == done.rows
    assert restored == any(line.startswith("1 related records") for line in done.account)
    assert restored == bool(desk.find("companies", "id", f'{{id: {{eq: "{company}"}}}}'))


def test_parents_of_the_run_may_fail_come_back_or_move(desk: Desk) -> None:
    """A rehearsal knows of parents that the same run rejects, leaves out, restores or gives another name."""
    gone, moved = desk.create(
        "Company", "Companies", *[{"domainName": {"primaryLinkUrl": f"https://{name}.run.example"}} for name in ("gone", "old")]
    )
    desk.delete("Company", gone)
    parents = [
        ("Id", "Name", DOMAIN, "Employees"),
        ("", "Bad", "bad.run.example", "many"),
        ("", "Back", "gone.run.example", ""),
        (moved, "Moved", "new.run.example", ""),
    ]
    people = [(EMAIL, COMPANY), *((f"{name}@run.example", f"{name}.run.example") for name in ("bad", "gone", "new", "old"))]
    done = desk.load(bundle(desk, people=people, companies=parents))

    missing = "rejected REL_NOT_FOUND"
    assert ["rejected NUMBER_INVALID", "restored", "updated", missing, "created", "created", missing] == done.rows
    assert ["https://gone.run.example", "https://new.run.example"] == companies_of(desk, "run.example")
    people, left = [people[0], ("left@run.example", "left.run.example")], [("Name", DOMAIN), ("Left", "left.run.example")]
    assert ["skipped", missing] == desk.load(bundle(desk, people=people, companies=left), "--mode", "update").rows


def test_a_required_parent_may_come_with_the_same_run(yard: Desk) -> None:
    """Voyages of ships in another file go in, those of a ship that is rejected do not."""
    ships = [("Serial", "Mass"), ("needed 1", "1"), ("needed 2", "x")]
    voyages = [("Name", "Ship / Serial"), ("one", "needed 1"), ("two", "needed 2"), ("none", "")]
    done = yard.load(bundle(yard, ships=ships, voyages=voyages))

    expected = ["created", "rejected NUMBER_INVALID", "created", "rejected REL_NOT_FOUND", "rejected REQUIRED"]
    assert expected == done.rows


def test_two_files_of_one_object_follow_each_other(desk: Desk) -> None:
    """The second file meets what the first has written: its rows are unchanged, updates, or new."""
    headings = (EMAIL, "City", "Phones / Primary Phone Number")
    first = [headings, ("a@parts.example", "Rome", "+33612345678"), ("b@parts.example", "Oslo", "")]
    second = [
        headings,
        ("a@parts.example", "Rome", "+33612345678"),
        ("b@parts.example", "Bern", ""),
        ("c@parts.example", "", ""),
    ]
    done = desk.load(bundle(desk, people_0001=first, people_0002=second))
    again = desk.load(bundle(desk, people_0001=first, people_0002=second))

    assert ["created", "unchanged", "created", "updated", "created"] == done.rows
    assert ["unchanged", "unchanged", "updated", "updated", "unchanged"] == again.rows
    found = desk.find("people", "city", '{emails: {primaryEmail: {eq: "b@parts.example"}}}')
    assert [{"city": "Bern"}] == found


def test_names_that_are_not_unique_link_where_a_mapping_says_so(desk: Desk) -> None:
    """One record of a name links, of the same run too; two are ambiguous, none is not found, or as its column says."""
    names = ("Uno name", "Duo name", "Tres name")
    folder = bundle(
        desk,
        c=[("Name",), ("Uno name",), ("Duo name",), ("Duo name",)],
        p=[(EMAIL, "Firm"), *((f"{name[:3]}@name.example", name) for name in names)],
    )
    (folder / "mapping.yaml").write_text(
        """
        - {version: 1, object: company, source: {file: c.csv}}
        - version: 1
          object: person
          source: {file: p.csv}
          columns: {Firm: {to: company, by: name, unique: false, missing: "null"}}
        """
    )
    done = desk.load(folder / "mapping.yaml", "--missing-relations", "reject")

    assert ["created"] * 4 + ["rejected REL_AMBIGUOUS", "created"] == done.rows
    assert ["Uno name", None] == [
        person["company"] and person["company"]["name"]
        for person in desk.find("people", "company { name }", '{emails: {primaryEmail: {endsWith: "@name.example"}}}')
    ]


@pytest.fixture(scope="module")
def rockets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Import into a server whose rockets have makers, companies that admire rockets."""
    folder = tmp_path_factory.mktemp("rockets")
    with open_door(folder, rocket_model(), []) as door:
        yield Desk(door.url, door.key, folder)


def test_a_cycle_between_two_files_is_closed(rockets: Desk) -> None:
    """Companies name rockets that name companies: one of the links is set at the end, and a second run changes nothing."""
    saturn = "0a1b0000-0000-4000-8000-000000000001"
    folder = bundle(
        rockets,
        companies=[("Name", DOMAIN, "idolId"), ("Maker", "maker.example", saturn), ("Fan", "fan.example", ANY_ID)],
        rockets=[("Id", "Name", f"Maker / {DOMAIN}"), (saturn, "Saturn", "maker.example")],
    )
    done = rockets.load(folder)
    fields, named = "name idol { name maker { name } }", '{name: {in: ["Maker", "Fan"]}}'
    found = rockets.find("companies", fields, named, "name: AscNullsFirst")

    assert ["created"] * 3 == done.rows
    assert [(2, "REL_NOT_FOUND")] == done.codes
    saturn_of = {"name": "Saturn", "maker": {"name": "Maker"}}
    assert [{"name": "Fan", "idol": None}, {"name": "Maker", "idol": saturn_of}] == found
    assert ["unchanged"] * 3 == rockets.run(folder).rows
    assert ["updated"] == rockets.correct("companies", done, {"idolId": saturn}).rows
