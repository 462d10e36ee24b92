"""Uniqueness as metadata shows it: a flag of the field and an index of the object."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, UniqueIndex
from schema.system_fields import system_fields
from tests.spec.metadata_reading import EVERYTHING, plain_model, read, read_field, read_object

INDEXES = """indexMetadataList { isUnique isCustom indexType indexWhereClause
  indexFieldMetadataList { fieldMetadataId order subFieldName } }"""


def membership() -> ObjectMetadata:
    """Return an object whose live records are unique by two fields."""
    fields = tuple(Field(name, FieldType.UUID, name) for name in ("listId", "memberId"))
    pair = UniqueIndex(("memberId", "listId"), live_only=True)
    return ObjectMetadata(
        "membership",
        "memberships",
        "Membership",
        "Memberships",
        (*system_fields("Membership"), *fields),
        unique_indexes=(pair,),
    )


def test_a_unique_field_has_an_index_without_condition() -> None:
    """A unique field is one index over it; soft-deleted records keep their value, so there is no condition."""
    field = read_field("company", "domainName", "id isUnique")

    expected = {
        "isUnique": True,
        "isCustom": False,
        "indexType": "BTREE",
        "indexWhereClause": None,
        "indexFieldMetadataList": [{"fieldMetadataId": field["id"], "order": 0, "subFieldName": None}],
    }
    assert [expected] == read_object("company", INDEXES)["indexMetadataList"]
    assert field["isUnique"] is True


def test_an_index_of_several_fields_names_them_in_order() -> None:
    """A pair that is unique among live records has both fields in order and the condition; neither is unique alone."""
    model = plain_model(membership())
    fields = {name: read_field("membership", name, "id isUnique", model) for name in ("memberId", "listId")}

    [index] = read_object("membership", INDEXES, model)["indexMetadataList"]

    assert '"deletedAt" IS NULL' == index["indexWhereClause"]
    assert [(fields["memberId"]["id"], 0), (fields["listId"]["id"], 1)] == [
        (part["fieldMetadataId"], part["order"]) for part in index["indexFieldMetadataList"]
    ]
    assert [False, False] == [field["isUnique"] for field in fields.values()]


def test_the_primary_identity_is_no_index() -> None:
    """An object without unique fields has no index: the id needs none."""
    assert {"indexMetadataList": []} == read_object("note", INDEXES)
    assert {"isUnique": False} == read_field("note", "id", "isUnique")


def test_paged_lists_show_null_for_what_is_not_unique() -> None:
    """The paged lists read true or null where fieldsList reads true or false."""
    query = f"""{{ fields{EVERYTHING} {{ edges {{ node {{ isUnique }} }} }}
      objects{EVERYTHING} {{ edges {{ node {{ fields{EVERYTHING} {{ edges {{ node {{ isUnique }} }} }}
        fieldsList {{ isUnique }} }} }} }} }}"""

    found = read(query)
    objects = [edge["node"] for edge in found["objects"]["edges"]]
    paged = [edge["node"]["isUnique"] for edge in found["fields"]["edges"]]

    assert {True, None} == set(paged)
    assert paged == [edge["node"]["isUnique"] for obj in objects for edge in obj["fields"]["edges"]]
    assert [flag or False for flag in paged] == [field["isUnique"] for obj in objects for field in obj["fieldsList"]]
    assert 3 == paged.count(True)
