"""Runs live in folders of their own: private, locked while they are at work, found by their names."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

import pytest

from loaders.errors import FileError, UsageError
from loaders.runs.folder import all_runs, find_run, is_locked, locked, new_run
from loaders.runs.journal import Journal


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep runs in a folder of the test's own."""
    monkeypatch.setenv("FERRY_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


def begin() -> Path:
    """Begin a run and return its folder."""
    folder = new_run()
    Journal(folder).close()
    return folder


def test_runs_are_private(runs: Path) -> None:
    """Nobody but their owner may look into a run, for rejected rows stand in it."""
    folder = begin()

    assert 0o700 == folder.stat().st_mode & 0o777
    assert 0o600 == (folder / "journal.sqlite").stat().st_mode & 0o777


def test_the_run_that_began_last_is_found(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of one second follow each other in the order of their beginning, whatever their random part."""
    noise = chain(["ffff"], repeat("0000"))
    monkeypatch.setattr("loaders.runs.folder.secrets.token_hex", lambda _size: next(noise))
    first, second = begin(), _begin_later(runs)

    assert second == find_run("last")
    assert first == find_run(first.name)
    assert {first, second} == set(all_runs())


def _begin_later(runs: Path) -> Path:
    """Begin a run in another millisecond than those there are."""
    before = {run.name[:19] for run in all_runs()}
    while (folder := new_run()).name[:19] in before:
        folder.rmdir()
    Journal(folder).close()
    return folder


def test_a_beginning_that_names_one_run_is_enough(runs: Path) -> None:
    """The beginning of an id names its run; nothing, or several, is refused with what there is."""
    folder = begin()

    assert folder == find_run(folder.name[:18])
    with pytest.raises(UsageError, match="is not known; `ferry status` lists the runs"):
        find_run("1999")


def test_a_run_is_kept_to_one_process(runs: Path) -> None:
    """A second process that wants the run is refused, until the first lets it go."""
    folder = begin()
    with locked(folder):
        assert is_locked(folder)
        with pytest.raises(UsageError, match="is at work in another process"), locked(folder):
            pass

    assert not is_locked(folder)


def test_a_file_that_is_no_journal_is_refused(runs: Path) -> None:
    """Damage is told with the folder, not as a fault of the loader."""
    folder = begin()
    (folder / "journal.sqlite").write_bytes(b"not a database at all" * 100)

    with pytest.raises(FileError, match="holds no journal of a run"):
        Journal(folder)
