"""On a terminal a bar shows how far the import is; quiet means quiet."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.io.running_server import ROOT, RunningServer, write_csv


def shown_on_a_terminal(server: RunningServer, file: Path, *options: str) -> str:
    """Import people on a terminal and return what it showed."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "loaders", "import", "people", str(file), "--yes", *options]
    environment = {**server.environment(), "TERM": "xterm", "COLUMNS": "120"}
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        check=True,
        timeout=60,
    )
    os.close(terminal)
    os.set_blocking(controller, False)
    pieces: list[bytes] = []
    with contextlib.suppress(OSError):
        while piece := os.read(controller, 1 << 16):
            pieces.append(piece)
    os.close(controller)
    return b"".join(pieces).decode()


def test_a_terminal_shows_rows_and_rate(server: RunningServer, tmp_path: Path) -> None:
    """The bar has rows done of all rows and rows per second."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), *[(f"bar {number}",) for number in range(300)])
    shown = shown_on_a_terminal(server, file)

    assert "300/300" in shown
    assert "rows/s" in shown


def test_quiet_shows_nothing(server: RunningServer, tmp_path: Path) -> None:
    """Neither plan nor bar appear before the account."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), ("quiet",))

    assert shown_on_a_terminal(server, file, "--quiet").startswith("1 rows in ")


def test_a_terminal_shows_outcomes_in_colour(server: RunningServer, tmp_path: Path) -> None:
    """An outcome that rows have is coloured, one of no row is not."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), ("coloured",))
    shown = shown_on_a_terminal(server, file, "--quiet")

    assert "= \x1b[32m1 created\x1b[0m, 0 updated, " in shown
