"""Planted faults are told with row, line, column and code, all other rows go in, and corrected rejects go in too."""

from __future__ import annotations

from pathlib import Path

from tests.durability.faults import run_faults
from tests.io.running_server import RunningServer


def test_every_planted_fault_is_told_and_can_be_mended(tmp_path: Path) -> None:
    """120 faults of 15 kinds in 4,000 rows with blank lines and cells of several lines."""
    server = RunningServer(tmp_path).start()
    try:
        found = run_faults(server, tmp_path, rows=4_000, faults=120, seed=1)
    finally:
        server.stop()

    assert found.passed, (str(found), found.details)
