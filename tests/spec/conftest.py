"""Servers for tests that only read: rockets to be grouped, and a workspace that is backed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.custom_server import rocket_model
from tests.io.workspace import COUNTS, MEMBERS, fill
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.requirements.door import Door, open_door
from tests.spec.checking import MODEL
from tests.spec.rockets import load_rockets


@pytest.fixture(scope="session")
def rockets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve a few rockets, their makers, and notes about these."""
    with serving_in_process(tmp_path_factory.mktemp("groups") / "ferry.sqlite", MODEL) as api:
        load_rockets(api)
        yield api


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve a workspace with records of every object, a custom one among them."""
    with open_door(tmp_path_factory.mktemp("workspace"), rocket_model(), MEMBERS) as opened:
        fill(opened.ask, rocket_model(), COUNTS)
        yield opened


@pytest.fixture(scope="session")
def backup(workspace: Door, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of it."""
    folder = tmp_path_factory.mktemp("backups") / "monday"
    done = workspace.ferry("backup", folder, "--quiet")
    assert 0 == done.exit_code, done.output
    return folder
