"""Headings that seem to name a field, and do not."""

from __future__ import annotations

import pytest

from loaders.mapping.headings import match_headings
from tests.spec.loader_model import columns_of

KNOWN = {"person": "Job Title", "company": "Name", "opportunity": "Name", "task": "Title", "note": "Title"}
"""A heading of each object that is beyond doubt, since a file needs one."""


@pytest.mark.parametrize(
    ("object_name", "heading", "cells"),
    [
        ("person", "Company", ("Acme", "Example Works")),
        ("person", "Company Id", ("9001", "9002")),
        ("person", "Account ID", ("0015g00000XyZabAAB",)),
        ("company", "Owner", ("Robin Sample",)),
        ("company", "Account Owner", ("Robin Sample",)),
        ("opportunity", "Owner Id", ("12345",)),
        ("person", "Fax", ("+33499999999",)),
        ("person", "Fax Number", ("+33499999999",)),
        ("person", "Website", ("https://acme.example.com",)),
        ("person", "Record ID", ("101", "102")),
        ("person", "ID", ("101", "102")),
        ("person", "Name", ("Kim Sample",)),
        ("person", "name", ("Kim Sample",)),
        ("person", "Full Name", ("Kim Sample",)),
        ("person", "Contact Name", ("Kim Sample",)),
        ("person", "Title", ("Mr.", "Ms.")),
        ("person", "Birthday", ("1980-05-01",)),
        ("person", "Country", ("France",)),
        ("person", "Email Opt Out", ("true", "false")),
        ("person", "E-mail Type", ("SMTP",)),
        ("person", "Company Website", ("no", "none yet")),
        ("company", "Code", ("A-17",)),
        ("company", "Address", ("1 Example Street, Lyon, France",)),
        ("company", "Employees", ()),
        ("company", "Employee range", ("51-250",)),
        ("company", "Logo URL", ("https://photos.example.com/acme.png",)),
        ("company", "Currency", ("EUR",)),
        ("company", "Foundation date", ("1999-01-01",)),
        ("opportunity", "Created Date", ("2024-03-01",)),
        ("opportunity", "Due Date", ("2024-03-01",)),
        ("opportunity", "Expected Revenue", ("7200",)),
        ("opportunity", "Probability", ("60",)),
        ("opportunity", "Contact", ("Kim Sample",)),
        ("opportunity", "Account Name", ("Acme",)),
        ("task", "Start Date", ("2024-03-01",)),
        ("task", "Created By", ("Robin Sample",)),
        ("note", "Address / undefined", ("x",)),
        ("company", "Address / undefined", ("1 Example Street",)),
    ],
)
@pytest.mark.parametrize("accept_guesses", [False, True])
def test_a_heading_that_only_seems_to_name_a_field_is_left_out(
    object_name: str, heading: str, cells: tuple[str, ...], *, accept_guesses: bool
) -> None:
    """What the cells speak against is not mapped, whether guesses are accepted or not."""
    mapping = match_headings(
        [KNOWN[object_name], heading],
        columns_of(object_name),
        samples={0: ("Sample",), 1: cells},
        accept_guesses=accept_guesses,
    )
    expected = [heading] if heading == "Employees" else []

    assert expected == [mapped.heading for mapped in mapping.columns[1:]]


@pytest.mark.parametrize(
    ("heading", "cells", "reason"),
    [
        ("ID", ("101",), "would be Id, but its cells are no UUIDs"),
        (
            "Company",
            ("Acme",),
            "a name is not unique; to link by it, a mapping file says {to: company, by: name, unique: false}",
        ),
        ("Created Date", ("2024-03-01",), "imported only with --preserve-history"),
        ("Opportunities", ("3",), "related records are imported as opportunity, in a file of their own"),
        ("Opportunities Ids", ("[]",), "related records are imported as opportunity, in a file of their own"),
        ("Emails / undefined", ("x",), "a part of a field that the version which exported it had no name for"),
        ("Shoe size", ("42",), "no such field"),
    ],
)
def test_a_column_that_is_left_out_says_why(heading: str, cells: tuple[str, ...], reason: str) -> None:
    """The reason tells what would have to change for the column to be loaded."""
    obj = "company" if heading.startswith("Opportunities") else "person"
    mapping = match_headings([KNOWN[obj], heading], columns_of(obj), samples={0: ("Sample",), 1: cells})

    assert reason == mapping.left_out[0].reason


def test_an_id_column_is_taken_where_its_cells_are_uuids() -> None:
    """A single UUID among the cells makes the column one of ids; the rest is judged row by row."""
    cells = ("101", "bf071e1f-6035-429d-b874-d83ea64ea13b")
    mapping = match_headings(["Id"], columns_of("person"), samples={0: cells})

    assert ["id"] == [mapped.column.path for mapped in mapping.columns]


def test_a_position_that_is_a_word_is_a_job() -> None:
    """The heading Position is the place in the list if it holds numbers, and the job if it holds words."""
    by_cells = {
        cell: match_headings(["Position"], columns_of("person"), samples={0: (cell,)}).columns[0].column.path
        for cell in ("12.5", "Engineer")
    }

    assert {"12.5": "position", "Engineer": "jobTitle"} == by_cells
