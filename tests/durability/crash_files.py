"""The files of the stories: rows of every outcome, the same for the same seed, some of them over several lines."""

from __future__ import annotations

import csv
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Cells = tuple[object, ...]
PEOPLE = ("Id", "Name / First Name", "Emails / Primary Email", "Job Title", "Company / Domain Name / Link URL")
COMPANIES = ("Name", "Domain Name / Link URL", "Employees")
ROCKETS = ("Id", "Name", "Crew", "Parent / Id", "Maker / Domain Name / Link URL")
ADMIRERS = ("Name", "Domain Name / Link URL", "idolId")


@dataclass(frozen=True, slots=True)
class CrashFiles:
    """What is stored before an import, each file with its object, and what is imported, as the command line names it."""

    stored: tuple[tuple[str, Path], ...]
    imported: tuple[str, ...]


Writer = Callable[[Path, int, int], CrashFiles]
"""From a folder, a number of rows and a seed to the files."""


def mixed_files(folder: Path, rows: int, seed: int) -> CrashFiles:
    """Write companies and people that are new, known, changed, deleted, repeated or wrong."""
    chance = random.Random(seed)
    companies, known = rows // 4, rows // 10
    stored = (
        ("company", _write(folder / "stored-company.csv", COMPANIES, _stored_companies(companies // 10))),
        ("person", _write(folder / "stored-person.csv", (*PEOPLE[:4], "deletedAt"), _stored_people(known))),
    )
    files = (
        ("company", _write(folder / "company.csv", COMPANIES, _companies(chance, companies))),
        ("person", _write(folder / "person.csv", PEOPLE, _people(chance, rows - companies, known, companies))),
    )
    return CrashFiles(stored, tuple(f"{name}={path}" for name, path in files))


def orphan_files(folder: Path, rows: int, seed: int) -> CrashFiles:
    """Write people whose companies do not exist, most of them several times, each row with other cells of the person."""
    chance = random.Random(seed)
    persons = max(rows // 3, 1)

    def cells() -> Iterator[Cells]:
        for number in range(rows):
            person = chance.randrange(persons)
            company = f"orphan{chance.randrange(persons // 2 + 1)}.example" if chance.random() < 0.7 else ""
            title = f"job {number}" if chance.random() < 0.5 else ""
            yield "", f"P{number}" if not title else "", f"p{person}@orphans.example", title, company

    return CrashFiles((), (f"person={_write(folder / 'person.csv', PEOPLE, cells())}",))


def waiting_files(folder: Path, rows: int, seed: int) -> CrashFiles:
    """Write people with ids, some of them twice, who wait for companies, and some whose address another person has."""
    chance = random.Random(seed)
    known = rows // 10
    stored = (("person", _write(folder / "stored-person.csv", PEOPLE[:4], _taken(known))),)

    def cells() -> Iterator[Cells]:
        for number in range(rows):
            person = chance.randrange(rows)
            kind = chance.random()
            company = f"late{chance.randrange(LATE)}.example" if kind < 0.3 else "never.example" if kind < 0.35 else ""
            if kind > 0.97:
                yield record_id("person", number % known), "Taken", f"taken{(number + 1) % known}@crash.example", "", ""
            else:
                yield record_id("row", person), f"P{number}", f"w{person}@crash.example", f"job {number}", company

    return CrashFiles(stored, (f"person={_write(folder / 'person.csv', PEOPLE, cells())}",))


def knotted_files(folder: Path, rows: int, seed: int) -> CrashFiles:
    """Write rockets that are parts of rockets further up or down, or of nothing, and companies and rockets in a cycle."""
    chance = random.Random(seed)
    companies = rows // 4

    def rocket() -> str:
        return record_id("rocket", chance.randrange(rows + rows // 50))

    def rockets() -> Iterator[Cells]:
        for number in range(rows - companies):
            crew = "many" if number % 97 == 5 else number
            maker = f"maker{chance.randrange(companies)}.example" if chance.random() < 0.5 else ""
            yield record_id("rocket", number), f"R{number}", crew, rocket() if chance.random() < 0.6 else "", maker

    def makers() -> Iterator[Cells]:
        for number in range(companies):
            yield f"C{number}", f"maker{number}.example", rocket() if chance.random() < 0.6 else ""

    files = (
        ("rocket", _write(folder / "rocket.csv", ROCKETS, rockets())),
        ("company", _write(folder / "company.csv", ADMIRERS, makers())),
    )
    return CrashFiles((), tuple(f"{name}={path}" for name, path in files))


LATE = 40
"""Companies that are not there when people who name them are read, and come during the import."""


def record_id(kind: str, number: int) -> str:
    """Return the id of a record that brings one."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {number}"))


def _stored_companies(count: int) -> Iterator[Cells]:
    for number in range(count):
        yield f"Stored {number}", f"stored{number}.example", number


def _stored_people(count: int) -> Iterator[Cells]:
    for number in range(count):
        deleted = "2024-05-01T00:00:00.000Z" if number % 3 == 0 else ""
        yield record_id("person", number), f"S{number}", f"stored{number}@crash.example", f"stored {number}", deleted


def _taken(count: int) -> Iterator[Cells]:
    for number in range(count):
        yield record_id("person", number), f"S{number}", f"taken{number}@crash.example", f"stored {number}"


def _companies(chance: random.Random, count: int) -> Iterator[Cells]:
    known = iter(range(count // 10))
    for number in range(count):
        kind = chance.random()
        if kind < 0.08:
            yield f"Renamed {number}", f"stored{next(known, 0)}.example", number
        else:
            domain = "" if kind < 0.3 else f"c{number}.example"
            yield _text(chance, f"C{number}"), domain, "many" if kind > 0.98 else number


def _people(chance: random.Random, count: int, known: int, companies: int) -> Iterator[Cells]:
    stored = iter(chance.sample(range(known), known))
    for number in range(count):
        email, title = f"p{number}@crash.example", _text(chance, f"job {number}")
        company = f"stored{chance.randrange(companies // 10)}.example" if chance.random() < 0.8 else ""
        kind = chance.random()
        if kind < 0.12 and (one := next(stored, None)) is not None:
            yield "", f"S{one}", f"stored{one}@crash.example", f"stored {one}" if one % 4 == 1 else title, ""
        elif kind < 0.35:
            yield "", f"P{number}", "", title, company
        else:
            yield _wrong(chance, number, known) or ("", f"P{number}", email, title, company)


def _wrong(chance: random.Random, number: int, known: int) -> Cells | None:
    """Return a row that cannot go in, now and then."""
    first, email, title = f"P{number}", f"p{number}@crash.example", f"job {number}"
    wrong: tuple[Cells, ...] = (
        ("", first, f"p{number}@", title, ""),
        ("", first, email, title, "nowhere.example"),
        ("", first, f"p{chance.randrange(number + 1)}@crash.example", title, ""),
        ("no id", first, email, title, ""),
        (record_id("person", number % known), first, f"stored{(number + 1) % known}@crash.example", title, ""),
    )
    return chance.choice(wrong) if chance.random() < 0.1 else None


def _text(chance: random.Random, text: str) -> str:
    return f"{text}\nand a second line" if chance.random() < 0.05 else text


def _write(path: Path, headings: Cells, rows: Iterator[Cells]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        for number, row in enumerate(rows):
            writer.writerow(row)
            if number % 500 == 499:
                writer.writerow(())
    return path
