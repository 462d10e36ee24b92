"""Progress says how far, how fast and how long still, and what a run waited for."""

from __future__ import annotations

import io

import pytest

from loaders.progress import PlainLines, Quiet, Speed, choose_progress, duration


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


def test_the_time_spent_waiting_is_told() -> None:
    """Waits for a rate limit add up and stand at the end of a line; a moment is not worth a word."""
    now = [0.0]
    speed = Speed(None, clock=lambda: now[0])
    now[0] = 20.0
    speed.add_wait(0.5)
    short = speed.words(1_000)
    speed.add_wait(11.5)

    assert ("50 rows/s", "50 rows/s, 12 s spent waiting") == (short, speed.words(1_000))


def test_a_line_has_the_waits_since_the_start() -> None:
    """A run in a log counts its waits too."""
    now = [0.0]
    stream = io.StringIO()
    lines = PlainLines(stream, None, clock=lambda: now[0])
    lines.wait(4.0, "100 requests a minute")
    now[0] = 10.0
    lines.update(50)

    assert "50 rows, 5 rows/s, 4.0 s spent waiting\n" == stream.getvalue()


def test_a_notice_comes_at_once() -> None:
    """Why a run waits is told when it begins to wait."""
    stream = io.StringIO()
    PlainLines(stream, None, clock=lambda: 0.0).notice("HTTP 503; try 1 of 10 in 0.5 s")

    assert "HTTP 503; try 1 of 10 in 0.5 s\n" == stream.getvalue()


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet neither rows nor waits nor notices are told."""
    progress = choose_progress(10, quiet=True)
    progress.update(10, "10 created")
    progress.wait(1.0, "why")
    progress.notice("because")
    progress.close()

    assert isinstance(progress, Quiet)
    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (9.94, "9.9 s"), (59.4, "59 s"), (61.0, "1 min 1 s"), (3_660.0, "1 h 1 min")]
)
def test_times_are_said_as_people_say_them(seconds: float, text: str) -> None:
    """Seconds, minutes and hours, each with what still matters."""
    assert text == duration(seconds)
