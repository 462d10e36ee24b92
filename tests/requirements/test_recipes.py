"""The recipes of loaders/README.md do what they say, on real servers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.requirements.door import read_rows
from tests.requirements.kitchen import Kitchen, empty, load
from tests.requirements.recipe_book import blocks, section

_ON_EMPTY = frozenset(
    (
        *("Load one file", "Plan, edit the mapping, import", "Load several files in order", "Mend rejected rows"),
        *("Prove an import, or take it back", "Come from another product"),
    )
)
SPECIAL = {block.section for block in blocks() if not block.is_ordinary}
ORDINARY = sorted({block.section for block in blocks()} - SPECIAL)


def _contacts(kitchen: Kitchen) -> None:
    headings = ("Given name", "Surname", "Mail", "Mobile", "Employer", "Remarks", "Status")
    rows = [(f"Given{n}", "Example", f"c{n}@example.com", "06 39 98 01 02", "Northwind", "x", "new") for n in (1, 2)]
    kitchen.rows("contacts.csv", headings, *rows, ("Old", "Example", "c3@example.com", "", "", "", "deleted"))


def _hubspot(kitchen: Kitchen) -> None:
    rows = [(f"{n}", f"First{n}", "Last", f"h{n}@example.com", "+33 6 39 98 01 02") for n in (1, 2)]
    kitchen.rows("contacts-hubspot.csv", ("Record ID", "First Name", "Last Name", "Email", "Phone Number"), *rows)


def _faulty(kitchen: Kitchen) -> None:
    rows = [("a@example.com", ""), ("b@", ""), ("c@example.com", "https://nowhere.example")]
    kitchen.rows("faulty.csv", ("Emails / Primary Email", "Company / Domain Name / Link URL"), *rows)


def _correct(kitchen: Kitchen) -> None:
    file = kitchen.folder / "faulty.csv.rejects.csv"
    file.write_text(file.read_text().replace("b@,", "b@example.com,").replace("https://nowhere.example,", ",", 1))


def _thousand(kitchen: Kitchen) -> None:
    empty(kitchen.door)
    rows = [(f"p{n}@example.com", f"Job {n}") for n in range(1000)]
    load(kitchen.door, kitchen.rows("people.csv", ("Emails / Primary Email", "Job Title"), *rows))


def _edit(kitchen: Kitchen) -> None:
    book = openpyxl.load_workbook(kitchen.folder / "people.xlsx")
    assert book.active is not None
    for row in range(2, 12):
        book.active.cell(row, 4, f"Job {row}, changed")
    book.save(kitchen.folder / "people.xlsx")


def _other_ids(kitchen: Kitchen) -> None:
    empty(kitchen.other)
    load(kitchen.other, kitchen.folder / "data" / "companies.csv", options=("--fresh-ids",))


_BEFORE: dict[tuple[str, int], Callable[[Kitchen], None]] = {
    ("Plan, edit the mapping, import", 0): _contacts,
    ("Come from another product", 0): _hubspot,
    ("Mend rejected rows", 0): _faulty,
    ("Mend rejected rows", 1): _correct,
    ("Compare two backups", 0): Kitchen.promote_one,
    ("Change many records in a spreadsheet", 0): _thousand,
    ("Change many records in a spreadsheet", 1): _edit,
    ("Move to another server", 1): _other_ids,
}
"""What has to be there before a block of a section, or what a person does by hand between two of them."""


@pytest.mark.parametrize("name", ORDINARY)
def test_r27_a_recipe_does_what_it_says(kitchen: Kitchen, name: str) -> None:
    """Every command of the section ends as it is said to, and says what is shown."""
    if name not in _ON_EMPTY:
        kitchen.fill("companies", "people", "opportunities")
    for number, block in enumerate(section(name)):
        if prepare := _BEFORE.get((name, number)):
            prepare(kitchen)
        kitchen.cook(block)


def test_r27_every_recipe_is_run() -> None:
    """A section with blocks that are run in a way of their own has a test of its own."""
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))

    assert SPECIAL
    assert [] == [name for name in sorted(SPECIAL) if f'section("{name}")' not in tests]


def test_r27_a_profile_stands_for_the_environment(kitchen: Kitchen) -> None:
    """The first steps: two variables, or a profile."""
    setting, doctor, profile = section("Begin")
    kitchen.cook(doctor, profile, **kitchen.variables())

    assert ["FERRY_URL", "FERRY_API_KEY"] == re.findall(r"(FERRY_\w+)=", setting.text)


def hidden(kitchen: Kitchen, name: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the people of the sample and those of an anonymised file."""
    return read_rows(kitchen.folder / "data" / "people.csv"), read_rows(kitchen.folder / name)


def test_r27_an_anonymised_copy_fits_together(kitchen: Kitchen) -> None:
    """The copy loads with its links, into another server, and no address of the sample is in it."""
    secret, copy = section("Make an anonymised copy")
    kitchen.fill("companies", "people")
    made = kitchen.shell(f'{secret.text}printf %s "$FERRY_ANONYMISE_KEY"', {})
    kitchen.cook(copy, FERRY_ANONYMISE_KEY=made.stdout)
    sample, copied = hidden(kitchen, "copy/people.csv")
    linked = kitchen.other.ask("{ people(filter: {companyId: {is: NOT_NULL}}) { totalCount } }")["people"]["totalCount"]

    assert 0o600 == (kitchen.folder / "pseudonyms.key").stat().st_mode & 0o777
    assert not {row["Emails / Primary Email"] for row in sample} & {row["Emails / Primary Email"] for row in copied}
    assert sum(row["Company / Domain Name / Link URL"] != "" for row in sample) == linked


def test_r27_pseudonyms_are_chosen_field_by_field(kitchen: Kitchen) -> None:
    """The file of the reference keeps job titles and hides names."""
    (block,) = section("Pseudonyms")
    kitchen.fill("companies", "people")
    kitchen.write("pseudonyms.key", "a secret of the tests").chmod(0o600)
    kitchen.write("pseudonyms.yaml", block.text)
    kitchen.cook(replace(block, language="console", text="$ ferry export people --anonymise pseudonyms.yaml -o hidden.csv"))
    sample, found = hidden(kitchen, "hidden.csv")

    assert sorted(row["Job Title"] for row in sample) == sorted(row["Job Title"] for row in found)
    assert not {row["Name / Last Name"] for row in sample} & {row["Name / Last Name"] for row in found}
