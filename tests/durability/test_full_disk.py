"""A disk that takes no more ends a run with a word and without loss."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.running_server import ROOT, RunningServer, counts, write_csv

ROWS = 4_000
LARGEST = 100_000
"""Bytes that a file of the loader may have; the journal needs more."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """Serve an empty database."""
    running = RunningServer(tmp_path).start()
    yield running
    running.stop()


def test_a_full_disk_is_told_and_survived(server: RunningServer, tmp_path: Path) -> None:
    """What cannot be written down is not sent: the run says why it ends, and goes on where it was once there is room."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), *[(f"job {number}",) for number in range(ROWS)])
    ended = subprocess.run(
        [sys.executable, "-m", "loaders", "import", "people", str(file), "--yes", "--quiet", "--batch", "50"],
        cwd=ROOT,
        env=server.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST)),
    )

    assert (2, True) == (ended.returncode, "the disk does not take" in ended.stderr), ended.stderr
    assert f"{ROWS:,} created" == counts(server.ferry("resume", "last", "--quiet"))
    assert ROWS == server.ask("{ people { totalCount } }")["people"]["totalCount"]
