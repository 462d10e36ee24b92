"""One server for all requirements, with a custom model and a workspace member."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.standard import standard_model
from tests.io.running_server import ROOT
from tests.requirements.door import Door, open_door
from tests.requirements.kitchen import Kitchen
from tests.requirements.model import custom_model

OWNER = "20202020-0000-4000-8000-0000000000aa"
MEMBERS = [
    {"id": OWNER, "name": {"firstName": "Owner", "lastName": "Example"}, "userEmail": "owner@example.com", "userId": OWNER}
]


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve one database to all tests, which bring values of their own."""
    with open_door(tmp_path_factory.mktemp("door"), custom_model(), MEMBERS) as opened:
        yield opened


@pytest.fixture(scope="session")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, Door]]:
    """Serve two databases with the standard model."""
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    with open_door(first, standard_model(), MEMBERS) as door, open_door(second, standard_model(), MEMBERS) as other:
        yield door, other


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    sizes = ("--companies", "20", "--people", "60", "--opportunities", "10")
    subprocess.run([sys.executable, ROOT / "scripts" / "sample-data", folder, *sizes], check=True, capture_output=True)
    return folder


@pytest.fixture
def kitchen(doors: tuple[Door, Door], data: Path, tmp_path: Path) -> Kitchen:
    """Furnish a kitchen with empty servers."""
    kitchen = Kitchen(*doors, tmp_path)
    kitchen.furnish(data)
    return kitchen
