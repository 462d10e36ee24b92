"""What servers say of their limits is understood, in Twenty's words and in headers."""

from __future__ import annotations

import pytest

from loaders.remote.rate_words import advertised_limits, seconds_asked, worded_limit

NOW = 1_700_000_000.0


def test_twentys_refusal_names_its_limit() -> None:
    """Tokens and window stand in the text."""
    assert (100, 60.0) == worded_limit("Limit reached (100 tokens per 60000 ms)")
    assert worded_limit("All 8 snapshots are in use") is None


@pytest.mark.parametrize(
    ("policy", "limits"),
    [
        ('"1s";q=100;w=1, "60s";q=90;w=60', [(100, 1.0), (90, 60.0)]),
        ("100;w=60", [(100, 60.0)]),
        ('"default";q=50', []),
        ("nonsense", []),
    ],
)
def test_policies_name_limits(policy: str, limits: list[tuple[int, float]]) -> None:
    """The policy header is read in its present and its older form; what cannot be understood is passed over."""
    assert limits == list(advertised_limits({"ratelimit-policy": policy}))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:15:00 GMT"}, 100.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"ratelimit": '"1s";r=99;t=0, "60s";r=0;t=5'}, 5.0),
        ({"ratelimit": '"60s";r=1;t=5'}, None),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "9"}, 9.0),
        ({"ratelimit-remaining": "3", "ratelimit-reset": "9"}, None),
        ({"ratelimit": '"60s";r=0;t=5', "retry-after": "2"}, 5.0),
    ],
)
def test_a_pause_asked_for_is_understood(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, dates and exhausted limits ask for a pause; of several the longest counts."""
    assert seconds == seconds_asked(headers, lambda: NOW)
