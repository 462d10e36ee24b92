"""The loader waits longer with every try, and as long as the server asks."""

from __future__ import annotations

from loaders.remote.pace import Pace

PACE = Pace(chance=lambda: 1.0, now=lambda: 1_700_000_000.0)


def test_waits_double_up_to_a_minute() -> None:
    """The back-off is exponential and capped."""
    assert [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0] == [PACE.wait(attempt) for attempt in range(1, 10)]


def test_jitter_takes_off_at_most_half() -> None:
    """Chance spreads the waits of several loaders."""
    assert 2.0 == Pace(chance=lambda: 0.0).wait(4)


def test_the_servers_word_is_kept() -> None:
    """Retry-After is obeyed in seconds and as a date, and a limit's own window is waited out."""
    assert 7.0 == PACE.wait(1, "7")
    assert 100.0 == PACE.wait(1, "Tue, 14 Nov 2023 22:15:00 GMT")
    assert 0.5 == PACE.wait(1, "soon")
    assert 66.0 == round(PACE.wait(1, None, "Limit reached (100 tokens per 60000 ms)"), 3)


def test_a_long_back_off_is_not_shortened_by_a_short_word() -> None:
    """The longer of both waits counts."""
    assert 4.0 == PACE.wait(4, "1")
