"""A backup holds everything, says so, and can be put back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.requirements.conftest import MEMBERS
from tests.requirements.door import Door, open_door
from tests.requirements.model import custom_model


def test_r35_a_backup_holds_every_object_with_checksums(door: Door) -> None:
    """One command writes all objects, their counts and checksums and the data model, for its owner alone."""
    door.create("ships", {"serial": "r35"})
    folder = door.new_folder() / "backup"
    done = door.ferry("backup", folder, "--quiet")
    manifest = json.loads((folder / "manifest.json").read_text())
    entries = {entry["object"]: entry for entry in manifest["objects"]}

    assert 0 == done.exit_code, done.output
    assert {"company", "person", "ship", "voyage"} <= set(entries)
    live = door.ask("{ ships(filter: {}) { totalCount } }")["ships"]["totalCount"]
    assert live == entries["ship"]["rows"] - entries["ship"]["deleted_rows"]
    assert [] == [str(path) for path in folder.rglob("*") if path.is_file() and stat.S_IMODE(path.stat().st_mode) != 0o600]
    assert 0 == door.ferry("diff", folder, folder).exit_code


def test_r35_a_backup_is_put_back_into_an_empty_server(door: Door, tmp_path: Path) -> None:
    """What a restore writes has the checksums of the backup, for custom objects and their links too."""
    door.create("companies", {"id": "e0000000-0000-4000-8000-000000000035", "name": "r35"})
    door.create("ships", {"serial": "r35-back", "operatorId": "e0000000-0000-4000-8000-000000000035"})
    folder = door.new_folder() / "backup"
    door.ferry("backup", folder, "--quiet", "--objects", "company,ship")
    with open_door(tmp_path, custom_model(), MEMBERS) as empty:
        done = empty.ferry("restore", folder, "--yes", "--quiet")
        found = empty.find("ships", "operator { name }", {"serial": {"eq": "r35-back"}})

    assert 0 == done.exit_code, done.output
    assert [{"operator": {"name": "r35"}}] == found
