"""The loader waits longer with every try, and as long as the server asks."""

from __future__ import annotations

from loaders.remote.pace import Pace

PACE = Pace(chance=lambda: 1.0)


def test_waits_double_up_to_a_minute() -> None:
    """The back-off is exponential and capped."""
    assert [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0] == [PACE.wait(attempt) for attempt in range(1, 10)]


def test_jitter_takes_off_at_most_half() -> None:
    """Chance spreads the waits of several loaders."""
    assert 2.0 == Pace(chance=lambda: 0.0).wait(4)


def test_the_longer_of_both_waits_counts() -> None:
    """The server's word is kept, and a short one does not shorten a long back-off."""
    assert [7.0, 4.0, 600.0] == [PACE.wait(1, 7.0), PACE.wait(4, 1.0), PACE.wait(1, 86_400.0)]


def test_a_window_is_waited_out_and_a_little_more() -> None:
    """Loaders that share a limit do not all come back in the same moment."""
    assert [60.0, 66.0] == [Pace(chance=lambda: 0.0).spread(60.0), round(PACE.spread(60.0), 3)]
