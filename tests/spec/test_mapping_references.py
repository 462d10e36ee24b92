"""Related records are named by every unique value they have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.mapping.columns import Column, import_columns
from loaders.mapping.headings import match_headings
from loaders.remote.model import RemoteModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, UniqueIndex
from tests.spec.loader_model import MODEL, columns_of

PERSON = MODEL.find("person")
BY_PHONE = replace(PERSON, unique_indexes=(*PERSON.unique_indexes, UniqueIndex(("phones",))))
TEAM = ObjectMetadata(
    "team",
    "teams",
    "Team",
    "Teams",
    (
        Field("id", FieldType.UUID, "Id"),
        Field("externalId", FieldType.TEXT, "External Id"),
        ManyToOne("lead", "person", "teams", "Lead"),
        ManyToOne("buyer", "company", "boughtBy", "Buyer"),
        ManyToOne("seller", "company", "soldBy", "Seller"),
        ManyToOne("targetPerson", "person", "teamTargets", "Target Person", morph="target"),
    ),
    unique_indexes=(UniqueIndex(("externalId",)),),
)
CUSTOM = RemoteModel((*(obj for obj in MODEL.objects if obj is not PERSON), BY_PHONE, TEAM))


def team_columns() -> dict[str, Column]:
    """Return the columns of a custom object by path."""
    return {column.path: column for column in import_columns(TEAM, CUSTOM)}


def test_every_unique_index_yields_a_reference_column() -> None:
    """The id, the e-mail and the phone number name a person; the number stands for its three parts."""
    columns = [column for column in team_columns().values() if column.field == "leadId"]

    assert ["leadId", "lead.emails.primaryEmail", "lead.phones.primaryPhoneNumber"] == [column.path for column in columns]
    assert "Lead / Phones / Primary Phone Number" == columns[2].label


def test_a_morph_relation_has_columns_for_each_target() -> None:
    """Each target is a relation of its own, named by id and by its unique values."""
    paths = [path for path in team_columns() if path.startswith("targetPerson")]

    assert ["targetPersonId", "targetPerson.emails.primaryEmail", "targetPerson.phones.primaryPhoneNumber"] == paths


def test_a_name_that_is_not_unique_is_kept_out() -> None:
    """It is known as what it is, so that the plan can say how to link by it."""
    column = team_columns()["buyer.name"]

    assert "a name is not unique; to link by it, a mapping file says {to: buyer, by: name, unique: false}" == column.kept_out


@pytest.mark.parametrize(
    ("object_name", "heading", "cell", "path"),
    [
        ("person", "Company Domain", "acme.example.com", "company.domainName.primaryLinkUrl"),
        ("person", "companyDomain", "acme.example.com", "company.domainName.primaryLinkUrl"),
        ("person", "Account Website", "https://acme.example.com", "company.domainName.primaryLinkUrl"),
        ("person", "Company", "acme.example.com", "company.domainName.primaryLinkUrl"),
        ("person", "Company", "bf071e1f-6035-429d-b874-d83ea64ea13b", "companyId"),
        ("company", "ownerEmail", "robin@example.com", "accountOwner.userEmail"),
        ("company", "Account Owner", "robin@example.com", "accountOwner.userEmail"),
        ("opportunity", "Contact Email", "kim@example.com", "pointOfContact.emails.primaryEmail"),
        ("opportunity", "Responsible", "robin@example.com", "owner.userEmail"),
        ("task", "Assigned to", "robin@example.com", "assignee.userEmail"),
        ("noteTarget", "Company Domain", "acme.example.com", "targetCompany.domainName.primaryLinkUrl"),
    ],
)
def test_people_name_related_records_in_many_ways(object_name: str, heading: str, cell: str, path: str) -> None:
    """What the related object is called, followed by what its value is called, leads to the reference."""
    mapping = match_headings([heading], columns_of(object_name), samples={0: (cell,)})

    assert [path] == [mapped.column.path for mapped in mapping.columns]


def test_two_relations_to_one_object_need_their_own_names() -> None:
    """A company that may be the buyer or the seller is neither, until the heading says which."""
    columns = import_columns(TEAM, CUSTOM)
    samples = {0: ("T-1",), 1: ("acme.example.com",)}

    assert 1 == len(match_headings(["External Id", "Company Domain"], columns, samples=samples).columns)
    assert (
        "buyer.domainName.primaryLinkUrl"
        == match_headings(["External Id", "Buyer Domain"], columns, samples=samples).columns[1].column.path
    )


def test_history_is_loaded_on_request_only() -> None:
    """With --preserve-history the deletion of a record comes back with its creation."""
    kept_out = {column.path for column in columns_of("person") if column.kept_out}
    on_request = {column.path for column in columns_of("person", history=True) if column.kept_out}

    assert {"createdAt", "updatedAt", "deletedAt", "createdBy.source", "createdBy.name"} == kept_out - on_request


def test_a_label_that_two_fields_share_is_decided_by_the_name_of_the_field() -> None:
    """Where a label is also the name of one of the fields, that one is meant, and the plan is told so."""
    fields = (Field("id", FieldType.UUID, "Id"), Field("mark", FieldType.TEXT, "Mark"), Field("brand", FieldType.TEXT, "Mark"))
    herd = ObjectMetadata("herd", "herds", "Herd", "Herds", fields)
    mapping = match_headings(["Mark"], import_columns(herd, RemoteModel((herd,))))

    assert ["mark"] == [mapped.column.path for mapped in mapping.columns]
    assert "fits mark and brand; the name of the field decided for mark" == mapping.notes["Mark"]
