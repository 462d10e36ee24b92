"""Relay compiles against the schema and pages through a connection."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.packages import NODE, run_node, run_node_program
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("node_packages")
def test_relay_merges_all_pages(workspace: Workspace, printed_schema: Path, tmp_path: Path) -> None:
    """relay-compiler takes fragments and a @connection, and Relay's store merges its pages into the whole list."""
    project = shutil.copytree(NODE / "relay", tmp_path / "project")
    shutil.copy(printed_schema, project / "schema.graphql")
    (project / "compiled").mkdir()
    run_node_program("relay-compiler", "--noWatchman", folder=project)
    names = workspace.company_names()
    merged = run_node("relay.mjs", workspace.endpoint, workspace.key, project / "compiled")

    assert {"pages": -(-len(names) // 7), "totalCount": len(names), "names": names} == merged
