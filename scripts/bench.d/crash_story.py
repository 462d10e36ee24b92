"""The story of `scripts/crash-test`: one import undisturbed, one whose server is killed again and again, and one verdict."""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import raw
from csv_files import write_csv
from processes import CommandFailed, command_log, create_key, spawn, start_ferry
from transfers import access, ferry
from workloads import Sizes

_KIND = "company"
_OWN = ("createdAt", "updatedAt", "position", "ferry_version", "ferry_row")
"""What two runs of the same import need not share; of the position, only the order it gives counts."""
_UNREACHABLE = 5
_LOADER_TOO = 0.3


@dataclass(frozen=True, slots=True)
class Table:
    """What the table holds at the end."""

    rows: int
    doubles: int
    checksum: str
    in_file_order: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What happened during the disturbed import."""

    stored: tuple[int, ...]
    """How many rows were stored after each kill of the server."""
    loader_kills: int
    commands: int

    def __str__(self) -> str:
        shares = ", ".join(f"{rows:,}" for rows in self.stored)
        return (
            f"{len(self.stored)} kills after {shares} rows, the loader's too in {self.loader_kills}, {self.commands} commands"
        )


def main(arguments: Sequence[str]) -> int:
    """Run both imports and compare their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(f"{given.rows:,} companies, up to {given.kills} kills, seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="ferry-crash-") as name:
        folder = Path(name)
        file = folder / "company.csv"
        _write(file, Sizes(given.rows, 0, given.seed))
        expected, seconds = _undisturbed(folder, file)
        happened, actual = _disturbed(folder, file, given.rows, random.Random(given.seed), given.kills)
    print(f"undisturbed in {seconds:.1f} s: {expected}")
    print(f"disturbed by {happened}: {actual}")
    halfway = any(0 < rows < given.rows for rows in happened.stored)
    passed = expected == actual == Table(given.rows, 0, expected.checksum, in_file_order=True, sound=True) and halfway
    print("crash test passed: both tables are equal" if passed else "crash test FAILED")
    return 0 if passed else 1


def _write(file: Path, sizes: Sizes) -> None:
    """Write the companies, every third without a domain name: only its id can keep such a row from being stored twice."""
    whole = file.with_name("whole.csv")
    write_csv(_KIND, whole, sizes)
    with whole.open(newline="", encoding="utf-8") as source, file.open("w", newline="", encoding="utf-8") as target:
        rows, writer = csv.reader(source), csv.writer(target, lineterminator="\n")
        headings = next(rows)
        domain = [place for place, heading in enumerate(headings) if heading.startswith("Domain Name")]
        writer.writerow(headings)
        for number, row in enumerate(rows):
            writer.writerow(["" if number % 3 == 0 and place in domain else cell for place, cell in enumerate(row)])


def _undisturbed(folder: Path, file: Path) -> tuple[Table, float]:
    database = _home(folder, "undisturbed") / "ferry.sqlite"
    server = start_ferry(database, create_key(database))
    try:
        seconds = ferry(server, database.parent, "import", _KIND, str(file), "--yes").wall
    finally:
        server.stop()
    return _table(database), seconds


def _disturbed(folder: Path, file: Path, rows: int, rng: random.Random, kills: int) -> tuple[Disturbance, Table]:
    """Run the import with the same command until it is done, killing the server, and now and then the loader, on the way."""
    database = _home(folder, "disturbed") / "ferry.sqlite"
    server = start_ferry(database, create_key(database))
    moments = sorted(rng.sample(range(rows), kills))
    stored: list[int] = []
    loader_kills = 0
    try:
        for attempt in count(1):
            loader = spawn(["loaders", "import", _KIND, str(file), "--yes"], access(server), database.parent)
            while len(stored) < kills and _reaches(moments[len(stored)], loader, database, rng):
                server.kill()
                if rng.random() < _LOADER_TOO:
                    loader.kill()
                    loader_kills += 1
                server = start_ferry(database, server.key, server.port)
                stored.append(_stored(database))
            code = loader.wait()
            if code == 0:
                break
            if code not in (_UNREACHABLE, -signal.SIGKILL) or attempt > kills + 1:
                raise CommandFailed(f"ferry import ended with {code}:\n{command_log(database.parent)}")
    finally:
        server.stop()
    return Disturbance(tuple(stored), loader_kills, attempt), _table(database)


def _reaches(rows: int, loader: subprocess.Popen[bytes], database: Path, rng: random.Random) -> bool:
    """Wait until so many rows are stored and a random moment longer; return whether the loader still runs."""
    while loader.poll() is None:
        time.sleep(rng.uniform(0, 0.03))
        if _stored(database) >= rows:
            return loader.poll() is None
    return False


def _stored(database: Path) -> int:
    """Return how many rows are stored, by the highest row number, which costs nothing to read."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    (rows,) = connection.execute(f'SELECT MAX(rowid) FROM "{_KIND}"').fetchone()
    connection.close()
    return int(rows or 0)


def _home(folder: Path, name: str) -> Path:
    home = folder / name
    home.mkdir()
    return home


def _table(database: Path) -> Table:
    """Return what the table holds; a name ends with the number of its row in the file."""
    connection = sqlite3.connect(database)
    names = [name for name in raw.columns(connection, _KIND) if name not in _OWN]
    listed = ", ".join(f'"{name}"' for name in names)
    checksum, rows = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT {listed} FROM "{_KIND}" ORDER BY name'):
        checksum.update(repr(row).encode())
        rows += 1
    (distinct,) = connection.execute(f'SELECT COUNT(DISTINCT name) FROM "{_KIND}"').fetchone()
    placed = connection.execute(f'SELECT name FROM "{_KIND}" ORDER BY position').fetchall()
    numbers = [int(name.rpartition(" ")[2]) for (name,) in placed]
    sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return Table(rows, rows - distinct, checksum.hexdigest()[:16], numbers == sorted(numbers), sound)
