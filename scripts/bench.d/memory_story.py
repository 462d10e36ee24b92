"""The story of `scripts/memory`: for each number of rows a fresh server, imports, exports, and the most memory they held."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csv_files import write_csv
from processes import create_key, start_ferry
from report import machine
from transfers import ferry
from workloads import Sizes

_SERVER_LIMIT_MIB = 150
_FLAT = 1.25


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory the processes of one run held, in MiB."""

    rows: int
    importing: float
    exporting: float
    server: float


def main(arguments: Sequence[str]) -> int:
    """Measure every number of rows, print a line for each, and say whether memory stays flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="1000000", help="numbers of rows, as 100000,1000000; a third of them companies")
    given = parser.parse_args(arguments)
    print(machine())
    print(f"{'rows':>12}  {'ferry import':>12}  {'ferry export':>12}  {'server':>12}   (most MiB ever held)")
    found: list[Memory] = []
    for rows in (int(number) for number in given.rows.split(",")):
        found.append(_measured(rows))
        last = found[-1]
        print(f"{rows:>12,}  {last.importing:>12.0f}  {last.exporting:>12.0f}  {last.server:>12.0f}", flush=True)
    return _verdict(found)


def _measured(rows: int) -> Memory:
    sizes = Sizes(rows // 3, rows - rows // 3, 1)
    with tempfile.TemporaryDirectory(prefix="ferry-memory-") as name:
        folder = Path(name)
        database = folder / "ferry.sqlite"
        server = start_ferry(database, create_key(database))
        importing, exporting = 0.0, 0.0
        try:
            for kind in ("company", "person"):
                file = folder / f"{kind}.csv"
                write_csv(kind, file, sizes)
                importing = max(importing, ferry(server, folder, "import", kind, str(file), "--yes").max_rss_mib)
                file.unlink()
            for kind in ("company", "person"):
                target = folder / f"{kind}-out.csv"
                exporting = max(exporting, ferry(server, folder, "export", kind, "-o", str(target)).max_rss_mib)
                target.unlink()
            return Memory(rows, importing, exporting, server.max_rss_mib())
        finally:
            server.stop()


def _verdict(found: Sequence[Memory]) -> int:
    first, last = found[0], found[-1]
    flat = True
    if first.rows != last.rows:
        ratios = [last.importing / first.importing, last.exporting / first.exporting, last.server / first.server]
        print(f"{'ratio':>12}  {ratios[0]:>12.2f}  {ratios[1]:>12.2f}  {ratios[2]:>12.2f}")
        flat = max(ratios[:2]) < _FLAT
        print(f"{'met   ' if flat else 'MISSED'}  the loader stays flat: ratios below {_FLAT}")
    small = last.server < _SERVER_LIMIT_MIB
    print(f"{'met   ' if small else 'MISSED'}  server below {_SERVER_LIMIT_MIB} MiB after {last.rows:,} rows")
    return 0 if flat and small else 1
