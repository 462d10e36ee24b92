"""`ferry restore`: a backup comes back whole, into an empty server and into a filled one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.standard import standard_model
from tests.io.custom_server import rocket_model
from tests.io.workspace import COUNTS, content_hashes
from tests.requirements.door import Door, open_door

RECORDS = sum(COUNTS.values()) + 1


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, backup: Path) -> Iterator[Door]:
    """Serve a workspace of the same model with the members of the backup, and after the first test all of it."""
    members = json.loads((backup / "members.json").read_text())
    with open_door(tmp_path_factory.mktemp("target"), rocket_model(), members) as opened:
        yield opened


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve an empty workspace of the standard model, without a member."""
    with open_door(tmp_path_factory.mktemp("standard"), standard_model(), []) as opened:
        yield opened


def restored(target: Door, backup: Path, *options: str) -> list[str]:
    """Restore a backup, which must succeed, and return what was said."""
    done = target.ferry("restore", backup, "--yes", "--quiet", *options)

    assert 0 == done.exit_code, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_restore_into_an_empty_server_has_the_same_checksums(
    target: Door, workspace: Door, backup: Path, tmp_path: Path
) -> None:
    """Every object: all field types, deleted records, cycles, records that name their own kind, and history."""
    said = restored(target, backup)
    target.ferry("backup", tmp_path / "again", "--quiet")
    done = workspace.ferry("diff", tmp_path / "again", backup)

    assert "verified: the server holds what the backup holds" == said[-1]
    assert content_hashes(backup) == content_hashes(tmp_path / "again")
    assert (0, f"equal: {RECORDS} records") == (done.exit_code, done.stdout.splitlines()[-1])


def test_a_restore_takes_a_filled_server_back(target: Door, backup: Path) -> None:
    """Changed, emptied, deleted and destroyed records come back as they were; others stay, and are counted."""
    target.ask('mutation { createCompany(data: {name: "another"}) { id } }')
    target.ask('mutation { updatePeople(filter: {id: {is: NOT_NULL}}, data: {jobTitle: "new", city: "new"}) { id } }')
    target.ask("mutation { deleteRockets(filter: {crew: {gte: 0}}) { id } }")
    target.ask("mutation { destroyNotes(filter: {id: {is: NOT_NULL}}) { id } }")
    target.ask("mutation { restoreTasks(filter: {id: {is: NOT_NULL}}) { id } }")
    changed = target.ferry("diff", backup, "server", "--quiet")
    said = restored(target, backup)
    done = target.ferry("diff", backup, "server", "--quiet")

    assert 6 == changed.exit_code
    assert "company: 1 records that the backup does not hold are untouched" in said
    assert (6, "company: 1 added, 40 equal") == (done.exit_code, done.stdout.splitlines()[_place(done.stdout, "company: ")])
    assert not [line for line in done.stdout.splitlines() if "changed" in line or "removed" in line]


def test_a_deleted_record_that_is_changed_stays_deleted(target: Door, backup: Path) -> None:
    """It is at no moment live, for it may have given way to another."""
    target.ask('mutation { updatePeople(filter: {deletedAt: {is: NOT_NULL}}, data: {jobTitle: "new"}) { id } }')
    said = restored(target, backup)

    counts = next(line for line in said if line.startswith("person: "))
    assert ("restored" in counts, "deleted again" in counts, "updated" in counts) == (False, False, True)
    assert "verified: the server holds what the backup holds" == said[-1]


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_flipped_byte_is_refused_before_anything_is_written(target: Door, backup: Path, tmp_path: Path, place: int) -> None:
    """Every checksum is looked at first, that of the object put back last too."""
    damaged = tmp_path / "damaged"
    shutil.copytree(backup, damaged)
    file = damaged / "data" / "timelineActivity.jsonl.gz"
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    target.ask("mutation { destroyNotes(filter: {id: {is: NOT_NULL}}) { id } }")
    done = target.ferry("restore", damaged, "--yes")

    assert 2 == done.exit_code
    assert "timelineActivity.jsonl.gz: is not what was written: its SHA-256 differs" in done.stderr
    assert 0 == target.ask("{ notes { totalCount } }")["notes"]["totalCount"]


def test_a_server_without_the_fields_is_refused(standard: Door, backup: Path) -> None:
    """What has to be made there is listed, and nothing is written."""
    done = standard.ferry("restore", backup, "--yes", "--objects", "rocket,company")

    assert 2 == done.exit_code
    assert ["  the object rocket", "  the relation company.idol to rocket"] == sorted(done.stderr.splitlines()[1:])


def test_a_server_without_the_members_is_refused(standard: Door, backup: Path) -> None:
    """Only its operator can make them; the file for that is named."""
    done = standard.ferry("restore", backup, "--yes", "--objects", "workspaceMember,dashboard")

    assert 2 == done.exit_code
    assert "lacks 1 workspace members of the backup" in done.stderr
    assert f"ferry-server members import {backup / 'members.json'}" in done.stderr


def test_nobody_is_asked_where_nobody_is(standard: Door, backup: Path) -> None:
    """Without a terminal --yes is needed."""
    done = standard.ferry("restore", backup)

    assert (2, "ferry: nobody is there to confirm: give --yes to write\n") == (done.exit_code, done.stderr)


def _place(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.splitlines()) if line.startswith(beginning))


MADE = """mutation($list: ID!, $person: ID!, $then: DateTime) {
  createMessageList(data: {id: $list, name: "news"}) { id }
  createPerson(data: {id: $person}) { id }
  createMessageListMembers(data: [
    {listId: $list, personId: $person, deletedAt: $then}, {listId: $list, personId: $person}]) { id } }"""


def test_a_key_that_only_live_records_hold(standard: Door, tmp_path: Path) -> None:
    """A person who was taken off a list and put on it again comes back as both, the older one deleted."""
    ids = {"list": "11000000-0000-4000-8000-000000000001", "person": "22000000-0000-4000-8000-000000000002"}
    standard.ask(MADE, **ids, then="2024-01-01T00:00:00.000Z")
    standard.ferry("backup", tmp_path / "b", "--quiet", "--objects", "messageList,person,messageListMember")
    for plural in ("MessageListMembers", "People", "MessageLists"):
        standard.ask(f"mutation {{ destroy{plural}(filter: {{id: {{is: NOT_NULL}}}}) {{ id }} }}")

    assert "verified: the server holds what the backup holds" == restored(standard, tmp_path / "b")[-1]
    assert 0 == standard.ferry("diff", tmp_path / "b", "server", "--quiet").exit_code
