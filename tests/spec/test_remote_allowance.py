"""The loader never asks more of a server than its limits allow."""

from __future__ import annotations

import heapq
import random

import pytest

from loaders.remote.allowance import Allowance, Wait
from tests.twenty_like import TokenBucket


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds it was set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Have a clock at 0."""
    return Clock()


def walk(jobs: int, slowest: float, seed: int) -> tuple[int, int]:
    """Send without rest for ten minutes against Twenty's buckets; return the root fields that were sent, and the refusals."""
    clock, chance = Clock(), random.Random(seed)
    allowance = Allowance(clock=clock)
    buckets = [TokenBucket(100, 1.0, clock), TokenBucket(100, 60.0, clock)]
    sent = refused = 0
    events: list[tuple[float, int, str, int]] = [(0.0, job, "leave", 0) for job in range(jobs)]
    while events and events[0][0] < 600.0:
        clock.now, job, event, cost = heapq.heappop(events)
        if event == "arrive":
            taken = [bucket.take(cost) for bucket in buckets]
            refused += not all(taken)
            heapq.heappush(events, (clock.now + slowest * chance.random(), job, "answer", cost))
            continue
        if event == "answer":
            allowance.give_back(cost)
        cost = chance.choice((1, 1, 1, 3))
        if wait := allowance.take(cost):
            heapq.heappush(events, (clock.now + wait.seconds, job, "leave", 0))
        else:
            sent += cost
            heapq.heappush(events, (clock.now + slowest * chance.random(), job, "arrive", cost))
    return sent, refused


@pytest.mark.parametrize("jobs", [1, 4])
@pytest.mark.parametrize("slowest", [0.001, 0.5])
def test_nothing_is_refused_and_little_is_wasted(jobs: int, slowest: float) -> None:
    """Ten minutes at full speed against buckets of 100 a second and 100 a minute: no refusal, nearly 1,000 root fields."""
    sent, refused = walk(jobs, slowest, seed=7)

    assert 0 == refused
    assert 970 <= sent <= 1_000


def test_places_are_free_a_window_after_the_answer(clock: Clock) -> None:
    """A request that was under way for five seconds may have been counted at their end."""
    allowance = Allowance(1, clock)

    assert allowance.take(1) is None
    clock.now = 5.0
    allowance.give_back(1)
    assert Wait(60.0, "the limit of requests is 1 in 60 s") == allowance.take(1)
    clock.now = 65.0
    assert allowance.take(1) is None


def test_several_root_fields_take_several_places(clock: Clock) -> None:
    """A document larger than the whole window goes alone."""
    allowance = Allowance(3, clock)

    assert [None, True] == [allowance.take(2), allowance.take(2) is not None]
    allowance.give_back(2)
    clock.now = 60.0
    assert allowance.take(9) is None


def test_a_server_without_limits_is_asked_at_once(clock: Clock) -> None:
    """Until it says so, Twenty's limits hold; then nothing waits."""
    allowance = Allowance(clock=clock)
    before = [allowance.take(1) for _ in range(101)]
    allowance.keep_to(None, None)

    assert [None] * 100 == before[:100]
    assert before[100] is not None
    assert {None} == {allowance.take(1) for _ in range(1_000)}


@pytest.mark.parametrize(("given", "allowed"), [(0, 500), (30, 30), (None, 100)])
def test_the_user_has_the_last_word(clock: Clock, given: int | None, allowed: int) -> None:
    """`--requests-per-minute` holds whatever the server advertises or its refusals say; 0 is no limit."""
    allowance = Allowance(given, clock)
    allowance.keep_to(None, 100)
    allowance.learn(300, 60.0)
    taken = [allowance.take(1) for _ in range(500)]

    assert allowed == taken.count(None)


def test_a_stricter_limit_is_learned(clock: Clock) -> None:
    """What an answer names holds from then on; a laxer one is no news."""
    allowance = Allowance(clock=clock)

    assert [True, False, True] == [allowance.learn(50, 60.0), allowance.learn(80, 60.0), allowance.learn(20, 2.0)]
    assert 20 == [allowance.take(1) for _ in range(60)].count(None)


def test_refusals_halve_the_allowance_and_quiet_brings_it_back(clock: Clock) -> None:
    """Others share the limit: one step down for a window of refusals, a tenth back for every window without."""
    allowance = Allowance(clock=clock)
    allowance.refused()
    allowance.refused()
    told = []
    for minute in range(7):
        clock.now = minute * 60.0
        taken = [allowance.take(1) for _ in range(101)].count(None)
        told.append(taken)
        allowance.give_back(taken)

    assert [50, 60, 70, 80, 90, 100, 100] == told


def test_one_of_several_waiting_threads_has_news(clock: Clock) -> None:
    """Four threads that wait for the same window are told of once."""
    allowance = Allowance(1, clock)
    allowance.take(1)
    waits = [allowance.take(1) for _ in range(4)]
    clock.now = 60.0
    waits.append(allowance.take(1))

    assert [True, False, False, False, True] == [wait is not None and wait.is_news for wait in waits]


def test_a_pause_holds_for_all(clock: Clock) -> None:
    """Nothing leaves before the moment the server named; of two pauses the longer one counts."""
    allowance = Allowance(clock=clock)
    allowance.hold(9.0, "the server asks for a pause of 9 s")
    allowance.hold(2.0, "shorter")
    clock.now = 4.0

    assert Wait(5.0, "the server asks for a pause of 9 s") == allowance.take(1)
    clock.now = 9.0
    assert allowance.take(1) is None
