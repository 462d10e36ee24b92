"""What befalls an import: the loader or the server is killed, or an answer is lost, each at a batch and a moment of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Victim(StrEnum):
    """What is hit."""

    LOADER = "loader"
    SERVER = "server"
    ANSWER = "answer"


class Moment(StrEnum):
    """When, seen from a batch: before it is carried out, while it is, carried out but not answered, or some time after."""

    BEFORE = "before"
    DURING = "during"
    UNANSWERED = "unanswered"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One blow, dealt when a batch of this number, or the first one behind it, is sent."""

    batch: int
    victim: Victim
    moment: Moment
    delay: float = 0.0
    """Seconds from the moment to the blow, for those that come during or after."""


@dataclass(frozen=True, slots=True)
class Blows:
    """How often each victim is to be hit."""

    loader: int
    server: int
    answers: int

    def __str__(self) -> str:
        return f"{self.loader} kills of the loader, {self.server} of the server, {self.answers} lost answers"


_SPARE = 0.1
"""A blow that comes after its batch may find the loader at its end already, so that some more are planned."""


def plan_troubles(chance: random.Random, batches: int, seconds: float, blows: Blows) -> list[Trouble]:
    """Spread the blows over an import of so many batches that takes so long undisturbed."""
    step = seconds / batches
    troubles = [Trouble(batches, Victim.LOADER, Moment.AFTER, chance.uniform(0, 4 * step))] if blows.loader else []
    troubles += _killings(chance, batches, step, Victim.LOADER, blows.loader)
    troubles += _killings(chance, batches, step, Victim.SERVER, blows.server)
    lost = _places(chance, batches, _with_spares(blows.answers))
    return troubles + [Trouble(batch, Victim.ANSWER, Moment.UNANSWERED) for batch in lost]


def _killings(chance: random.Random, batches: int, step: float, victim: Victim, count: int) -> Iterator[Trouble]:
    for batch in _places(chance, batches, _with_spares(count)):
        moment = chance.choice(list(Moment))
        longest = {Moment.DURING: step, Moment.AFTER: 4 * step}.get(moment, 0.0)
        yield Trouble(batch, victim, moment, chance.uniform(0, longest))


def _places(chance: random.Random, batches: int, count: int) -> list[int]:
    return sorted(chance.randint(1, batches) for _ in range(count))


def _with_spares(count: int) -> int:
    return count + -int(-count * _SPARE // 1) if count else 0
