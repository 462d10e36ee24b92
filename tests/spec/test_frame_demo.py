"""The demo shows Ferry at work and leaves nothing running."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.spec.tree import ROOT

pytestmark = pytest.mark.skipif(
    Path(sys.prefix) != ROOT / ".venv", reason="scripts/demo uses the tree's own environment: run scripts/test"
)


def test_the_demo_loads_queries_and_stops() -> None:
    """Without a terminal, scripts/demo loads everything, prints address, key, query and answer, and stops the server."""
    done = subprocess.run(
        [ROOT / "scripts" / "demo", "--port", "0"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    address = re.search(r"^GraphiQL +(http://127\.0\.0\.1:\d+/graphql)$", done.stdout, re.MULTILINE)

    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    assert re.search(r"^API key +\S{20,}$", done.stdout, re.MULTILINE)
    assert ["200", "500", "300"] == re.findall(r"= (\d+) created, 0 updated, 0 restored, 0 unchanged, 0 rejected", done.stdout)
    assert '"totalCount": 10' in done.stdout
    assert address
    with pytest.raises(httpx.ConnectError):
        httpx.get(address[1])
