"""Rows find the records they belong to, whichever unique value names them."""

from __future__ import annotations

import pytest

from tests.requirements.conftest import OWNER
from tests.requirements.door import Door, outcomes, rejects

COMPANY = "c0c0a000-0000-4000-8000-000000000014"


@pytest.fixture(scope="module", autouse=True)
def acme(door: Door) -> None:
    """Have the company that all rows name."""
    door.create("companies", {"id": COMPANY, "name": "Acme", "domainName": {"primaryLinkUrl": "https://r16.example"}})


def operators(door: Door, prefix: str) -> list[str | None]:
    """Return the operators of the ships of a test, by serial."""
    found = door.find("ships", "serial operatorId", {"serial": {"like": f"{prefix}-%"}})
    return [ship["operatorId"] for ship in sorted(found, key=lambda ship: str(ship["serial"]))]


@pytest.mark.parametrize(("heading", "prefix"), [("Operator / Id", "r14a"), ("Operator Id", "r14b"), ("operatorId", "r14c")])
def test_r14_a_relation_goes_by_id(door: Door, heading: str, prefix: str) -> None:
    """The id links, under each of its headings; an id of nothing rejects its row alone."""
    unknown = "00000000-0000-4000-8000-00000000dead"
    file = door.file(("Serial", heading), (f"{prefix}-1", COMPANY), (f"{prefix}-2", unknown), (f"{prefix}-3", COMPANY.upper()))

    assert "2 created, 1 rejected" == door.load("ships", file)
    assert [("2", "REL_NOT_FOUND")] == [(row["_row"], row["_code"]) for row in rejects(file)]
    assert [COMPANY, COMPANY] == operators(door, prefix)


def test_r15_people_and_members_go_by_email(door: Door) -> None:
    """A person and a workspace member are found by address in any case."""
    door.load("people", door.file(("Emails / Primary Email",), ("r15@example.com",)))
    spellings = [
        ("r15@example.com", "owner@example.com"),
        ("R15@Example.com", "OWNER@example.com"),
        ("r15@EXAMPLE.COM", "Owner@Example.com"),
    ]
    file = door.file(
        ("Name", "Point of Contact / Emails / Primary Email", "Owner / User Email"),
        *[(f"r15-{number}", *spelling) for number, spelling in enumerate(spellings)],
    )
    (contact,) = door.find("people", "id", {"emails": {"primaryEmail": {"eq": "r15@example.com"}}})

    assert "3 created" == door.load("opportunities", file)
    assert 3 * [{"pointOfContactId": contact["id"], "ownerId": OWNER}] == door.find(
        "opportunities", "pointOfContactId ownerId", {"name": {"like": "r15-%"}}
    )


def test_r16_companies_go_by_domain(door: Door) -> None:
    """Every spelling of a domain names the one company."""
    spellings = ("R16.example/", "r16.example", "https://r16.example", "http://r16.example")
    rows = [(f"r16-{number}", spelling) for number, spelling in enumerate(spellings)]

    assert "4 created" == door.load("ships", door.file(("Serial", "Operator / Domain Name / Link URL"), *rows))
    assert 4 * [COMPANY] == operators(door, "r16")


def test_r17_custom_objects_go_by_any_unique_field(door: Door) -> None:
    """A unique text of a custom object is a reference column like any other."""
    door.load("ships", door.file(("Serial",), ("r17",)))
    (ship,) = door.find("ships", "id", {"serial": {"eq": "r17"}})

    assert "1 created" == door.load("voyages", door.file(("Name", "Ship / Serial"), ("r17", "r17")))
    assert [{"shipId": ship["id"]}] == door.find("voyages", "shipId", {"name": {"eq": "r17"}})


def test_r17_unique_phones_match_as_a_whole(door: Door) -> None:
    """A key of three sub-fields is one key: the same number of another country is another record."""
    headings = ("Name", "Line / Primary Phone Number", "Line / Primary Phone Country Code")
    door.load("ports", door.file(headings, ("r17", "639980117", "FR")))

    assert "1 updated" == door.load("ports", door.file(headings, ("r17 renamed", "+33639980117", "")))
    assert "1 created" == door.load("ports", door.file(headings, ("r17 other", "3023125117", "DE")))


def test_r20_a_folder_goes_in_by_dependency(door: Door) -> None:
    """Files named after objects are loaded parents first, whatever their names sort to."""
    folder = door.new_folder()
    door.file(("Name", "Ship / Serial"), ("r20", "r20-1"), name="voyages.csv", folder=folder)
    door.file(("Serial", "Operator / Domain Name / Link URL"), ("r20-1", "r20.example"), name="ship.csv", folder=folder)
    door.file(("Name", "Domain Name / Link URL"), ("r20", "r20.example"), name="zz Companies.csv", folder=folder).rename(
        folder / "Companies.csv"
    )
    done = door.ferry("import", folder, "--yes", "--quiet")

    assert 0 == done.exit_code, done.output
    assert [{"ship": {"operator": {"name": "r20"}}}] == door.find(
        "voyages", "ship { operator { name } }", {"name": {"eq": "r20"}}
    )


def test_r20_a_parent_may_stand_further_down(door: Door) -> None:
    """A record that refers to one of its own kind is linked although that one comes later in the file."""
    file = door.file(("Serial", "Escort / Serial"), ("r20-child", "r20-parent"), ("r20-parent", ""))

    assert "2 created" == door.load("ships", file)
    assert [{"escort": {"serial": "r20-parent"}}] == door.find("ships", "escort { serial }", {"serial": {"eq": "r20-child"}})


@pytest.mark.parametrize(
    ("policy", "outcome", "linked"),
    [("reject", "1 rejected", []), ("null", "1 created", [None]), ("create", "1 created", ["https://r21-create.example"])],
)
def test_r21_a_missing_parent_is_dealt_with_as_asked(door: Door, policy: str, outcome: str, linked: list[str | None]) -> None:
    """The row of a parent that does not exist is rejected, loaded without it, or gets a parent of only that value."""
    file = door.file(("Serial", "Operator / Domain Name / Link URL"), (f"r21-{policy}", f"r21-{policy}.example"))
    done = door.ferry("import", "ships", file, "--yes", "--quiet", "--missing-relations", policy)
    found = door.find("ships", "operator { domainName { primaryLinkUrl } }", {"serial": {"eq": f"r21-{policy}"}})

    assert outcome == outcomes(done).split(" (")[0]
    assert linked == [ship["operator"] and ship["operator"]["domainName"]["primaryLinkUrl"] for ship in found]


def test_r21_a_parent_that_comes_later_is_waited_for(door: Door) -> None:
    """Deferred links are set when their parents are in; one that never comes leaves its row incomplete, which is said."""
    headings = ("Serial", "Escort / Serial")
    file = door.file(headings, ("r21-child", "r21-parent"), ("r21-parent", ""), ("r21-alone", "r21-nobody"))
    done = door.ferry("import", "ships", file, "--yes", "--quiet", "--missing-relations", "defer")
    (alone,) = door.find("ships", "id", {"serial": {"eq": "r21-alone"}})
    (child,) = door.find("ships", "escort { serial }", {"serial": {"eq": "r21-child"}})

    assert 1 == done.exit_code
    assert {"escort": {"serial": "r21-parent"}} == child
    assert [("3", "REL_NOT_FOUND", alone["id"])] == [(row["_row"], row["_code"], row["_record_id"]) for row in rejects(file)]


def test_r21_the_api_refuses_a_reference_to_nothing(door: Door) -> None:
    """A record that names a parent that does not exist is an error of the API too."""
    record = {"serial": "r21-api", "operatorId": "00000000-0000-4000-8000-00000000dead"}
    answer = door.send("mutation($data: [ShipCreateInput!]!) { createShips(data: $data) { id } }", data=[record])

    assert "violates foreign key constraint" in answer["errors"][0]["message"]
