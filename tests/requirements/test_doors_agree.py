"""A file and raw mutations, and a file in every format, make the same records."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from schema.standard import standard_model
from tests.requirements.conftest import MEMBERS
from tests.requirements.door import Door, open_door, read_rows

_COMPANY = (
    "name employees domainName { primaryLinkUrl primaryLinkLabel secondaryLinks } "
    "annualRevenue { amountMicros currencyCode } address { addressStreet1 addressCity addressLat addressCountry }"
)
_PERSON = (
    "name { firstName lastName } emails { primaryEmail additionalEmails } jobTitle company { name } "
    "phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode }"
)
HEADINGS = ("Emails / Primary Email", "Name / First Name", "Job Title", "Phones / Primary Phone Number", "Company / Id")
ROWS = 200
NOWHERE = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve a database with the standard model."""
    with open_door(tmp_path_factory.mktemp("base"), standard_model(), MEMBERS) as opened:
        yield opened


def companies(door: Door, domain: str) -> list[dict[str, Any]]:
    """Return the companies of a domain and their people, without what tells them from others."""
    condition = {"domainName": {"primaryLinkUrl": {"like": f"%.{domain}.example"}}}
    made = door.find("companies", _COMPANY, condition)
    people = door.find("people", _PERSON, {"emails": {"primaryEmail": {"like": f"%@{domain}.example"}}})
    return sorted((json.loads(json.dumps(record).replace(domain, "here")) for record in made + people), key=json.dumps)


def test_r01_raw_mutations_make_the_same_records(base: Door) -> None:
    """Companies and their people: files through the loader, and the same values sent to the API, give equal records."""
    folder = base.new_folder()
    headings = (
        *("Name", "Domain Name / Link URL", "Domain Name / Link Label", "Employees", "Annual Revenue / Amount"),
        *("Annual Revenue / Currency", "Address / Address 1", "Address / City", "Address / Latitude", "Address / Country"),
    )
    rows = [
        (f"Firm {n}", f"https://f{n}.file.example", f"F {n}", n, f"{n}.5", "EUR", "1 High Street", "Łódź", "51.75", "PL")
        for n in range(20)
    ]
    base.file(headings, *rows, name="companies.csv", folder=folder)
    base.file(
        ("Emails / Primary Email", "Name / First Name", "Job Title", "Phones / Primary Phone Number", "Company / Domain Name"),
        *[(f"P{n}@file.example", f"É{n}", "=1+1", f"+4930231250{n:02}", f"F{n}.file.example/") for n in range(20)],
        name="people.csv",
        folder=folder,
    )
    loaded = base.ferry("import", folder, "--yes", "--quiet")
    base.create("companies", *(_raw_company(n) for n in range(20)))
    links = {c["name"]: c["id"] for c in base.find("companies", "id name", _of("api"))}
    base.create("people", *(_raw_person(n, links[f"Firm {n}"]) for n in range(20)))

    assert 0 == loaded.exit_code, loaded.output
    assert 40 == len(companies(base, "api"))
    assert companies(base, "file") == companies(base, "api")


def _of(domain: str) -> dict[str, Any]:
    return {"domainName": {"primaryLinkUrl": {"like": f"%.{domain}.example"}}}


def _raw_company(n: int) -> dict[str, Any]:
    return {
        "name": f"Firm {n}",
        "domainName": {"primaryLinkUrl": f"https://f{n}.api.example", "primaryLinkLabel": f"F {n}"},
        "employees": n,
        "annualRevenue": {"amountMicros": n * 1_000_000 + 500_000, "currencyCode": "EUR"},
        "address": {"addressStreet1": "1 High Street", "addressCity": "Łódź", "addressLat": 51.75, "addressCountry": "PL"},
    }


def _raw_person(n: int, company: str) -> dict[str, Any]:
    return {
        "emails": {"primaryEmail": f"p{n}@api.example"},
        "name": {"firstName": f"É{n}"},
        "jobTitle": "=1+1",
        "phones": {"primaryPhoneNumber": f"+4930231250{n:02}"},
        "companyId": company,
    }


def _faulty(number: int) -> tuple[str, ...]:
    """Return a row, every fiftieth of which has a fault."""
    email, company = f"r{number}@formats.example", ""
    if number % 50 == 7:
        email = "nobody@"
    if number % 50 == 8:
        company = NOWHERE
    return email, f"First {number}", "", f"+4930231{number:05}", company


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows in the format of the suffix."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(list(row))
        book.save(path)
    elif path.suffix == ".xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("People")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell)
        old.save(str(path))
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(dict(zip(rows[0], row, strict=True))) + "\n" for row in rows[1:]))
    else:
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, delimiter="\t" if path.suffix == ".tsv" else ",").writerows(rows)


def test_r06_two_hundred_rows_in_six_formats(base: Door) -> None:
    """CSV, TSV, packed, JSON lines, .xlsx and .xls: the same rejects, and from the second on nothing left to change."""
    folder = base.new_folder()
    rows = [HEADINGS, *(_faulty(number) for number in range(ROWS))]
    for name in ("people.csv", "people.tsv", "people.jsonl", "people.xlsx", "people.xls"):
        _write(folder / name, rows)
    (folder / "people.csv.gz").write_bytes(gzip.compress((folder / "people.csv").read_bytes()))
    names = ("people.csv", "people.csv.gz", "people.tsv", "people.jsonl", "people.xlsx", "people.xls")
    found = [base.load("people", folder / name, "--rejects", str(folder / f"{name}.out.csv")) for name in names]
    rejected = [[(row["_row"], row["_column"], row["_code"]) for row in _rejects(folder / f"{name}.out.csv")] for name in names]

    assert ["192 created, 8 rejected", *5 * ["192 unchanged, 8 rejected"]] == found
    assert 8 == len(rejected[0])
    assert 6 * [rejected[0]] == rejected


def _rejects(path: Path) -> list[dict[str, str]]:
    """Return rejected rows, whatever separates their cells."""
    text = path.read_text(encoding="utf-8")
    return read_rows(path) if "\t" not in text.splitlines()[0] else list(csv.DictReader(text.splitlines(), delimiter="\t"))
