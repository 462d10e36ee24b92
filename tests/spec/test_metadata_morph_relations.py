"""A morph relation is one field with a list of targets."""

from __future__ import annotations

from tests.spec.metadata_reading import read, read_field, read_object, with_rocket

TARGETS = """type label settings relation { type } morphRelations { type targetObjectMetadata { nameSingular }
  targetFieldMetadata { name } sourceFieldMetadata { name settings } }"""


def target(name: str, column: str, on_delete: str) -> dict[str, object]:
    """Return how a target of a note reads."""
    return {
        "type": "MANY_TO_ONE",
        "targetObjectMetadata": {"nameSingular": name},
        "targetFieldMetadata": {"name": "noteTargets"},
        "sourceFieldMetadata": {
            "name": column.removesuffix("Id"),
            "settings": {"relationType": "MANY_TO_ONE", "onDelete": on_delete, "joinColumnName": column},
        },
    }


STANDARD = [
    target("company", "targetCompanyId", "CASCADE"),
    target("person", "targetPersonId", "CASCADE"),
    target("opportunity", "targetOpportunityId", "CASCADE"),
]


def test_the_targets_stand_in_one_field() -> None:
    """The targets of a note make one field, which has no single relation."""
    expected = {
        "type": "MORPH_RELATION",
        "label": "Target",
        "settings": {"relationType": "MANY_TO_ONE"},
        "relation": None,
        "morphRelations": STANDARD,
    }

    assert expected == read_field("noteTarget", "target", TARGETS)


def test_a_custom_object_is_one_more_target() -> None:
    """A custom object joins the targets of notes; its end only empties the join column."""
    expected = [*STANDARD, target("rocket", "targetRocketId", "SET_NULL")]

    assert expected == read_field("noteTarget", "target", TARGETS, with_rocket())["morphRelations"]


def test_the_list_of_fields_shows_no_single_target() -> None:
    """The fields of an object hold the morph field once and none of its targets."""
    fields = read_object("noteTarget", "fieldsList { name }")["fieldsList"]

    assert ["note", "target"] == [field["name"] for field in fields[8:]]


def test_a_single_target_is_found_by_its_id() -> None:
    """What morphRelations names as source can be read by id and belongs to the morph field."""
    morph = read_field("noteTarget", "target", "id morphId morphRelations { sourceFieldMetadata { id } }")
    source = morph["morphRelations"][0]["sourceFieldMetadata"]["id"]

    found = read("query ($id: UUID!) { field(id: $id) { name type morphId object { nameSingular } } }", id=source)

    expected = {
        "name": "targetCompany",
        "type": "MORPH_RELATION",
        "morphId": morph["id"],
        "object": {"nameSingular": "noteTarget"},
    }
    assert expected == found["field"]
    assert morph["morphId"] == morph["id"]


def test_the_other_side_points_at_the_morph_field() -> None:
    """The one-to-many relation of a target has the morph field as its other end."""
    selection = "settings relation { type targetObjectMetadata { nameSingular } targetFieldMetadata { name type } }"

    expected = {
        "settings": {"relationType": "ONE_TO_MANY"},
        "relation": {
            "type": "ONE_TO_MANY",
            "targetObjectMetadata": {"nameSingular": "noteTarget"},
            "targetFieldMetadata": {"name": "target", "type": "MORPH_RELATION"},
        },
    }
    assert expected == read_field("company", "noteTargets", selection)
