"""Random moments around midnight in zones whose clocks change, half of them on days when they do."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.property.random_groupings import ZONES

_AROUND = (
    *(timedelta(milliseconds=step) for step in (-1, 0, 1)),
    *(timedelta(minutes=step) for step in (-61, -1, 1, 30, 61, 180)),
)


def random_moment(chance: random.Random) -> str:
    """Return a moment around midnight in one of the zones."""
    return random_moment_of(chance.choice(ZONES), chance)


def random_moment_of(zone: str, chance: random.Random) -> str:
    """Return a moment around midnight in a zone, of a year in which it is known how its clocks change."""
    year = chance.randint(1975, 2036)
    day = chance.choice([chance.choice(_days(year)), chance.choice(_changing_days(zone, year) or _days(year))])
    midnight = day.replace(tzinfo=ZoneInfo(zone), fold=chance.randint(0, 1)).astimezone(UTC)
    return f"{(midnight + chance.choice(_AROUND)).isoformat(timespec='milliseconds')[:23]}Z"


def _days(year: int) -> list[datetime]:
    return [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(365)]


@cache
def _changing_days(zone: str, year: int) -> list[datetime]:
    """Return the days of a year that are longer or shorter than others."""
    midnights = [day.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for day in _days(year)]
    following = zip(_days(year), midnights[:-1], midnights[1:], strict=False)
    return [day for day, start, end in following if end - start != timedelta(days=1)]
