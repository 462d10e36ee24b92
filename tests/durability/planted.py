"""Files with planted faults: sound rows of people and opportunities, and among them rows of which each has one thing wrong."""

from __future__ import annotations

import csv
import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Cells = tuple[str, ...]
Change = Callable[[int], str]
"""From the number of a row to what stands in a cell of it instead."""

COMPANIES = 100
BLANK_EVERY = 97
MULTILINE = 0.04
EARLY = 200
"""Rows that are looked at before a column is judged; faults stand among them too."""
_EARLY_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of mistake: the code and the column it is told with, and the cells that make it."""

    name: str
    code: str
    column: str
    cells: Mapping[int, Change]
    surplus: bool = False
    """Whether the row has a cell more than there are headings."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the rejects file has to say of one row, and how the row is right."""

    fault: str
    row: int
    line: int
    column: str
    code: str
    sound: Cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """An object, its headings, how row number n looks when it is right, and which of its cells may have two lines."""

    object_name: str
    headings: Cells
    row: Callable[[int], Cells]
    text: int
    faults: tuple[Fault, ...]


def _always(text: str) -> Change:
    return lambda _row: text


def _person(number: int) -> Cells:
    return "", f"p{number}@faults.example", "+14155552671", f"linkedin.com/in/p{number}", f"job {number}", company(number)


def _deal(number: int) -> Cells:
    return f"deal {number}", f"{number}.5", "EUR", "2024-12-31", "PROPOSAL", company(number)


def company(number: int) -> str:
    """Return the domain of the company a row belongs to."""
    return f"c{number % COMPANIES}.example"


def taken_id(row: int) -> str:
    """Return the id of a stored person that only the row of this number names."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"taken {row}"))


def taken_email(row: int) -> str:
    """Return the address of another stored person that only the row of this number names."""
    return f"taken{row}@faults.example"


_RELATION = "Company / Domain Name / Link URL"
PEOPLE = Sheet(
    "person",
    ("Id", "Emails / Primary Email", "Phones / Primary Phone Number", "Linkedin / Link URL", "Job Title", _RELATION),
    _person,
    4,
    (
        Fault("e-mail", "EMAIL_INVALID", "Emails / Primary Email", {1: lambda row: f"p{row}@"}),
        Fault("URL", "URL_INVALID", "Linkedin / Link URL", {3: _always("acme corp")}),
        Fault("phone", "PHONE_INVALID", "Phones / Primary Phone Number", {2: _always("+999123")}),
        Fault("uuid", "UUID_INVALID", "Id", {0: _always("not-an-id")}),
        Fault("duplicate in file", "DUP_IN_FILE", "Emails / Primary Email", {1: _always("p1@faults.example")}),
        Fault("two matches in the base", "MULTI_MATCH", "", {0: taken_id, 1: taken_email}),
        Fault("relation missing", "REL_NOT_FOUND", _RELATION, {5: lambda row: f"nowhere{row}.example"}),
        Fault("ragged row", "RAGGED_ROW", "", {}, surplus=True),
    ),
)
DEALS = Sheet(
    "opportunity",
    ("Name", "Amount / Amount", "Amount / Currency", "Close date", "Stage", _RELATION),
    _deal,
    0,
    (
        Fault("required", "REQUIRED", "Stage", {4: _always("\\N")}),
        Fault("number", "NUMBER_INVALID", "Amount / Amount", {1: lambda row: f"{row},5o"}),
        Fault("number range", "NUMBER_PRECISION", "Amount / Amount", {1: _always("1.0000001")}),
        Fault("date", "DATETIME_INVALID", "Close date", {3: _always("2024-02-30")}),
        Fault("date written otherwise", "DATETIME_INVALID", "Close date", {3: _always("31/12/2024")}),
        Fault("option", "OPTION_UNKNOWN", "Stage", {4: _always("Propsal")}),
        Fault("currency", "CURRENCY_INVALID", "Amount / Currency", {2: _always("ZZZ")}),
        Fault("ragged row", "RAGGED_ROW", "", {}, surplus=True),
    ),
)


def plant(path: Path, sheet: Sheet, rows: int, faults: int, chance: random.Random) -> list[Expected]:
    """Write a file with so many rows and so many faults anywhere among them, and return what is to be told of it."""
    planted = dict(zip(_places(rows, faults, chance), _kinds(sheet.faults, chance), strict=False))
    expected: list[Expected] = []
    with path.open("w", newline="", encoding="utf-8") as stream:
        lines = _Lines(stream)
        lines.write(sheet.headings)
        for number in range(1, rows + 1):
            sound = _sound(sheet, number, chance)
            fault = planted.get(number)
            line = lines.write(sound if fault is None else _spoilt(sound, fault, number))
            if fault is not None:
                expected.append(Expected(fault.name, number, line, fault.column, fault.code, sound))
            if number % BLANK_EVERY == 0:
                lines.write(())
    return expected


def _places(rows: int, faults: int, chance: random.Random) -> list[int]:
    """Return the rows that get a fault, some of them among the first; the first row stays sound, for others repeat it."""
    early = chance.sample(range(2, min(EARLY, rows) + 1), int(faults * _EARLY_SHARE) + 1)
    others = (row for row in chance.sample(range(2, rows + 1), min(2 * faults, rows - 1)) if row not in early)
    return sorted([*early, *others][:faults])


def _kinds(faults: Sequence[Fault], chance: random.Random) -> Iterator[Fault]:
    """Yield every kind equally often, in an order of chance."""
    while True:
        yield from chance.sample(faults, len(faults))


def _sound(sheet: Sheet, number: int, chance: random.Random) -> Cells:
    cells = list(sheet.row(number))
    if chance.random() < MULTILINE:
        cells[sheet.text] += '\nsecond line, "quoted"\nthird line'
    return tuple(cells)


def _spoilt(sound: Cells, fault: Fault, number: int) -> Cells:
    cells = tuple(fault.cells[place](number) if place in fault.cells else cell for place, cell in enumerate(sound))
    return (*cells, "surplus") if fault.surplus else cells


class _Lines:
    """Writes records and knows the physical line each begins on."""

    def __init__(self, stream: IO[str]) -> None:
        self._writer = csv.writer(stream)
        self._next = 1

    def write(self, cells: Cells) -> int:
        """Write one record and return its first line."""
        self._writer.writerow(cells)
        first = self._next
        self._next += 1 + sum(cell.count("\n") for cell in cells)
        return first
