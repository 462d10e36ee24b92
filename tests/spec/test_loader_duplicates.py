"""A key value belongs to the first row that brings it."""

from __future__ import annotations

from typing import Any

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.keys import keys_of
from schema.standard.person import PERSON
from tests.spec.loader_model import mapping_of


def draft(number: int, email: str | None, **record: Any) -> Draft:
    """Return the draft of a row with an address."""
    return Draft(Row(number, number + 1, []), {"emails": {"primaryEmail": email}, **record})


def codes(*windows: list[Draft]) -> list[list[str]]:
    """Return what each row is rejected for when the windows come one after the other."""
    mapping = mapping_of("person", "Emails / Primary Email", "Id")
    index = DuplicateIndex(keys_of(PERSON, mapping))
    for window in windows:
        index.claim(window)
    index.close()
    return [[error.reason for error in row.errors] for window in windows for row in window]


def test_later_rows_name_the_first() -> None:
    """Repeats are found within a window and across windows; empty values never collide."""
    first = [draft(1, "a@x.io"), draft(2, "b@x.io"), draft(3, "a@x.io"), draft(4, None)]
    second = [draft(5, "b@x.io"), draft(6, None), draft(7, "")]

    assert [[], [], ["repeats row 1"], [], ["repeats row 2"], [], []] == codes(first, second)


def test_ids_are_keys_too() -> None:
    """A row that brings the id of an earlier row is a repeat, and each repeated key is told."""
    same = "3f0c0000-0000-4000-8000-000000000001"

    assert [[], ["repeats row 1", "repeats row 1"]] == codes([draft(1, "a@x.io", id=same), draft(2, "a@x.io", id=same)])
