"""A run that is cut short is finished by the same command: nothing lost, nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.io.running_server import ROOT, RunningServer, counts, write_csv

ROWS = 30_000


def people(tmp_path: Path) -> Path:
    """Write a file whose rows have no unique value at all."""
    rows = ((f"P{number}", f"job {number}") for number in range(ROWS))
    return write_csv(tmp_path / "people.csv", ("Name / First Name", "Job Title"), *rows)


def total(server: RunningServer) -> int:
    """Return the number of people."""
    found: int = server.ask("{ people { totalCount } }")["people"]["totalCount"]
    return found


def start(server: RunningServer, file: Path, *options: str) -> subprocess.Popen[str]:
    """Start an import and return its process."""
    command = [sys.executable, "-m", "loaders", "import", "people", str(file), "--yes", "--batch", "10", *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=server.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def wait_for_rows(server: RunningServer, loader: subprocess.Popen[str]) -> None:
    """Return when the first batches are in."""
    while total(server) < 500:
        assert loader.poll() is None


def jobs(server: RunningServer) -> list[str]:
    """Return what every stored person's row said, in order of position."""
    return [row["Job Title"] for row in server.export("people", "--sort", "position:asc", "--columns", "jobTitle")]


def test_a_killed_server_is_survived_by_a_second_run(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """The first run ends with exit code 5 when the server dies; the same command then brings in the rest, in its place."""
    server, file = new_server("killed"), people(tmp_path)
    loader = start(server, file, "--retries", "1")
    wait_for_rows(server, loader)
    server.kill()
    _, said = loader.communicate(timeout=60)
    assert 5 == loader.returncode, said

    server.start()
    stored = total(server)
    assert 500 <= stored < ROWS
    done = server.ferry("import", "people", file, "--yes", "--quiet")
    assert (0, f"{ROWS - stored:,} created, {stored:,} unchanged") == (done.returncode, counts(done))
    assert [f"job {number}" for number in range(ROWS)] == jobs(server)


def test_a_restarted_server_is_ridden_through(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """While the server is away the loader waits and repeats; one run brings everything in, in the order of the file."""
    server, file = new_server("restarted"), people(tmp_path)
    loader = start(server, file)
    wait_for_rows(server, loader)
    server.kill()
    server.start()
    out, said = loader.communicate(timeout=90)

    assert 0 == loader.returncode, said
    assert f"{ROWS:,} created" in out
    assert [f"job {number}" for number in range(ROWS)] == jobs(server)


def test_a_killed_loader_is_finished_by_a_second_run(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """A loader killed at any moment leaves whole batches; the same command brings in the rest, in its place."""
    server, file = new_server("loader"), people(tmp_path)
    loader = start(server, file)
    wait_for_rows(server, loader)
    loader.kill()
    loader.communicate(timeout=60)

    assert "unchanged" in server.load("people", file)
    assert [f"job {number}" for number in range(ROWS)] == jobs(server)


def test_an_interrupted_loader_says_how_to_go_on(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """Ctrl-C ends the run with exit code 130, the counts so far and the next step."""
    server, file = new_server("interrupted"), people(tmp_path)
    loader = start(server, file)
    wait_for_rows(server, loader)
    loader.send_signal(signal.SIGINT)
    out, said = loader.communicate(timeout=60)

    assert 130 == loader.returncode, said
    assert "cut short after" in out
    assert "next: ferry resume " in out
    assert "Traceback" not in said
