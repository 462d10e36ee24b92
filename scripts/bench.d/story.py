"""The story of a run: start, load, copy, check, measure in turns, report."""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import raw
from check import check_answers, check_writes
from client import Connection
from contest import Contestant, Effort, compare_reads, compare_walks, compare_writes
from measure import measure
from processes import Server, create_key, start_ferry, start_ordinary
from report import machine, render
from results import CACHED, FERRY, ORDINARY, Results
from startup import measure_build, measured_start
from transfers import transfer
from workloads import OWN_READS, READS, WALKS, WRITES, Sizes, load

FULL = (Sizes(100_000, 200_000, 1), Effort(rounds=5, seconds=0.8, rows=2_400, walked=20_000))
QUICK = (Sizes(5_000, 10_000, 1), Effort(rounds=3, seconds=0.15, rows=400, walked=1_000))


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print its report."""
    parser = _parser()
    given = parser.parse_args(arguments)
    sizes, effort = QUICK if given.quick else FULL
    started, where = time.perf_counter(), machine()
    results = Results()
    with tempfile.TemporaryDirectory(prefix="ferry-bench-") as folder:
        _run(results, sizes, effort, given.only, Path(folder))
    if not results.costs and not results.facts:
        parser.error(f'nothing of the bench has "{given.only}" in its name')
    print(render(results, where, sizes, effort.rounds, time.perf_counter() - started))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 companies and 10,000 people, under a minute")
    parser.add_argument("--only", metavar="NAME", default="", help='measure only what has NAME in its name, as "create"')
    return parser


def _run(results: Results, sizes: Sizes, effort: Effort, only: str, folder: Path) -> None:
    reads = [read for read in READS if only in read.name]
    own_reads = [read for read in OWN_READS if only in read.name]
    writes = [write for write in WRITES if only in write.name]
    walks = [page for page in WALKS if only in f"all people by {page:,}"]
    if only in "schema build":
        measure_build(results, effort.rounds)
    if only in "ready" or reads or own_reads or writes or walks:
        database, key = _loaded(results, sizes, folder)
        with _contestants(results, database, key, effort) as contestants, _limit(database, folder) as limit:
            check_answers(contestants, sizes)
            compare_reads(results, contestants, reads, sizes, effort)
            compare_reads(results, contestants[:1], own_reads, sizes, effort)
            compare_walks(results, contestants[:2], limit, walks, effort, folder)
            check_writes(contestants[:2], sizes)
            compare_writes(results, contestants[:2], limit, writes, sizes, effort)
            results.facts["server RSS at the end, MiB"] = contestants[0].server.rss_mib()
    if only in "ferry import, ferry export":
        transfer(results, sizes, folder)


def _loaded(results: Results, sizes: Sizes, folder: Path) -> tuple[Path, str]:
    """Load Ferry's database through its API and return its path and key."""
    database = folder / "ferry.sqlite"
    key = create_key(database)
    server = start_ferry(database, key)
    try:
        connection = Connection(server.port, key)
        for kind, noun in (("company", "companies"), ("person", "people")):
            cost = measure(server, partial(load, connection, kind, sizes))
            results.add(f"load {noun} by 200", "row", FERRY, cost)
        connection.close()
        results.facts["server RSS after the load, MiB"] = server.rss_mib()
    finally:
        server.stop()
    return database, key


@contextmanager
def _contestants(results: Results, database: Path, key: str, effort: Effort) -> Iterator[list[Contestant]]:
    """Start Ferry on its database and the ordinary server, without and with caches, on a copy."""
    copy = database.with_name("ordinary.sqlite")
    raw.copy(database, copy)
    raw.strip(copy)
    with ExitStack() as stack:
        ferry = stack.enter_context(measured_start(results, database, key, effort.rounds))
        servers = [(FERRY, ferry, database)]
        for name, caches in ((ORDINARY, False), (CACHED, True)):
            servers.append((name, start_ordinary(copy, caches=caches), copy))
            stack.callback(servers[-1][1].stop)
        yield [Contestant(name, server, _connected(stack, server), path) for name, server, path in servers]


def _connected(stack: ExitStack, server: Server) -> Connection:
    connection = Connection(server.port, server.key)
    stack.callback(connection.close)
    return connection


@contextmanager
def _limit(database: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of the database with bare sqlite3."""
    copy = folder / "raw.sqlite"
    raw.copy(database, copy)
    connection = raw.connect(copy)
    try:
        yield connection
    finally:
        connection.close()
