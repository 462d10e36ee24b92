"""The public audit suite of GraphQL over HTTP finds nothing to say."""

from __future__ import annotations

import pytest

from tests.clients.packages import run_node
from tests.clients.workspace import Workspace

AUDITS = 61


@pytest.mark.usefixtures("node_packages")
def test_every_audit_passes(workspace: Workspace) -> None:
    """Every audit is ok, those of what a server must, should and may do alike."""
    results = run_node("audit.mjs", workspace.endpoint, workspace.key)

    assert [] == [result for result in results if result["status"] != "ok"]
    assert AUDITS == len(results)
