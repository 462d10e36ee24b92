"""Planted faults are found, each with its row, line, column and code, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.io.running_server import RunningServer, counts, read_csv, write_csv

TAKEN = "3f0c0000-0000-4000-8000-000000000501"
OTHER = "3f0c0000-0000-4000-8000-000000000502"

PEOPLE = ("Id", "Emails / Primary Email", "Phones / Primary Phone Number", "Linkedin / Link URL", "Company Id", "Job Title")
PEOPLE_FAULTS = {
    "UUID_INVALID": ("Id", {0: "not-an-id"}),
    "EMAIL_INVALID": ("Emails / Primary Email", {1: "ann@"}),
    "PHONE_SCIENTIFIC": ("Phones / Primary Phone Number", {2: "4.91512E+11"}),
    "PHONE_INVALID": ("Phones / Primary Phone Number", {2: "+999123"}),
    "URL_INVALID": ("Linkedin / Link URL", {3: "acme corp"}),
    "REL_NOT_FOUND": ("Company Id", {4: "c0c0a000-0000-4000-8000-0000000000fe"}),
    "TEXT_INVALID": ("Job Title", {5: "a\0b"}),
    "DUP_IN_FILE": ("Emails / Primary Email", {1: "p0@faults.example"}),
    "MULTI_MATCH": ("", {0: TAKEN, 1: "other@faults.example"}),
}
DEALS = ("Name", "Amount / Amount", "Amount / Currency", "Close date", "Stage")
DEAL_FAULTS = {
    "NUMBER_INVALID": ("Amount / Amount", {1: "12,5o"}),
    "NUMBER_PRECISION": ("Amount / Amount", {1: "1.0000001"}),
    "CURRENCY_INVALID": ("Amount / Currency", {2: "ZZZ"}),
    "DATETIME_INVALID": ("Close date", {3: "31/12/2024"}),
    "DATETIME_NO_ZONE": ("Close date", {3: "2024-12-31T10:00:00"}),
    "OPTION_UNKNOWN": ("Stage", {4: "Propsal"}),
}
EVERY = 37


def planted(
    good: Sequence[tuple[str, ...]], faults: dict[str, tuple[str, dict[int, str]]]
) -> tuple[list[tuple[str, ...]], list[list[str]]]:
    """Return the rows with a fault in every 37th, and what the rejects file must say of them."""
    rows: list[tuple[str, ...]] = list(good)
    expected: list[list[str]] = []
    for number, (code, (column, cells)) in enumerate(faults.items(), 1):
        index = number * EVERY
        rows[index] = tuple(cells.get(position, cell) for position, cell in enumerate(rows[index]))
        expected.append([*rows[index], str(index + 1), str(index + 2), column, code])
    return rows, expected


def found_in(rejects: Path) -> list[list[str]]:
    """Return the cells of the rejects with their row, line, column and code."""
    heading, *rows = read_csv(rejects)
    kind = heading.index("_kind")
    return [[*row[:kind], row[kind + 1]] for row in rows]


def test_every_planted_fault_of_people_is_named(server: RunningServer, tmp_path: Path) -> None:
    """Nine kinds of faults among people are rejected by loader and server alike; all other rows go in."""
    known = [(TAKEN, "taken@faults.example"), (OTHER, "other@faults.example")]
    server.load("people", write_csv(tmp_path / "known.csv", PEOPLE[:2], *known))
    good = [("", f"p{n}@faults.example", "+14155552671", f"linkedin.com/in/p{n}", "", "Boss") for n in range(500)]
    rows, expected = planted(good, PEOPLE_FAULTS)
    done = server.ferry("import", "people", write_csv(tmp_path / "people.csv", PEOPLE, *rows), "--yes")

    assert "491 created, 9 rejected" == counts(done)
    assert expected == found_in(tmp_path / "people.csv.rejects.csv")


def test_every_planted_fault_of_opportunities_is_named(server: RunningServer, tmp_path: Path) -> None:
    """Six kinds of faults in amounts, dates and options are rejected; all other rows go in."""
    good = [(f"Deal {n}", "1234.5", "EUR", "2024-12-31", "PROPOSAL") for n in range(300)]
    rows, expected = planted(good, DEAL_FAULTS)
    done = server.ferry("import", "opportunities", write_csv(tmp_path / "deals.csv", DEALS, *rows), "--yes")

    assert "294 created, 6 rejected" == counts(done)
    assert expected == found_in(tmp_path / "deals.csv.rejects.csv")
