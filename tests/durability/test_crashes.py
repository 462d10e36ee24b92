"""An import that is killed again and again ends as one that is left alone: nothing lost, doubled or decided otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.durability.crash import Calm, Setting, run_calm, run_stormy
from tests.durability.stories import MIXED
from tests.durability.troubles import Blows

SETTING = Setting(rows=6_000, batch=50, blows=Blows(loader=4, server=4, answers=8), seed=1)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """Import the files once, undisturbed."""
    return run_calm(MIXED, SETTING, tmp_path_factory.mktemp("crashes"))


def test_kills_and_lost_answers_change_nothing(calm: Calm, tmp_path: Path) -> None:
    """Four kills each of loader and server and eight lost answers leave the records and outcomes of an undisturbed import."""
    verdict = run_stormy(calm, SETTING, tmp_path / "ferry")

    assert verdict.passed, verdict


def test_without_idempotency_keys_the_ids_carry_it(calm: Calm, tmp_path: Path) -> None:
    """The same before a server like Twenty, where a repeated batch only meets its own ids."""
    setting = Setting(SETTING.rows, SETTING.batch, Blows(loader=4, server=2, answers=8), seed=2, twenty=True)
    verdict = run_stormy(calm, setting, tmp_path / "twenty")

    assert verdict.passed, verdict
