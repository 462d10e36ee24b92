"""Apollo Client pages through a connection."""

from __future__ import annotations

import pytest

from tests.clients.packages import run_node
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("node_packages")
def test_apollo_merges_all_pages(workspace: Workspace) -> None:
    """Apollo's relayStylePagination merges page after page until the list holds every record once, in order."""
    names = workspace.company_names()
    merged = run_node("apollo.mjs", workspace.endpoint, workspace.key)

    assert {"pages": -(-len(names) // 7), "totalCount": len(names), "names": names} == merged
