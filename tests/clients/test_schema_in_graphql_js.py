"""The schema stands before the reference implementation of GraphQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients.packages import run_node
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("node_packages")
def test_the_printed_schema_is_the_introspected_one(workspace: Workspace, printed_schema: Path) -> None:
    """graphql-js builds a valid schema from the printed text and from an introspection with a key, and both are the same."""
    schemas = run_node("schema.mjs", workspace.endpoint, workspace.key, printed_schema)

    assert [] == schemas["faults"]
    assert schemas["printed"] == schemas["introspected"]
