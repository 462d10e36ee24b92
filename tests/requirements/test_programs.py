"""The API has no limit of records: the three programs of loaders/README.md page through all of them."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.requirements.kitchen import Kitchen
from tests.requirements.recipe_book import section

_RUNNERS = {"sh": ("sh", "-eu"), "python": (sys.executable, "-"), "js": ("node", "--input-type=module", "-")}
_NEEDED = {"sh": ("curl", "jq"), "python": (), "js": ("node",)}


@pytest.mark.parametrize("language", _RUNNERS)
def test_r39_a_program_pages_through_all_people(kitchen: Kitchen, language: str) -> None:
    """The snippet prints the address of every person once, over three pages."""
    if absent := [name for name in _NEEDED[language] if shutil.which(name) is None]:
        pytest.skip(f"{' and '.join(absent)} is not installed")
    (block,) = (block for block in section("From your own programs") if block.language == language)
    addresses = [f"p{number}@example.com" for number in range(450)]
    for start in range(0, 450, 200):
        found = [{"emails": {"primaryEmail": address}} for address in addresses[start : start + 200]]
        kitchen.door.create("people", *found)
    environment = {**kitchen.environment, **kitchen.variables()}
    done = subprocess.run(
        _RUNNERS[language], input=block.text, env=environment, capture_output=True, text=True, check=False, timeout=30
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert sorted(addresses) == sorted(done.stdout.splitlines())
