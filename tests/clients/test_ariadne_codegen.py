"""ariadne-codegen generates a typed client from the endpoint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.packages import PYTHON, run_generated, run_python
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("python_packages")
def test_ariadne_writes_and_reads(workspace: Workspace, tmp_path: Path) -> None:
    """The generated client creates a company and finds it by its id, each answer in its generated type."""
    project = shutil.copytree(PYTHON / "ariadne", tmp_path / "project")
    authorization = f"Bearer {workspace.key}"
    run_python("-m", "ariadne_codegen", folder=project, FERRY_ENDPOINT=workspace.endpoint, FERRY_AUTHORIZATION=authorization)
    answered = run_generated("ariadne_client.py", workspace.endpoint, workspace.key, folder=project)
    created = answered["created"]

    assert ("Ariadne", {"primary_link_url": "https://ariadne.example"}) == (created["name"], created["domain_name"])
    assert [created] == [edge["node"] for edge in answered["found"]["edges"]]
    assert (1, False) == (answered["found"]["total_count"], answered["found"]["page_info"]["has_next_page"])
