"""`ferry import` and `ferry export` from end to end: CSV files into a fresh server and out of it, against bare sqlite3."""

from __future__ import annotations

import csv
import sqlite3
from functools import partial
from pathlib import Path

import raw
from csv_files import write_csv
from measure import Cost, measure
from processes import CommandFailed, Server, Spent, create_key, run, start_ferry
from results import FERRY, RAW, Results
from workloads import Sizes

_NOUNS = {"company": "companies", "person": "people"}
_BATCH = 200


def access(server: Server) -> dict[str, str]:
    """Return the environment that tells the loader where the server is."""
    return {"FERRY_URL": server.url, "FERRY_API_KEY": server.key}


def ferry(server: Server, folder: Path, *arguments: str) -> Spent:
    """Run the loader against the server and return what it cost."""
    return run(["loaders", *arguments], access(server), folder)


def transfer(results: Results, sizes: Sizes, folder: Path) -> None:
    """Measure imports into a fresh server and exports from it, and the same rows through bare sqlite3."""
    database = folder / "transfer.sqlite"
    server = start_ferry(database, create_key(database))
    limit = folder / "transfer-raw.sqlite"
    raw.copy(database, limit)
    try:
        for kind, noun in _NOUNS.items():
            file = folder / f"{kind}.csv"
            rows = write_csv(kind, file, sizes)
            cost = _measured(server, folder, rows, "import", kind, str(file), "--yes")
            results.add(f"ferry import {noun}", "row", FERRY, cost)
        for kind, noun in _NOUNS.items():
            file = folder / f"{kind}-out.csv"
            cost = _measured(server, folder, sizes.of(kind), "export", kind, "-o", str(file))
            results.add(f"ferry export {noun}", "row", FERRY, cost)
            _check_exported(file, sizes.of(kind))
        results.facts["server RSS after import and export, MiB"] = server.rss_mib()
    finally:
        server.stop()
    _measure_limits(results, database, raw.connect(limit), folder)


def _measured(server: Server, folder: Path, rows: int, *arguments: str) -> Cost:
    before = server.cpu()
    spent = ferry(server, folder, *arguments)
    return Cost((server.cpu() - before) / rows, spent.cpu / rows, spent.wall / rows)


def _check_exported(file: Path, rows: int) -> None:
    with file.open(newline="", encoding="utf-8") as lines:
        found = sum(1 for _ in csv.reader(lines)) - 1
    if found != rows:
        raise CommandFailed(f"{file.name} holds {found:,} rows instead of {rows:,}")


def _measure_limits(results: Results, database: Path, limit: sqlite3.Connection, folder: Path) -> None:
    """Read the tuples Ferry stored from CSV files into an empty copy of its tables, and write them out again."""
    stored = sqlite3.connect(database)
    for kind, noun in _NOUNS.items():
        file = folder / f"{kind}-tuples.csv"
        with file.open("w", newline="", encoding="utf-8") as target:
            csv.writer(target, lineterminator="\n").writerows(stored.execute(f'SELECT * FROM "{kind}"'))
        cost = measure(None, partial(raw.load_csv, limit, kind, file, _BATCH))
        results.add(f"ferry import {noun}", "row", RAW, cost)
    for kind, noun in _NOUNS.items():
        names = raw.columns(limit, kind)
        cost = measure(None, partial(raw.export, limit, kind, names, folder / "tuples.csv", 1000))
        results.add(f"ferry export {noun}", "row", RAW, cost)
    stored.close()
    limit.close()
