"""The headings of a template are those people know, and every one leads back to its column."""

from __future__ import annotations

import pytest

from loaders.mapping.columns import import_columns
from loaders.mapping.headings import match_headings
from loaders.remote.model import RemoteModel
from loaders.templates.columns import template_columns
from loaders.templates.places import naming_place
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, UniqueIndex
from tests.requirements.model import custom_model

MODEL = RemoteModel(custom_model().objects)


def headings(name: str) -> list[str]:
    """Return the headings of an object's template."""
    return [column.heading for column in template_columns(MODEL.find(name), MODEL)]


def test_an_opportunity_has_the_headings_of_the_contract() -> None:
    """Plain fields by label, composites in the order of an import, each relation once, by what people have at hand."""
    expected = [
        "Id",
        "Name",
        "Amount / Amount",
        "Amount / Currency",
        "Close date",
        "Stage",
        "Company / Domain Name / Link URL",
        "Point of Contact / Emails / Primary Email",
        "Owner / User Email",
    ]

    assert expected == headings("opportunity")


def test_composites_stand_in_the_order_of_an_import() -> None:
    """A phone begins with its calling code, a link with its address, and rich text is Markdown alone."""
    found = headings("ship")

    assert ["Calling Code", "Country Code", "Number"] == [
        heading.rpartition("Primary Phone ")[2] for heading in found if heading.startswith("Radio / Primary")
    ]
    assert ["Page / Link URL", "Page / Link Label", "Page / Secondary Links"] == [h for h in found if h.startswith("Page")]
    assert ["Story / Markdown"] == [heading for heading in found if heading.startswith("Story")]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("company", ("domainName", "primaryLinkUrl")),
        ("person", ("emails", "primaryEmail")),
        ("workspaceMember", ("userEmail", None)),
        ("ship", ("serial", None)),
        ("port", ("id", None)),
        ("voyage", ("id", None)),
        ("note", ("id", None)),
    ],
)
def test_an_object_is_named_by_its_friendliest_unique_value(name: str, place: tuple[str, str | None]) -> None:
    """A domain before an e-mail before a text; what no single cell or no filter can name is named by its id."""
    assert place == naming_place(MODEL.find(name))


def test_a_domain_is_friendlier_than_any_other_unique_value() -> None:
    """Of several unique fields people know a domain best, then an e-mail, then a text, whichever the server names first."""
    fields = {"code": FieldType.NUMBER, "serial": FieldType.TEXT, "mail": FieldType.EMAILS, "page": FieldType.LINKS}
    members = tuple(Field(name, type_, name.title()) for name, type_ in fields.items())
    named = []
    for count in range(1, 5):
        indexes = tuple(UniqueIndex((name,)) for name in list(fields)[:count])
        named.append(naming_place(ObjectMetadata("desk", "desks", "Desk", "Desks", members, unique_indexes=indexes))[0])

    assert ["code", "serial", "mail", "page"] == named


def test_a_relation_to_something_without_a_unique_value_goes_by_id() -> None:
    """The heading is the label and Id, with the slash of every other reference."""
    assert ["Ship / Serial", "Port / Id"] == headings("voyage")[-2:]


@pytest.mark.parametrize("obj", MODEL.objects, ids=lambda obj: obj.name_singular)
def test_every_heading_leads_to_its_column(obj: ObjectMetadata) -> None:
    """No heading of any template is unknown, ambiguous or taken for another column."""
    columns = template_columns(obj, MODEL)
    mapping = match_headings([column.heading for column in columns], import_columns(obj, MODEL))

    assert () == mapping.left_out
    assert [column.column for column in columns] == [mapped.column for mapped in mapping.columns]
