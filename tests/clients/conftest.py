"""One server with a few pages of companies for all clients, its printed schema, and the packages the clients are made of."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.packages import install
from tests.clients.workspace import Workspace
from tests.processes import create_key, served
from tests.spec.tree import ROOT

_COMPANIES = 25
_CREATE = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Serve a few pages of companies to all clients; those that write add to them."""
    database = tmp_path_factory.mktemp("clients") / "ferry.sqlite"
    key = create_key(database)
    headers = {"Authorization": f"Bearer {key}"}
    with served(database) as address, httpx.Client(base_url=address, headers=headers, timeout=30) as client:
        opened = Workspace(address, key, client)
        opened.ask(_CREATE, data=[{"name": f"Company {number:02}"} for number in range(_COMPANIES)])
        yield opened


@pytest.fixture(scope="session")
def printed_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the schema into a file, as a developer of a client would."""
    file = tmp_path_factory.mktemp("schema") / "schema.graphql"
    command = [sys.executable, "-m", "server", "print-schema"]
    file.write_bytes(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    return file


@pytest.fixture(scope="session")
def node_packages() -> None:
    """Install the npm packages."""
    install("node")


@pytest.fixture(scope="session")
def python_packages() -> None:
    """Install the Python clients."""
    install("python")
