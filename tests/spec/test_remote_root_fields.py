"""A document costs as many tokens as it has root fields."""

from __future__ import annotations

import pytest

from loaders.remote.documents import find_many
from loaders.remote.mutations import upsert_many
from loaders.remote.root_fields import count_root_fields
from schema.standard import STANDARD_OBJECTS

COMPANY = next(obj for obj in STANDARD_OBJECTS if obj.name_singular == "company")


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ("{ limits { maxRecordsPerCreate } }", 1),
        ("{ a b }", 2),
        (
            "query Q($f: F = {a: {b: 1}}) { x: people(filter: $f) @include(if: true) { id name { firstName } } y: b }",
            2,
        ),
        ('mutation { a(text: "} { b c") { id } # { x y }\n b(text: """x " { y } """) }', 2),
        ("{ one(where: {and: [{a: 1}, {b: 2}]}) two }", 2),
        (find_many(COMPANY, "id name"), 1),
        (upsert_many(COMPANY), 1),
    ],
)
def test_root_fields_are_counted(document: str, fields: int) -> None:
    """Arguments, sub-fields, directives, texts and comments are not counted; an alias and its field are one."""
    assert fields == count_root_fields(document)
