"""sgqlc generates its types from an introspection of the endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients.packages import run_generated, run_python
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("python_packages")
def test_sgqlc_writes_and_reads(workspace: Workspace, tmp_path: Path) -> None:
    """The generated types build a mutation and a query that create a company and find it by its id."""
    headers = ["-H", f"Authorization: Bearer {workspace.key}"]
    run_python("-m", "sgqlc.introspection", *headers, workspace.endpoint, "schema.json", folder=tmp_path)
    run_python("-m", "sgqlc.codegen", "schema", "schema.json", "ferry_schema.py", folder=tmp_path)
    answered = run_generated("sgqlc_client.py", workspace.endpoint, workspace.key, folder=tmp_path)
    found = answered["found"]
    (node,) = (edge["node"] for edge in found["edges"])

    assert (1, False) == (found["totalCount"], found["pageInfo"]["hasNextPage"])
    assert (answered["created"], "Sgqlc", "https://sgqlc.example") == (
        node["id"],
        node["name"],
        node["domainName"]["primaryLinkUrl"],
    )
