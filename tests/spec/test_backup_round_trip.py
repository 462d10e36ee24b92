"""What was exported and imported into an empty server is exported again to the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.custom_server import rocket_model
from tests.io.round_trip import Ferry, round_trip
from tests.io.workspace import MEMBERS, fill
from tests.requirements.door import Door, open_door

COUNTS = {"company": 500, "person": 300, "note": 100, "rocket": 1_000, "timelineActivity": 100}
"""2,000 records with every field type, custom fields among them, cycles, records of their own kind, deleted ones."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve a workspace."""
    model = rocket_model()
    with open_door(tmp_path_factory.mktemp("source"), model, MEMBERS) as opened:
        fill(opened.ask, model, COUNTS, importable=True)
        yield opened


def ferry_of(door: Door) -> Ferry:
    """Return `ferry` pointed at a server."""

    def ferry(*arguments: str | Path) -> tuple[int, str]:
        done = door.ferry(*arguments)
        return done.exit_code, done.output

    return ferry


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_every_cell_survives(source: Door, tmp_path: Path, suffix: str) -> None:
    """Formulas, quotes, separators, line breaks, right-to-left text, emoji, accents, empty values, JSON, dates, numbers."""
    (tmp_path / "target").mkdir()
    with open_door(tmp_path / "target", rocket_model(), MEMBERS) as target:
        losses = round_trip(ferry_of(source), ferry_of(target), list(COUNTS), suffix, tmp_path)

    assert [] == [str(loss) for loss in losses]
