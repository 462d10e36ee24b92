"""The headings of other products find their fields."""

from __future__ import annotations

import pytest

from tests.recorded.headings.__main__ import table
from tests.recorded.headings.recordings import WAYS, Recording, recordings, score

RECORDINGS = recordings()
ENOUGH = 0.9


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_nine_in_ten_columns_of_a_product_find_their_field_and_none_another(recording: Recording) -> None:
    """With the preset and without it, guesses accepted or not, no column of a recorded heading row goes astray."""
    scores = {way: score(recording, way) for way in WAYS}

    assert [] == [line for found in scores.values() for line in found.wrong]
    assert {} == {way: found.missed for way, found in scores.items() if found.share < ENOUGH}


def test_eight_products_are_held_out() -> None:
    """Eight products have no preset; their heading rows were written down before the names that are shipped."""
    assert 8 == len({recording.product for recording in RECORDINGS if recording.held_out})


def test_the_table_of_products_shows_every_one() -> None:
    """`python -m tests.recorded.headings` prints a line for each product."""
    lines = list(table())

    assert len({recording.product for recording in RECORDINGS}) + 1 == sum("%" in line or "product" in line for line in lines)
