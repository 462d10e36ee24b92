"""genql generates a client from the endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients.packages import run_node
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("node_packages")
def test_genql_writes_and_reads(workspace: Workspace, tmp_path: Path) -> None:
    """The generated client creates a company and finds it by its id, every scalar of it selected."""
    answered = run_node("genql.mjs", workspace.endpoint, workspace.key, tmp_path)
    node = answered["companies"]["edges"][0]["node"]

    assert 1 == answered["companies"]["totalCount"]
    assert (answered["id"], "Genql", 3) == (node["id"], node["name"], node["employees"])
    assert {"primaryLinkUrl": "https://genql.example"} == node["domainName"]
