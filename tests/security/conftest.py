"""A server with an empty database for the requests of a file that mean harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.processes import create_key, served
from tests.security.line import Line


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Open the one connection of a file of tests; whatever was sent, the log holds no traceback in the end."""
    database = tmp_path_factory.mktemp("security") / "ferry.sqlite"
    authorization = f"Bearer {create_key(database)}"
    log = database.with_suffix(".log")
    with served(database) as address, closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        connection.auto_open = 0
        connection.connect()
        yield Line(connection, authorization, log)

    assert "Traceback" not in log.read_text()
