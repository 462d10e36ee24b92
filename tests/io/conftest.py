"""A real server process, made once for a run of the tests, and as many fresh ones as a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.io.custom_server import CustomServer, rocket_model
from tests.io.running_server import RunningServer
from tests.io.workspace import COUNTS, fill


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Serve one database to all tests that bring values of their own."""
    running = RunningServer(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Serve a workspace with records of every object, a custom one among them; tests only read it."""
    running = CustomServer(tmp_path_factory.mktemp("workspace")).start()
    fill(running, rocket_model(), COUNTS)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def backup(workspace: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of that workspace."""
    folder = tmp_path_factory.mktemp("backups") / "monday"
    done = workspace.ferry("backup", folder, "--quiet")
    assert 0 == done.returncode, done.stderr
    return folder


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Callable[[str], RunningServer]]:
    """Return a function that starts a server with an empty database."""
    started: list[RunningServer] = []

    def start(name: str) -> RunningServer:
        folder = tmp_path / name
        folder.mkdir()
        started.append(RunningServer(folder).start())
        return started[-1]

    yield start
    for running in started:
        running.stop()
