"""One server for all requirements, with a custom model and a workspace member."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.requirements.door import Door, open_door
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
