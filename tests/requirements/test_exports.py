"""What comes out: the columns, records and order that were asked for, safe to keep and good to load again."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from schema.field_types import FieldType
from tests.requirements.conftest import OWNER
from tests.requirements.door import Door, outcomes
from tests.requirements.model import custom_model

LONDON, PARIS = (f"e0000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
_MASSES = (3, None, 1, 2, 2)
ONLY = json.dumps({"serial": {"like": "r22-%"}})


@pytest.fixture(scope="module", autouse=True)
def fleet(door: Door) -> None:
    """Have two companies and five ships of the first, two of which weigh the same and one nothing."""
    companies = [
        {"id": record_id, "name": name, "domainName": {"primaryLinkUrl": f"https://r22-{name}.example"}}
        for record_id, name in ((LONDON, "london"), (PARIS, "paris"))
    ]
    door.create("companies", *companies)
    ships = [{"serial": f"r22-{n}", "mass": mass, "operatorId": LONDON} for n, mass in enumerate(_MASSES)]
    door.create("ships", *ships)


def raw(door: Door, *options: str) -> bytes:
    """Return the bytes of an export of the fleet."""
    path = door.new_folder() / "ships.csv"
    done = door.ferry("export", "ships", "-o", path, "--quiet", "--filter", ONLY, *options)

    assert 0 == done.exit_code, done.output
    return path.read_bytes()


def test_r23_the_columns_asked_for_come_in_their_order(door: Door) -> None:
    """A column that is not named is absent, another order of names is another order of columns, the id comes first."""
    first, second = (raw(door, "--columns", names).decode().splitlines()[0] for names in ("mass,serial", "serial,mass"))

    assert ("Id,Mass,Serial", "Id,Serial,Mass") == (first, second)


def test_r28_only_records_of_the_filter_come_out(door: Door) -> None:
    """The rows are those the API counts for the same filter."""
    condition = {"and": [json.loads(ONLY), {"mass": {"gte": 2}}]}
    rows = door.export("ships", "--filter", json.dumps(condition))
    query = "query($filter: ShipFilterInput) { ships(filter: $filter) { totalCount } }"

    assert ["r22-0", "r22-3", "r22-4"] == sorted(row["Serial"] for row in rows)
    assert len(rows) == door.ask(query, filter=condition)["ships"]["totalCount"]


@pytest.mark.parametrize("order", ["mass:asc", "mass:desc", "reusable:asc,mass:desc", "serial:desc"])
def test_r29_pages_joined_are_one_page(door: Door, order: str) -> None:
    """With nulls and ties in the order, pages of two rows give the same bytes as one page."""
    assert raw(door, "--sort", order, "--page", "2") == raw(door, "--sort", order, "--page", "100")


def test_r31_ids_and_custom_fields_come_out(door: Door) -> None:
    """The id comes first, a relation as the id of its record, custom fields like all others."""
    row = door.export("ships", "--filter", ONLY, "--limit", "1")[0]

    assert "Id" == next(iter(row))
    assert LONDON == row["Operator Id"]
    assert {"Serial", "Mass", "Kind", "Price / Amount", "Radio / Primary Phone Number"} <= set(row)


def headings(door: Door, name: str) -> list[str]:
    """Return the headings of an object's export."""
    path = door.new_folder() / "rows.csv"
    done = door.ferry("export", name, "-o", path, "--quiet", "--limit", "1")

    assert 0 == done.exit_code, done.output
    return path.read_text().splitlines()[0].split(",")


def test_r32_files_stay_out(door: Door) -> None:
    """No object that holds files has a column for them."""
    holding = {
        obj.name_plural: {field.label for field in obj.fields if field.type is FieldType.FILES}
        for obj in custom_model().objects
        if any(field.type is FieldType.FILES for field in obj.fields)
    }

    assert holding
    assert {name: set() for name in holding} == {name: labels & set(headings(door, name)) for name, labels in holding.items()}


def test_r33_relations_stand_on_the_side_of_the_many(door: Door) -> None:
    """People have the id of their company, companies no ids of people; no object has a column for its children."""
    companies, people, ships, voyages = (headings(door, name) for name in ("companies", "people", "ships", "voyages"))

    assert "Company Id" in people
    assert "Ship Id" in voyages
    assert not {"People", "People Id", "Ships", "Ships Id"} & set(companies)
    assert not {"Voyages", "Voyages Id"} & set(ships)


def test_r34_links_survive_an_export_and_import(door: Door) -> None:
    """Companies, then people, loaded from their exports as other records: every person has the company of before."""
    door.create("people", {"emails": {"primaryEmail": "r34@example.com"}, "companyId": PARIS})
    person = json.dumps({"emails": {"primaryEmail": {"eq": "r34@example.com"}}})
    path = door.new_folder() / "people.csv"
    door.ferry("export", "people", "-o", path, "--quiet", "--filter", person)
    record = door.find("people", "id", json.loads(person))[0]["id"]
    door.ask("mutation($id: UUID!) { destroyPerson(id: $id) { id } }", id=record)

    assert "1 created" == door.load("people", path)
    assert [{"id": record, "companyId": PARIS}] == door.find("people", "id companyId", json.loads(person))


def test_r36_only_what_was_edited_is_written(door: Door) -> None:
    """Of an export with one edited cell one row is updated, and the others keep their time of update."""
    before = {row["Id"]: row["Last update"] for row in door.export("ships", "--filter", ONLY)}
    path = door.new_folder() / "ships.csv"
    path.write_bytes(raw(door).replace(b"r22-3", b"r22-x", 1))
    outcome = door.load("ships", path)
    after = {row["Id"]: row["Last update"] for row in door.export("ships", "--filter", ONLY)}
    changed = [record for record in before if before[record] != after[record]]
    restored = door.load("ships", door.file(("Id", "Serial"), (changed[0], "r22-3")))

    assert ("1 updated, 4 unchanged", 1, "1 updated") == (outcome, len(changed), restored)


def test_r40_exports_are_private_and_progress_tells_no_value(door: Door) -> None:
    """The file is its owner's alone, and nothing that is printed holds a cell or the key."""
    path = door.new_folder() / "ships.csv"
    done = door.ferry("export", "ships", "-o", path, "--filter", ONLY)
    printed = done.stdout + done.stderr

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert not [value for value in (door.key, LONDON, "r22-0", OWNER) if value in printed]


def test_r42_formulas_are_inert_and_come_back(door: Door) -> None:
    """Text that a spreadsheet would run is guarded in the file, and an import takes the guard off again."""
    texts = [f"{sign}1+1" for sign in ("=", "+", "-", "@", "\t", "\r")]
    door.create("ships", *({"serial": f"r42-{n}", "formula": text} for n, text in enumerate(texts)))
    path = door.new_folder() / "ships.csv"
    chosen = json.dumps({"serial": {"like": "r42-%"}})
    door.ferry("export", "ships", "-o", path, "--quiet", "--filter", chosen, "--columns", "serial,formula")
    cells = path.read_bytes().decode().split("\n", 1)[1]

    assert 6 == cells.count("\u200d")
    assert "6 unchanged" == door.load("ships", path)


def test_r37_the_id_and_the_mapping_go_with_an_export(door: Door, tmp_path: Path) -> None:
    """Every row of an export has the id, so that it can be loaded by id anywhere, and stays the same record."""
    path = tmp_path / "ships.csv"
    path.write_bytes(raw(door, "--columns", "serial"))
    done = door.ferry("import", "ships", path, "--yes", "--quiet", "--key", "id")

    assert "5 unchanged" == outcomes(done)
