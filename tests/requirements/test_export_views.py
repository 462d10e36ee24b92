"""Views, parts, deltas and rehearsals of exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.requirements.door import Door, read_rows

ONLY = json.dumps({"serial": {"like": "r30-%"}})
_VIEW = ("--columns", "serial,mass", "--filter", ONLY, "--sort", "mass:desc")


@pytest.fixture(scope="module", autouse=True)
def fleet(door: Door) -> None:
    """Have five ships of three kinds, one of them none."""
    kinds = ("SMALL", "BIG", "SMALL", None, "BIG")
    door.create("ships", *({"serial": f"r30-{n}", "mass": n, "kind": kind} for n, kind in enumerate(kinds)))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Call `ferry` in a folder of its own, where it keeps views and what it exported last."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def export(door: Door, path: Path, *options: str) -> Path:
    """Export ships to a file."""
    path.parent.mkdir(exist_ok=True)
    done = door.ferry("export", "ships", "-o", path, "--quiet", *options)

    assert 0 == done.exit_code, done.output
    return path


def test_r22_an_export_has_the_columns_records_and_order_asked_for(door: Door, folder: Path) -> None:
    """Columns, filter and order in one command, saved as CSV."""
    lines = export(door, folder / "ships.csv", *_VIEW).read_text().splitlines()

    assert ["Id,Serial,Mass", "r30-4,4", "r30-3,3", "r30-2,2", "r30-1,1", "r30-0,0"] == [
        lines[0],
        *(line.partition(",")[2] for line in lines[1:]),
    ]


def test_r30_a_kept_view_gives_the_same_file(door: Door, folder: Path) -> None:
    """What was asked for once is kept under a name; asked for by the name it gives the same bytes."""
    first = export(door, folder / "first.csv", *_VIEW, "--save-view", "Export - Board")
    second = export(door, folder / "second.csv", "--view", "Export - Board")

    assert first.read_bytes() == second.read_bytes()


def test_r38_parts_are_disjoint_and_complete(door: Door, folder: Path) -> None:
    """Split by a field or by rows, the parts together have every record once."""
    whole = {row["Id"] for row in read_rows(export(door, folder / "whole.csv", "--filter", ONLY))}
    for name, split in (("rows", ("--split-rows", "2")), ("kinds", ("--split-by", "kind"))):
        export(door, folder / name / "ships.csv", "--filter", ONLY, *split)
        parts = [[row["Id"] for row in read_rows(path)] for path in sorted((folder / name).glob("*.csv"))]

        assert 3 == len(parts)
        assert (sorted(whole), whole) == (sorted(record for part in parts for record in part), set().union(*parts))


def test_r41_a_rehearsal_says_what_would_come_out(door: Door, folder: Path) -> None:
    """Columns, filter, order and the number of records are told, and nothing is written."""
    done = door.ferry("export", "ships", "-o", folder / "ships.csv", "--dry-run", *_VIEW)
    told = done.stdout + done.stderr

    assert 0 == done.exit_code, done.output
    assert [] == [word for word in ("Id", "Serial", "Mass", "mass", "serial", "5") if word not in told]
    assert [] == [path.name for path in folder.rglob("ships*")]


def test_r43_a_second_run_has_only_what_changed(door: Door, folder: Path) -> None:
    """A scheduled export that remembers its last run has the changed record and the deleted one, and no other."""
    first = read_rows(export(door, folder / "1.csv", "--filter", ONLY, "--since-last", "nightly"))
    ids = {row["Serial"]: row["Id"] for row in first}
    door.ask("mutation($id: UUID!) { updateShip(id: $id, data: {crew: 43}) { id } }", id=ids["r30-1"])
    door.delete("Ship", ids["r30-2"])
    second = read_rows(export(door, folder / "2.csv", "--filter", ONLY, "--since-last", "nightly"))
    door.ask("mutation($id: UUID!) { restoreShip(id: $id) { id } }", id=ids["r30-2"])

    assert [f"r30-{n}" for n in range(5)] == sorted(ids)
    assert ["r30-1", "r30-2"] == sorted(row["Serial"] for row in second)
    assert ["r30-2"] == [row["Serial"] for row in second if row["Deleted at"]]


def test_r44_parts_are_loaded_as_one(door: Door, folder: Path) -> None:
    """A folder of parts is imported as the one export it is."""
    export(door, folder / "parts" / "ships.csv", "--filter", ONLY, "--split-rows", "2")
    for ship in door.find("ships", "id", json.loads(ONLY)):
        door.ask("mutation($id: UUID!) { destroyShip(id: $id) { id } }", id=ship["id"])
    done = door.ferry("import", folder / "parts", "--yes", "--quiet")

    assert 0 == done.exit_code, done.output
    assert [f"r30-{n}" for n in range(5)] == sorted(ship["serial"] for ship in door.find("ships", "serial", json.loads(ONLY)))
