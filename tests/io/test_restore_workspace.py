"""`ferry restore`: a backup comes back whole, into an empty server and into a filled one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.custom_server import CustomServer
from tests.io.flaky_proxy import serving
from tests.io.held_proxy import HeldProxy, killed_in
from tests.io.running_server import RunningServer
from tests.io.workspace import COUNTS, content_hashes, import_members

RECORDS = sum(COUNTS.values()) + 1


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, backup: Path) -> Iterator[RunningServer]:
    """Serve a workspace of the same model that holds the members of the backup, and after the first test all of it."""
    running = CustomServer(tmp_path_factory.mktemp("target")).start()
    import_members(running, backup / "members.json")
    yield running
    running.stop()


def restored(target: RunningServer, backup: Path, *options: str) -> list[str]:
    """Restore a backup, which must succeed, and return what was said."""
    done = target.ferry("restore", backup, "--yes", "--quiet", *options)

    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_restore_into_an_empty_server_has_the_same_checksums(
    target: RunningServer, workspace: RunningServer, backup: Path, tmp_path: Path
) -> None:
    """Every object: all field types, deleted records, cycles, records that name their own kind, and history."""
    said = restored(target, backup)
    target.ferry("backup", tmp_path / "again", "--quiet")
    done = workspace.ferry("diff", tmp_path / "again", backup)

    assert "verified: the server holds what the backup holds" == said[-1]
    assert content_hashes(backup) == content_hashes(tmp_path / "again")
    assert (0, f"equal: {RECORDS} records") == (done.returncode, done.stdout.splitlines()[-1])


def test_a_restore_takes_a_filled_server_back(target: RunningServer, backup: Path) -> None:
    """Changed, emptied, deleted and destroyed records come back as they were; others stay, and are counted."""
    target.ask('mutation { createCompany(data: {name: "another"}) { id } }')
    target.ask('mutation { updatePeople(filter: {id: {is: NOT_NULL}}, data: {jobTitle: "new", city: "new"}) { id } }')
    target.ask("mutation { deleteRockets(filter: {crew: {gte: 0}}) { id } }")
    target.ask("mutation { destroyNotes(filter: {id: {is: NOT_NULL}}) { id } }")
    target.ask("mutation { restoreTasks(filter: {id: {is: NOT_NULL}}) { id } }")
    changed = target.ferry("diff", backup, "server", "--quiet")
    said = restored(target, backup)
    done = target.ferry("diff", backup, "server", "--quiet")

    assert 6 == changed.returncode
    assert "company: 1 records that the backup does not hold are untouched" in said
    assert (6, "company: 1 added, 40 equal") == (done.returncode, done.stdout.splitlines()[_place(done.stdout, "company: ")])
    assert not [line for line in done.stdout.splitlines() if "changed" in line or "removed" in line]


def test_a_restore_that_was_killed_is_run_again(target: RunningServer, backup: Path) -> None:
    """What is in already is not written twice, and the end is the same."""
    target.ask("mutation { destroyRockets(filter: {id: {is: NOT_NULL}}) { id } }")
    with serving(HeldProxy(target.url, b"mutation", after=1)) as proxy:
        assert isinstance(proxy, HeldProxy)
        killed_in(target, proxy, "restore", backup, "--yes", "--quiet")
    said = restored(target, backup)

    assert "verified: the server holds what the backup holds" == said[-1]


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_flipped_byte_is_refused_before_anything_is_written(
    target: RunningServer, backup: Path, tmp_path: Path, place: int
) -> None:
    """Every checksum is looked at first, that of the object put back last too."""
    damaged = tmp_path / "damaged"
    shutil.copytree(backup, damaged)
    file = damaged / "data" / "timelineActivity.jsonl.gz"
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    target.ask("mutation { destroyNotes(filter: {id: {is: NOT_NULL}}) { id } }")
    done = target.ferry("restore", damaged, "--yes")

    assert 2 == done.returncode
    assert "timelineActivity.jsonl.gz: is not what was written: its SHA-256 differs" in done.stderr
    assert 0 == target.ask("{ notes { totalCount } }")["notes"]["totalCount"]


def test_a_server_without_the_fields_is_refused(server: RunningServer, backup: Path) -> None:
    """What has to be made there is listed, and nothing is written."""
    done = server.ferry("restore", backup, "--yes", "--objects", "rocket,company")

    assert 2 == done.returncode
    assert ["  the object rocket", "  the relation company.idol to rocket"] == sorted(done.stderr.splitlines()[1:])


def test_a_server_without_the_members_is_refused(server: RunningServer, backup: Path) -> None:
    """Only its operator can make them; the file for that is named."""
    done = server.ferry("restore", backup, "--yes", "--objects", "workspaceMember,dashboard")

    assert 2 == done.returncode
    assert "lacks 1 workspace members of the backup" in done.stderr
    assert f"ferry-server members import {backup / 'members.json'}" in done.stderr


def test_nobody_is_asked_where_nobody_is(server: RunningServer, backup: Path) -> None:
    """Without a terminal --yes is needed."""
    done = server.ferry("restore", backup)

    assert (2, "ferry: nobody is there to confirm: give --yes to write\n") == (done.returncode, done.stderr)


def _place(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.splitlines()) if line.startswith(beginning))
