"""Operations answer whatever a schema allows, and what it does not, in the shape they promise."""

from __future__ import annotations

import json
from pathlib import Path

from tests.clients.packages import install, run_python
from tests.security.line import Line
from tests.spec.tree import ROOT

CALLS = ROOT / "scripts" / "audit.d" / "calls.py"
OPERATIONS = "(?i)company|companies|limits|search$"


def test_generated_calls(line: Line, tmp_path: Path) -> None:
    """None of the documents that schemathesis makes up for the operations of an object gets a faulty answer."""
    install("python")
    address, key = f"http://{line.connection.host}:{line.connection.port}/graphql", line.authorization.split()[1]
    report = json.loads(run_python(CALLS, address, key, "--calls", "3", "--only", OPERATIONS, folder=tmp_path))

    assert [] == report["faults"]
    assert 10 <= report["operations"] <= report["calls"]
