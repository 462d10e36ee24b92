"""Answers recorded from a real Twenty, replayed in order against a fresh server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import create_key, served

RECORDED = Path(__file__).parent / "twenty"
CATEGORIES = (
    "aggregate",
    "auth",
    "connect",
    "create",
    "create-error",
    "delete",
    "destroy",
    "duplicates",
    "error",
    "filter",
    "findOne",
    "graphql",
    "groupBy",
    "limits",
    "merge",
    "nested",
    "orderBy",
    "pagination",
    "restore",
    "search",
    "update",
    "upsert",
)
EXCEPTIONS = {
    "aggregate/people": "data-api.md 2.6: an alias inside a selection is kept; Twenty drops it",
}


@pytest.fixture(scope="module")
def differences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Replay every sample and return each that differs, by name, with its line."""
    database = tmp_path_factory.mktemp("replay") / "ferry.sqlite"
    members = RECORDED / "fixture-workspace-members.json"
    key = create_key(database, "My api key")
    subprocess.run([sys.executable, "-m", "server", "members", "import", members, "--database", database], check=True)
    with served(database) as address:
        environment = {"BASE_URL": address, "API_KEY": key}
        replay = subprocess.run(
            [sys.executable, RECORDED / "replay.py", RECORDED / "samples.jsonl"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    lines = re.findall(r"^DIFF #\d+ (\S+) (.*)$", replay.stdout, re.MULTILINE)
    assert re.search(r"^\d+ agree", replay.stdout, re.MULTILINE), replay.stdout + replay.stderr
    return dict(lines)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_sample_of_a_category_agrees(category: str, differences: dict[str, str]) -> None:
    """Each recorded answer is given again, or is a deviation that the contract orders."""
    found = {name: line for name, line in differences.items() if name.startswith(f"{category}/") and name not in EXCEPTIONS}

    assert {} == found


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_still_one(name: str, differences: dict[str, str]) -> None:
    """An exception that agrees after all must leave the list."""
    assert name in differences
