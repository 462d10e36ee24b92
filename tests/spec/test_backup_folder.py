"""A backup's folder is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.backups.folder import NewFolder
from loaders.errors import UsageError


def test_a_folder_appears_when_it_is_finished(tmp_path: Path) -> None:
    """Until then there is only NAME.part; folders are 0700 and files 0600."""
    place = tmp_path / "backup"
    with NewFolder(place) as folder:
        folder.make("data")
        folder.write("manifest.json", b"{}")
        assert ["backup.part"] == [path.name for path in tmp_path.iterdir()]
        folder.finish()

    assert ["backup"] == [path.name for path in tmp_path.iterdir()]
    assert {"data": 0o700, "manifest.json": 0o600} == {path.name: path.stat().st_mode & 0o777 for path in place.iterdir()}
    assert 0o700 == place.stat().st_mode & 0o777


def test_the_folders_above_are_made(tmp_path: Path) -> None:
    """The first backup of all may name `backups/monday` at once."""
    with NewFolder(tmp_path / "backups" / "monday") as folder:
        folder.finish()

    assert (tmp_path / "backups" / "monday").is_dir()


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    """The unfinished folder is removed with all that is in it."""
    with pytest.raises(FileNotFoundError), NewFolder(tmp_path / "backup") as folder:
        folder.write("no/such/folder", b"")

    assert [] == list(tmp_path.iterdir())


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """The next backup of that name begins anew."""
    left = tmp_path / "backup.part" / "data"
    left.mkdir(parents=True)
    (left / "company.jsonl.gz").write_bytes(b"half")
    with NewFolder(tmp_path / "backup") as folder:
        assert [] == list(folder.path.iterdir())
        folder.finish()

    assert [] == list((tmp_path / "backup").iterdir())


def test_two_processes_cannot_fill_one_folder(tmp_path: Path) -> None:
    """The second is refused while the first is at work."""
    with NewFolder(tmp_path / "backup"), pytest.raises(UsageError, match="another process"), NewFolder(tmp_path / "backup"):
        pass


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_there_is_never_overwritten(tmp_path: Path, kind: str) -> None:
    """A name that is taken is refused before anything is read."""
    place = tmp_path / "backup"
    if kind == "folder":
        place.mkdir()
        place = place / "older"
        place.write_bytes(b"older")
        place = place.parent
    else:
        place.write_bytes(b"older")

    with pytest.raises(UsageError, match="exists already"), NewFolder(place):
        pass
