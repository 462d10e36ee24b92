"""An import of files with planted faults: every fault told where it is, everything else in, and the rest in once corrected."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.durability.planted import COMPANIES, DEALS, PEOPLE, Expected, Sheet, company, plant, taken_email, taken_id
from tests.io.running_server import RunningServer

_REASONS = ("_row", "_line", "_column", "_code")
_OF_PEOPLE = 0.6
Told = tuple[int, int, str, str]
"""Row, line, column and code."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What became of the rows and faults of all files, counted."""

    rows: int
    faults: Counter[str]
    """The planted ones, by kind."""
    missed: int
    """Faults that were not told, or not with their row, line, column and code."""
    invented: int
    """Rejected rows without a fault."""
    stored: int
    """Rows that were in before anything was corrected."""
    rejected_again: int
    """Rows that were rejected although they were corrected."""
    stored_at_last: int
    details: tuple[str, ...]
    """The first of what is not as it should be."""

    @property
    def passed(self) -> bool:
        """Whether every fault was told and every row is in, once."""
        sound = self.rows - self.faults.total()
        wrong = (self.missed, self.invented, self.rejected_again)
        return (sound, self.rows, not any(wrong)) == (self.stored, self.stored_at_last, True)

    def __str__(self) -> str:
        told = self.faults.total() - self.missed
        return (
            f"{told:,} of {self.faults.total():,} faults of {len(self.faults)} kinds told with row, line, column and code, "
            f"{self.invented} invented; {self.stored:,} of {self.rows:,} rows stored, {self.stored_at_last:,} once corrected, "
            f"{self.rejected_again} rejected again"
        )


def run_faults(server: RunningServer, folder: Path, rows: int, faults: int, seed: int) -> Findings:
    """Plant faults, import, check what is told, correct the rejects, and import them."""
    chance = random.Random(seed)
    _store_companies(server, folder)
    people, theirs = int(rows * _OF_PEOPLE), int(faults * _OF_PEOPLE)
    shares = ((PEOPLE, people, theirs), (DEALS, rows - people, faults - theirs))
    found = [_import(server, folder, sheet, number, wrong, chance) for sheet, number, wrong in shares]
    return Findings(
        sum(one.rows for one in found),
        sum((one.faults for one in found), start=Counter()),
        sum(one.missed for one in found),
        sum(one.invented for one in found),
        sum(one.stored for one in found),
        sum(one.rejected_again for one in found),
        sum(one.stored_at_last for one in found),
        tuple(detail for one in found for detail in one.details)[:10],
    )


def _import(server: RunningServer, folder: Path, sheet: Sheet, rows: int, faults: int, chance: random.Random) -> Findings:
    file = folder / f"{sheet.object_name}.csv"
    expected = plant(file, sheet, rows, faults, chance)
    _store_taken(server, folder, expected)
    done = server.ferry("import", sheet.object_name, file, "--yes", "--quiet")
    assert 1 == done.returncode, done.stdout + done.stderr
    rejects = file.with_name(f"{file.name}.rejects.csv")
    wanted = {(one.row, one.line, one.column, one.code) for one in expected}
    told = list(_told(rejects))
    stored = _stored(server, sheet)
    corrected = _correct(rejects, expected)
    again = server.ferry("import", sheet.object_name, corrected, "--yes", "--quiet")
    second = corrected.with_name(f"{corrected.name}.rejects.csv")
    rejected_again = list(_told(second)) if second.exists() else []
    assert again.returncode in (0, 1), again.stdout + again.stderr
    return Findings(
        rows,
        Counter(one.fault for one in expected),
        len(wanted.difference(told)),
        len(told) - len(wanted.intersection(told)),
        stored,
        len(rejected_again),
        _stored(server, sheet),
        tuple(map(str, [*wanted.symmetric_difference(told), *rejected_again][:10])),
    )


def _store_companies(server: RunningServer, folder: Path) -> None:
    cells = [("Name", "Domain Name / Link URL"), *((f"C{number}", company(number)) for number in range(COMPANIES))]
    server.load("company", _write(folder / "companies.csv", cells))


def _store_taken(server: RunningServer, folder: Path, expected: Iterable[Expected]) -> None:
    """Store the two people that each row with two matches means."""
    numbers = [one.row for one in expected if one.code == "MULTI_MATCH"]
    if numbers:
        ids = [(taken_id(number), f"first{number}@faults.example", "taken") for number in numbers]
        emails = [("", taken_email(number), "taken") for number in numbers]
        server.load("person", _write(folder / "taken.csv", [(*PEOPLE.headings[:2], PEOPLE.headings[4]), *ids, *emails]))


def _told(rejects: Path) -> Iterable[Told]:
    with rejects.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            number, line, column, code = (row[name] for name in _REASONS)
            yield int(number), int(line), column, code


def _correct(rejects: Path, expected: Sequence[Expected]) -> Path:
    """Write the rejects file with the cells as they should be, and everything else as it stands."""
    sound = {one.row: one.sound for one in expected}
    corrected = rejects.with_name(rejects.name.replace(".csv.rejects", ".corrected"))
    with rejects.open(newline="", encoding="utf-8") as stream:
        headings, *rows = csv.reader(stream)
    number = headings.index("_row")
    mended = [[*cells, *[""] * (number - len(cells)), *row[number:]] for row in rows if (cells := sound.get(int(row[number])))]
    return _write(corrected, [headings, *mended])


def _stored(server: RunningServer, sheet: Sheet) -> int:
    """Return how many rows are stored, each told by its own text, those that are stored twice not at all."""
    field = {"person": "jobTitle", "opportunity": "name"}[sheet.object_name]
    file = server.folder / "stored.csv"
    done = server.ferry("export", sheet.object_name, "-o", file, "--columns", field, "--quiet")
    assert 0 == done.returncode, done.stderr
    with file.open(newline="", encoding="utf-8") as stream:
        rows = Counter(row[1].partition("\n")[0] for row in list(csv.reader(stream))[1:])
    return sum(count == 1 for text, count in rows.items() if text != "taken")


def _write(path: Path, rows: Iterable[Iterable[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path
