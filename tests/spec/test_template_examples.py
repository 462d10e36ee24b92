"""Example rows are read without an error, fit together and never collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from loaders.errors import UsageError
from loaders.mapping.parsers import parser_for
from loaders.remote.model import RemoteModel
from loaders.templates.cells import example_cell
from loaders.templates.columns import template_columns
from loaders.templates.examples import Examples
from loaders.templates.places import Place
from loaders.templates.spots import Spot
from loaders.templates.template import Template, make_template
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option, UniqueIndex
from schema.system_fields import system_fields
from tests.requirements.model import custom_model

MODEL = RemoteModel(custom_model().objects)


def one_member(obj: ObjectMetadata, place: Place) -> Sequence[str]:
    """Know one workspace member."""
    return ["owner@example.com"]


def nobody(obj: ObjectMetadata, place: Place) -> Sequence[str]:
    """Know no record at all."""
    return []


def template(name: str) -> Template:
    """Return a template of the model."""
    return make_template(MODEL.find(name), MODEL, one_member)


def cells(made: Template, heading: str) -> list[str]:
    """Return one column of the example rows."""
    return [row[made.headings.index(heading)] for row in made.rows]


@pytest.mark.parametrize(
    "obj", [obj for obj in MODEL.objects if obj.name_singular != "workspaceMember"], ids=lambda o: o.name_singular
)
def test_every_example_cell_is_a_value(obj: ObjectMetadata) -> None:
    """The reader of a column takes every cell the template gives it."""
    made = make_template(obj, MODEL, one_member)
    readers = [parser_for(column.column) for column in made.columns]

    assert made.rows
    for row in made.rows:
        for read, cell in zip(readers, row, strict=True):
            assert not cell or read(cell) is not None


def test_every_type_has_an_example() -> None:
    """No column of an object with all types of fields stays empty but references to itself and second lines of addresses."""
    made = template("ship")
    empty = [heading for heading in made.headings if "" in cells(made, heading)]

    assert ["Id", "Home / Address 2", "Escort / Serial"] == empty


def test_children_refer_to_the_example_parents() -> None:
    """Row for row, people work at the example companies and opportunities belong to both."""
    people, opportunities = template("person"), template("opportunity")
    domains = cells(template("company"), "Domain Name / Link URL")

    assert domains == cells(people, "Company / Domain Name / Link URL")
    assert domains == cells(opportunities, "Company / Domain Name / Link URL")
    assert cells(people, "Emails / Primary Email") == cells(opportunities, "Point of Contact / Emails / Primary Email")
    assert ["company", "person"] == [obj.name_singular for obj in opportunities.parents]


def test_ids_are_given_where_children_need_them() -> None:
    """A note has no other unique value, so its examples bring ids and the targets name these; a company's ids stay empty."""
    assert cells(template("note"), "Id") == cells(template("noteTarget"), "Note / Id")
    assert all(cells(template("note"), "Id"))
    assert not any(cells(template("company"), "Id"))


def test_of_a_relation_to_several_objects_each_row_fills_one() -> None:
    """Every target of a note is one record, and each kind of target is shown."""
    made = template("noteTarget")
    targets = [position for position, column in enumerate(made.columns) if column.column.field.startswith("target")]

    assert [1, 1, 1] == [sum(bool(row[position]) for position in targets) for row in made.rows]
    assert 3 == len({position for row in made.rows for position in targets if row[position]})


def test_owners_are_members_of_the_server() -> None:
    """An owner is taken from the server; where it has no member the cells stay empty."""
    alone = make_template(MODEL.find("company"), MODEL, nobody)

    assert ["owner@example.com"] * 3 == cells(template("company"), "Account Owner / User Email")
    assert [""] * 3 == cells(alone, "Account Owner / User Email")


def test_rows_that_would_collide_are_left_out() -> None:
    """A unique field of two values has two example rows."""
    assert ["true", "false"] == cells(template("voyage"), "Sealed")


def test_a_row_that_lacks_a_parent_it_needs_is_left_out() -> None:
    """Where a required owner cannot be given there is no example row, rather than one that is rejected."""
    desk = custom("desk", ManyToOne("owner", "workspaceMember", "desks", "Owner", nullable=False))
    model = RemoteModel((*MODEL.objects, desk))

    assert () == make_template(desk, model, nobody).rows
    assert 3 == len(make_template(desk, model, one_member).rows)


def test_a_cycle_is_left_open_where_it_is_cut() -> None:
    """Of two objects that refer to each other the first one's examples come without the second's."""
    left = custom("left", ManyToOne("right", "right", "lefts", "Right"))
    right = custom("right", ManyToOne("left", "left", "rights", "Left", nullable=False))
    examples = Examples(RemoteModel((left, right)), nobody)

    assert [""] * 3 == [row["rightId", None] for row in examples.rows(left)]
    assert [row["id", None] for row in examples.rows(left)] == [row["leftId", None] for row in examples.rows(right)]


def test_objects_that_stand_for_users_have_no_template() -> None:
    """Members are made by an administrator; the refusal says what to do instead."""
    with pytest.raises(UsageError, match="export workspaceMembers, edit the file"):
        template("workspaceMember")


def test_a_field_for_one_value_shows_no_further_ones() -> None:
    """The limit of a field is kept: no additional addresses, and a list of one."""
    limited = {"maxNumberOfValues": 1}
    desk = custom(
        "desk",
        Field("mails", FieldType.EMAILS, "Mails", settings=limited),
        Field("tags", FieldType.ARRAY, "Tags", settings=limited),
    )
    made = make_template(desk, RemoteModel((desk,)), nobody)

    assert [""] * 3 == cells(made, "Mails / Additional Emails")
    assert '["Desk 1 tags A"]' == cells(made, "Tags")[0]


def test_two_options_are_used_in_turn() -> None:
    """A choice shows its options; one that must be unique has as many rows as options."""
    options = (Option("A", "First"), Option("B", "Second"))
    desk = custom("desk", Field("side", FieldType.SELECT, "Side", options=options))
    unique = replace(desk, unique_indexes=(UniqueIndex(("side",)),))

    assert ["A", "B", "A"] == cells(make_template(desk, RemoteModel((desk,)), nobody), "Side")
    assert ["A", "B"] == cells(make_template(unique, RemoteModel((unique,)), nobody), "Side")


def test_an_id_of_something_else_is_not_invented() -> None:
    """A field that by its name holds a foreign id stays empty unless a record cannot do without it."""
    loose, needed = Field("tenantId", FieldType.UUID, "Tenant"), Field("tenantId", FieldType.UUID, "Tenant", nullable=False)
    found = []
    for field in (loose, needed):
        desk = custom("desk", field)
        (column,) = (c for c in template_columns(desk, RemoteModel((desk,))) if c.heading == "Tenant")
        found.append(bool(example_cell(Spot(desk, field, column.column, 1))))

    assert [False, True] == found


def custom(name: str, *members: Field | ManyToOne) -> ObjectMetadata:
    """Return a custom object."""
    label = name.title()
    return ObjectMetadata(name, f"{name}s", label, f"{label}s", (*system_fields(label, custom=True), *members))
