"""The contest: every contestant does every workload round by round, in turn, so that what disturbs one disturbs all."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle
from pathlib import Path

import orjson
import raw
from client import Connection
from measure import measure, repeat_for
from processes import Server
from results import FERRY, RAW, Results
from workloads import Read, Sizes, Write, walk

_VARIANTS = 250


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server in the contest."""

    name: str
    server: Server
    connection: Connection
    database: Path


@dataclass(frozen=True, slots=True)
class Effort:
    """How long each contestant works in one round of a read, and on how many rows in one round of a write or a walk."""

    rounds: int
    seconds: float
    rows: int
    walked: int


def compare_reads(
    results: Results, contestants: Sequence[Contestant], reads: Sequence[Read], sizes: Sizes, effort: Effort
) -> None:
    """Measure the reads; every contestant gets the same variables in the same order."""
    for round_number in range(effort.rounds):
        for read in reads:
            rng = random.Random(f"{read.name}{round_number}")
            bodies = [read.body(sizes, rng) for _ in range(_VARIANTS)]
            for contestant in _turns(contestants, round_number):
                turn = cycle(bodies)
                work = partial(repeat_for, effort.seconds, partial(_ask, contestant.connection, turn))
                results.add(read.name, "request", contestant.name, measure(contestant.server, work))


def compare_writes(
    results: Results,
    contestants: Sequence[Contestant],
    limit: sqlite3.Connection,
    writes: Sequence[Write],
    sizes: Sizes,
    effort: Effort,
) -> None:
    """Measure the writes; the limit is the same tuples Ferry stored, written into a copy of its table."""
    numbers = {kind: count(sizes.of(kind) + 1_000) for kind in ("company", "person")}
    for round_number in range(effort.rounds):
        for write in writes:
            batches = write.batches(sizes, round_number, numbers[write.kind], effort.rows)
            for contestant in _turns(contestants, round_number):
                bodies = [write.body(batch, own=contestant.name == FERRY) for batch in batches]
                answers: list[bytes] = []
                cost = measure(contestant.server, partial(_send, contestant.connection, bodies, answers, effort.rows))
                results.add(write.name, "row", contestant.name, cost)
                if contestant.name == FERRY:
                    tuples = [raw.stored(contestant.database, write.kind, _ids(answer)) for answer in answers]
                    sql = raw.upsertion(limit, write.kind) if write.upsert else raw.insertion(limit, write.kind)
                    results.add(write.name, "row", RAW, measure(None, partial(raw.write, limit, sql, tuples)))


def compare_walks(
    results: Results,
    contestants: Sequence[Contestant],
    limit: sqlite3.Connection,
    pages: Sequence[int],
    effort: Effort,
    folder: Path,
) -> None:
    """Measure the export of all people by cursor; the slow stop after `walked` rows, for a page costs what the first costs."""
    for round_number in range(effort.rounds):
        for page in pages:
            name = f"all people by {page:,}"
            for contestant in _turns(contestants, round_number):
                rows = None if contestant.name == FERRY else effort.walked
                work = partial(walk, contestant.connection, folder / "walk.csv", page, rows)
                results.add(name, "row", contestant.name, measure(contestant.server, work))
            export = partial(raw.export, limit, "person", raw.EXPORTED, folder / "raw.csv", page)
            results.add(name, "row", RAW, measure(None, export))


def _turns(contestants: Sequence[Contestant], round_number: int) -> Sequence[Contestant]:
    first = round_number % len(contestants)
    return [*contestants[first:], *contestants[:first]]


def _ask(connection: Connection, bodies: Iterator[bytes]) -> None:
    connection.post(next(bodies))


def _send(connection: Connection, bodies: Sequence[bytes], answers: list[bytes], rows: int) -> int:
    answers.extend(connection.post(body) for body in bodies)
    return rows


def _ids(answer: bytes) -> list[str]:
    (written,) = orjson.loads(answer)["data"].values()
    records = written["results"] if isinstance(written, dict) else written
    return [record["id"] for record in records]
