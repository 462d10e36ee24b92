"""The table of requirements names exactly the tests that exist."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.spec.tree import ROOT

TESTS = ROOT / "tests"
_TEST = re.compile(r"^(?:async )?def (test_r(\d\d)_\w+)", re.MULTILINE)
_ROW = re.compile(r"^\| R(\d+) [^|]+ \| (.+) \|$", re.MULTILINE)


def rows() -> dict[int, str]:
    """Return of each requirement what its row says."""
    found = _ROW.findall((TESTS / "README.md").read_text(encoding="utf-8"))

    assert len(found) == len(dict(found)), "a requirement has two rows"
    return {int(number): text for number, text in found}


def test_every_requirement_has_a_row() -> None:
    """R1 to R44 stand in the table, in their order."""
    assert list(range(1, 45)) == list(rows())


def test_the_rows_name_the_tests_that_exist() -> None:
    """A test with the id of a requirement stands in its row, and no row names a test that is gone."""
    existing: dict[int, set[str]] = defaultdict(set)
    for file in TESTS.rglob("test_*.py"):
        if "clients" not in file.parts:
            for name, number in _TEST.findall(file.read_text(encoding="utf-8")):
                existing[int(number)].add(name)
    named = {number: set(re.findall(r"`(test_\w+)`", text)) for number, text in rows().items()}

    assert {number: existing.get(number, set()) for number in named} == named


def test_a_row_without_a_test_says_so() -> None:
    """What is not tested is never left to look as if it were."""
    assert [] == [number for number, text in rows().items() if "`test_" not in text and not text.startswith("no test yet: ")]
