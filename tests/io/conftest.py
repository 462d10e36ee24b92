"""A real server process, made once for a run of the tests, and as many fresh ones as a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.io.rehearsal import Desk
from tests.io.running_server import RunningServer
from tests.requirements.door import open_door
from tests.requirements.model import custom_model


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Serve one database to all tests that bring values of their own."""
    running = RunningServer(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def desk(server: RunningServer) -> Desk:
    """Import into that server, each time after a rehearsal."""
    return Desk(server.url, server.key, server.folder)


@pytest.fixture(scope="session")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Import into a server of custom objects: ships of every type of field, voyages that need a ship."""
    folder = tmp_path_factory.mktemp("yard")
    with open_door(folder, custom_model(), []) as door:
        yield Desk(door.url, door.key, folder)


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
