"""`ferry backup`: everything the key may read, in files that prove themselves."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from tests.io.workspace import COUNTS, MEMBER
from tests.requirements.door import Door


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a backup."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def test_every_record_of_every_object_is_there(workspace: Door, backup: Path) -> None:
    """Also custom objects, deleted records and members."""
    entries = {entry["object"]: entry for entry in manifest_of(backup)["objects"]}

    assert {**COUNTS, "workspaceMember": 1} == {name: entry["rows"] for name, entry in entries.items()}
    deleted = workspace.ask("{ companies(filter: {deletedAt: {is: NOT_NULL}}) { totalCount } }")["companies"]["totalCount"]
    assert deleted == entries["company"]["deleted_rows"] > 0


def test_every_file_has_its_checksum(backup: Path) -> None:
    """The manifest names every file beside itself, with the SHA-256 of its bytes."""
    manifest = manifest_of(backup)
    listed = {entry["file"]: entry["sha256"] for entry in (*manifest["files"], *manifest["objects"])}
    found = {str(path.relative_to(backup)): path for path in backup.rglob("*") if path.is_file()}
    del found["manifest.json"]

    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


def test_only_the_owner_may_read_it(backup: Path) -> None:
    """Folders are 0700 and files 0600."""
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (backup, *backup.rglob("*"))}

    assert {True: 0o700, False: 0o600} == modes


def test_records_are_as_the_server_answers_them(workspace: Door, backup: Path) -> None:
    """A line of JSON each, with every field that can be written, by the names of the API."""
    lines = gzip.decompress((backup / "data" / "person.jsonl.gz").read_bytes()).splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    query = "query($id: UUID!) { person(filter: {id: {eq: $id}}) { name { firstName lastName } companyId position createdAt } }"
    live = next(record for record in records.values() if record["deletedAt"] is None)
    answer = workspace.ask(query, id=live["id"])["person"]

    assert answer == {name: live[name] for name in answer}
    assert {"createdBy", "deletedAt", "emails", "phones"} <= live.keys()


def test_what_is_not_taken_is_listed(backup: Path) -> None:
    """With its reason: contents of files, what the server computes or writes by itself, and views that are not shown."""
    left_out = {(one["object"], one["field"]): one["reason"] for one in manifest_of(backup)["left_out"]}

    assert "the contents of files are not moved" == left_out["attachment", "file"]
    assert "the server computes it" == left_out["company", "searchVector"]
    assert "the server writes it on every change" == left_out["company", "updatedBy"]
    assert "the server does not show views" == left_out["views", ""]


def test_members_are_written_for_the_operator_too(backup: Path) -> None:
    """No record API makes members: `members.json` is what `ferry-server members import` takes."""
    members = json.loads((backup / "members.json").read_text())

    assert [(MEMBER, "member@hazard.example")] == [(member["id"], member["userEmail"]) for member in members]


def test_a_backup_equals_its_server(workspace: Door, backup: Path) -> None:
    """Compared with the server it was taken from nothing differs, and a second backup has the same hashes."""
    done = workspace.ferry("diff", backup, "server", "--quiet")

    assert (0, f"equal: {sum(COUNTS.values()) + 1} records") == (done.exit_code, done.stdout.splitlines()[-1])


def test_a_choice_of_objects_without_deleted_records(workspace: Door, tmp_path: Path) -> None:
    """Names count in any spelling; deleted parents that are left out are counted by relation."""
    done = workspace.ferry("backup", tmp_path / "some", "--objects", "People,company", "--deleted", "no", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    rows = {event["object"]: (event["rows"], event["deleted_rows"]) for event in events if event["event"] == "object"}
    manifest = manifest_of(tmp_path / "some")

    assert ["company", "person"] == list(rows)
    assert 0 < rows["company"][0] < COUNTS["company"]
    assert [0, 0] == [deleted for _, deleted in rows.values()]
    assert ("no", "SNAPSHOT") == (manifest["deleted"], manifest["consistency"])
    assert {"person.companyId"} == set(manifest["missing_parents"])


def test_a_folder_that_exists_is_refused(workspace: Door, backup: Path) -> None:
    """A backup is never overwritten."""
    before = manifest_of(backup)
    done = workspace.ferry("backup", backup)

    assert (2, before) == (done.exit_code, manifest_of(backup))
    assert "exists already; name a new folder" in done.stderr
