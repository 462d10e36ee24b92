"""Twenty's own development kit generates its client from the schema and uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients.packages import run_node
from tests.clients.workspace import Workspace


@pytest.mark.usefixtures("node_packages")
def test_the_kit_writes_and_reads(workspace: Workspace, printed_schema: Path, tmp_path: Path) -> None:
    """The kit's core client creates, updates, finds, deletes and counts; its metadata client lists the objects."""
    answered = run_node("twenty.mjs", workspace.address, workspace.key, printed_schema, tmp_path)

    assert (2, "Kit & Co.") == (len(answered["created"]), answered["renamed"])
    assert ("Kit & Co.", ["Ada", "Bea"]) == (
        answered["company"]["name"],
        [edge["node"]["name"]["firstName"] for edge in answered["company"]["people"]["edges"]],
    )
    assert (sorted(answered["created"]), 0) == (sorted(answered["deleted"]), answered["left"])
    assert "BAD_USER_INPUT" == answered["refusal"]
    assert {"company", "person", "opportunity", "note", "task"} <= set(answered["objects"])
