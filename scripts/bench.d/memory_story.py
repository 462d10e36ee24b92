"""The story of `scripts/memory`: for each number of rows a fresh server, imports and exports, their memory and their speed."""

from __future__ import annotations

import argparse
import csv
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import raw
from csv_files import write_csv
from measure import measure
from processes import Server, Spent, create_key, start_ferry
from report import machine
from transfers import ferry
from workloads import Sizes

_KINDS = ("company", "person")
_LOADER_LIMIT, _SERVER_LIMIT, _MB = 150, 250, 1.048576
"""Megabytes, and how many of them a mebibyte is."""
_FLAT = 1.2
_CALL, _PAGE = 200, 1000


@dataclass(frozen=True, slots=True)
class Way:
    """What all rows took in one direction: the loader's memory, and rows a second of the loader and of sqlite3 alone."""

    megabytes: float
    rate: float
    raw_rate: float

    def __str__(self) -> str:
        return f"{self.megabytes:7.0f} MB {self.rate:9,.0f} {self.raw_rate:9,.0f} {self.rate / self.raw_rate:6.2f}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one number of rows came to."""

    rows: int
    importing: Way
    exporting: Way
    server: float


def main(arguments: Sequence[str]) -> int:
    """Measure every number of rows, print a line for each, and say whether memory stays small and flat."""
    parser = argparse.ArgumentParser(prog="scripts/memory", description=__doc__)
    parser.add_argument("--rows", default="100000", help="numbers of rows, as 100000,5000000; a third of them companies")
    given = parser.parse_args(arguments)
    print(machine())
    way = f"{'memory':>10} {'rows/s':>9} {'raw':>9} {'part':>6}"
    print(f"{'':>12}  {'import':<37}    export\n{'rows':>12}  {way}    {way}    server")
    found: list[Measured] = []
    for rows in (int(number) for number in given.rows.split(",")):
        found.append(_measured(rows))
        one = found[-1]
        print(f"{rows:>12,}  {one.importing}    {one.exporting}    {one.server:.0f} MB", flush=True)
    return _verdict(found)


def _measured(rows: int) -> Measured:
    sizes = Sizes(rows // 3, rows - rows // 3, 1)
    with tempfile.TemporaryDirectory(prefix="ferry-memory-") as name:
        folder = Path(name)
        database, limit = folder / "ferry.sqlite", folder / "raw.sqlite"
        server = start_ferry(database, create_key(database))
        raw.copy(database, limit)
        try:
            imported = [_imported(server, folder, kind, sizes) for kind in _KINDS]
            exported = [_exported(server, folder, kind) for kind in _KINDS]
            held = server.max_rss_mib() * _MB
        finally:
            server.stop()
        raw_import, raw_export = _raw_rates(database, limit, folder, rows)
        return Measured(rows, _way(imported, rows, raw_import), _way(exported, rows, raw_export), held)


def _imported(server: Server, folder: Path, kind: str, sizes: Sizes) -> Spent:
    file = folder / f"{kind}.csv"
    write_csv(kind, file, sizes)
    spent = ferry(server, folder, "import", kind, str(file), "--yes", "--quiet")
    file.unlink()
    return spent


def _exported(server: Server, folder: Path, kind: str) -> Spent:
    file = folder / f"{kind}-out.csv"
    spent = ferry(server, folder, "export", kind, "-o", str(file), "--quiet")
    file.unlink()
    return spent


def _way(spent: Sequence[Spent], rows: int, raw_rate: float) -> Way:
    return Way(max(one.max_rss_mib for one in spent) * _MB, rows / sum(one.wall for one in spent), raw_rate)


def _raw_rates(database: Path, limit: Path, folder: Path, rows: int) -> tuple[float, float]:
    """Return rows a second of CSV into an empty copy of the tables by executemany, and of SELECT into CSV."""
    source, target = sqlite3.connect(database), raw.connect(limit)
    seconds = [0.0, 0.0]
    for kind in _KINDS:
        file = folder / f"{kind}-tuples.csv"
        with file.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows(source.execute(f'SELECT * FROM "{kind}"'))
        names = raw.columns(target, kind)
        for place, work in enumerate(_raw_work(target, kind, file, names)):
            seconds[place] += measure(None, work).wall * _count(source, kind)
        file.unlink()
    source.close()
    target.close()
    return rows / seconds[0], rows / seconds[1]


def _raw_work(target: sqlite3.Connection, kind: str, file: Path, names: Sequence[str]) -> Iterator[Callable[[], int]]:
    yield lambda: raw.load_csv(target, kind, file, _CALL)
    yield lambda: raw.export(target, kind, names, file, _PAGE)


def _count(connection: sqlite3.Connection, kind: str) -> int:
    (rows,) = connection.execute(f'SELECT count(*) FROM "{kind}"').fetchone()
    return int(rows)


def _verdict(found: Sequence[Measured]) -> int:
    first, last = found[0], found[-1]
    loader = max(last.importing.megabytes, last.exporting.megabytes)
    met = {
        f"loader below {_LOADER_LIMIT} MB: {loader:.0f}": loader < _LOADER_LIMIT,
        f"server below {_SERVER_LIMIT} MB: {last.server:.0f}": last.server < _SERVER_LIMIT,
    }
    if first.rows != last.rows:
        grown = max(last.importing.megabytes / first.importing.megabytes, last.exporting.megabytes / first.exporting.megabytes)
        met[f"loader grows below {_FLAT} times from {first.rows:,} rows: {grown:.2f}"] = grown < _FLAT
    for words, is_met in met.items():
        print(f"{'met   ' if is_met else 'MISSED'}  {words}")
    passed = all(met.values())
    print(
        f"memory {'passed' if passed else 'FAILED'}: {last.rows:,} rows in and out with {loader:.0f} MB, at "
        f"{last.importing.rate:,.0f} and {last.exporting.rate:,.0f} rows/s "
        f"({last.importing.rate / last.importing.raw_rate:.2f} and {last.exporting.rate / last.exporting.raw_rate:.2f} of raw)"
    )
    return 0 if passed else 1
