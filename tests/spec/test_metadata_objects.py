"""Objects as metadata shows them, standard and custom."""

from __future__ import annotations

from dataclasses import replace

from schema.data_model import DataModel
from schema.model import ObjectMetadata
from schema.standard import standard_model
from tests.spec.metadata_reading import EVERYTHING, read, read_field, read_object, with_rocket

NAMES = "nameSingular namePlural labelSingular labelPlural description icon"
FLAGS = "isRemote isActive isSystem isSearchable isLabelSyncedWithName isUIEditable isUIReadOnly isUICreatable"


def inactive_company() -> ObjectMetadata:
    """Return the company, deactivated."""
    return replace(standard_model().by_name["company"], active=False)


def test_a_standard_object_is_shown_whole() -> None:
    """Names, labels, description, icon and flags of an object are those of the model."""
    expected = {
        "nameSingular": "company",
        "namePlural": "companies",
        "labelSingular": "Company",
        "labelPlural": "Companies",
        "description": "A company",
        "icon": "IconBuildingSkyscraper",
        "isRemote": False,
        "isActive": True,
        "isSystem": False,
        "isSearchable": True,
        "isLabelSyncedWithName": False,
        "isUIEditable": True,
        "isUIReadOnly": False,
        "isUICreatable": True,
    }

    assert expected == read_object("company", f"{NAMES} {FLAGS}")


def test_duplicate_criteria_are_columns_or_null() -> None:
    """An object with duplicate criteria shows their columns; without them it shows null."""
    expected = [["nameFirstName", "nameLastName"], ["linkedinLinkPrimaryLinkUrl"], ["emailsPrimaryEmail"]]

    assert {"duplicateCriteria": expected} == read_object("person", "duplicateCriteria")
    assert {"duplicateCriteria": None} == read_object("task", "duplicateCriteria")


def test_the_label_identifier_is_a_field_of_the_object() -> None:
    """The label identifier is the id of the field that names a record."""
    title = read_field("note", "title", "id")["id"]

    assert {"labelIdentifierFieldMetadataId": title} == read_object("note", "labelIdentifierFieldMetadataId")


def test_search_fields_come_in_order() -> None:
    """The fields that search reads are listed by place, with the field that holds the searched text."""
    ids = {name: read_field("note", name, "id")["id"] for name in ("title", "bodyV2", "searchVector")}

    selection = "searchFieldMetadataList { fieldMetadataId tsVectorFieldMetadataId position }"

    expected = [
        {"fieldMetadataId": ids[name], "tsVectorFieldMetadataId": ids["searchVector"], "position": place}
        for place, name in enumerate(("title", "bodyV2"))
    ]
    assert {"searchFieldMetadataList": expected} == read_object("note", selection)


def test_objects_come_in_the_order_of_the_model() -> None:
    """Objects are listed as the model holds them, a custom one last."""
    edges = read(f"{{ objects{EVERYTHING} {{ edges {{ node {{ nameSingular }} }} }} }}", with_rocket())["objects"]["edges"]

    assert [obj.name_singular for obj in with_rocket().objects] == [edge["node"]["nameSingular"] for edge in edges]


def test_a_custom_object_has_the_recorded_fields() -> None:
    """A new object shows the fields, flags and defaults Twenty gave one; the order is free."""
    fields = read_object("rocket", "fieldsList { name type isNullable isSystem isUnique defaultValue }", with_rocket())

    actor = {"name": "''", "source": "'MANUAL'"}
    recorded = {
        ("name", "TEXT", True, False, None),
        ("id", "UUID", False, True, "uuid"),
        ("createdAt", "DATE_TIME", False, True, "now"),
        ("createdBy", "ACTOR", False, True, str(actor)),
        ("deletedAt", "DATE_TIME", True, True, None),
        ("position", "POSITION", False, True, 0),
        ("updatedAt", "DATE_TIME", False, True, "now"),
        ("updatedBy", "ACTOR", False, True, str(actor)),
        ("searchVector", "TS_VECTOR", True, True, None),
        ("timelineActivities", "RELATION", True, False, None),
        ("attachments", "RELATION", True, False, None),
        ("noteTargets", "RELATION", True, False, None),
        ("taskTargets", "RELATION", True, False, None),
    }
    shown = {
        (
            field["name"],
            field["type"],
            field["isNullable"],
            field["isSystem"],
            str(field["defaultValue"]) if isinstance(field["defaultValue"], dict) else field["defaultValue"],
        )
        for field in fields["fieldsList"]
    }
    assert recorded == shown
    assert {False} == {field["isUnique"] for field in fields["fieldsList"]}


def test_a_custom_object_is_like_any_other() -> None:
    """A custom object is active, searchable, no system object, and named by its name."""
    name = read_field("rocket", "name", "id", with_rocket())["id"]

    expected = {"isActive": True, "isSystem": False, "isSearchable": True, "labelIdentifierFieldMetadataId": name}
    assert expected == read_object("rocket", "isActive isSystem isSearchable labelIdentifierFieldMetadataId", with_rocket())


def test_an_inactive_object_is_still_listed() -> None:
    """What the record API hides is shown here with isActive false."""
    model = DataModel((inactive_company(), *standard_model().objects[1:]))

    assert {"isActive": False} == read_object("company", "isActive", model)
