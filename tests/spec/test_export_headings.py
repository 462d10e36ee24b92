"""The headings of every standard object's export, as files have them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.exports.cells import heading_line
from loaders.exports.related import with_relation_names
from loaders.mapping.columns import export_columns
from schema.model import ManyToOne, ObjectMetadata
from schema.standard import STANDARD_OBJECTS
from tests.property.custom_objects import full_object
from tests.spec.loader_model import MODEL

GOLDEN = Path(__file__).with_name("export_headings.txt")
ROCKET = full_object()
OBJECTS = (*STANDARD_OBJECTS, replace(ROCKET, members=tuple(member for member in ROCKET.members if member.active)))


def golden() -> dict[str, str]:
    """Return the headings that are written down, by object."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return dict(zip(lines[::2], lines[1::2], strict=True))


def test_every_object_has_the_headings_that_are_written_down() -> None:
    """The id first, composites in their fixed order, relations by id, without deletion date, files and search vector."""
    assert golden() == {f"# {obj.name_plural}": heading_line(export_columns(obj)).rstrip("\n") for obj in OBJECTS}


@pytest.mark.parametrize("obj", OBJECTS, ids=lambda obj: obj.name_singular)
def test_lists_of_children_are_never_columns(obj: ObjectMetadata) -> None:
    """A one-to-many relation has no column, and every many-to-one relation has that of its id."""
    fields = {column.field for column in export_columns(obj, deleted=True)}

    assert set() == fields & {child.name for child in obj.children}
    assert fields >= {member.join_column for member in obj.members if isinstance(member, ManyToOne)}


def test_deleted_at_is_a_column_on_request() -> None:
    """The moment of deletion stands where the model has it."""
    labels = next(csv.reader([heading_line(export_columns(MODEL.find("company"), deleted=True))]))

    assert ["Id", "Creation date", "Last update", "Deleted at"] == labels[:4]


def test_names_of_related_records_stand_after_their_ids() -> None:
    """Where the related object has a unique field that fits a cell, its value has a column with an import's heading."""
    obj = MODEL.find("opportunity")
    labels = [column.label for column in with_relation_names(export_columns(obj), obj, MODEL)]

    start = labels.index("Company Id")
    assert "Company / Domain Name / Link URL" == labels[start + 1]
    assert "Point of Contact / Emails / Primary Email" == labels[labels.index("Point of Contact Id") + 1]
