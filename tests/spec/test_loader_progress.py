"""Progress says how far, how fast and how long still."""

from __future__ import annotations

import io

import pytest

from loaders.progress import PlainLines, duration


def test_a_line_comes_every_ten_seconds() -> None:
    """Updates between two lines are silent; a line has rows, rate, time left and outcomes."""
    now = [0.0]
    stream = io.StringIO()
    lines = PlainLines(stream, 10_000, clock=lambda: now[0])
    for moment, done in ((1.0, 100), (9.9, 900), (10.0, 2_000), (12.0, 2_500), (20.0, 4_000)):
        now[0] = moment
        lines.update(done, f"{done:,} created")

    assert [
        "2,000 of 10,000 rows, 200 rows/s, 40 s left, 2,000 created",
        "4,000 of 10,000 rows, 200 rows/s, 30 s left, 4,000 created",
    ] == stream.getvalue().splitlines()


def test_a_notice_comes_at_once() -> None:
    """Why a run waits is told when it begins to wait."""
    stream = io.StringIO()
    PlainLines(stream, None, clock=lambda: 0.0).notice("HTTP 503; try 1 of 10 in 0.5 s")

    assert "HTTP 503; try 1 of 10 in 0.5 s\n" == stream.getvalue()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (9.94, "9.9 s"), (59.4, "59 s"), (61.0, "1 min 1 s"), (3_660.0, "1 h 1 min")]
)
def test_times_are_said_as_people_say_them(seconds: float, text: str) -> None:
    """Seconds, minutes and hours, each with what still matters."""
    assert text == duration(seconds)
