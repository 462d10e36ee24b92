"""A backup holds everything, says so, and can be put back."""

from __future__ import annotations

import json
import stat

from tests.requirements.door import Door


def test_r35_a_backup_holds_every_object_with_checksums(door: Door) -> None:
    """One command writes all objects, their counts and checksums and the data model, for its owner alone."""
    door.create("ships", {"serial": "r35"})
    folder = door.new_folder() / "backup"
    done = door.ferry("backup", folder, "--quiet")
    manifest = json.loads((folder / "manifest.json").read_text())
    entries = {entry["object"]: entry for entry in manifest["objects"]}

    assert 0 == done.exit_code, done.output
    assert {"company", "person", "ship", "voyage"} <= set(entries)
    assert entries["ship"]["rows"] == door.ask("{ ships(filter: {}) { totalCount } }")["ships"]["totalCount"]
    assert [] == [str(path) for path in folder.rglob("*") if path.is_file() and stat.S_IMODE(path.stat().st_mode) != 0o600]
    assert 0 == door.ferry("diff", folder, folder).exit_code
