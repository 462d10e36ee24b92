"""Relations as fields: both sides, with the settings and the ends Twenty shows."""

from __future__ import annotations

from schema.model import ManyToOne
from schema.standard import standard_model
from tests.spec.metadata_reading import EVERYTHING, read, read_field, with_rocket

ENDS = """type settings isNullable morphId morphRelations { type } relation { type
  sourceObjectMetadata { nameSingular } targetObjectMetadata { nameSingular }
  sourceFieldMetadata { name } targetFieldMetadata { name } }"""


def relation(type_: str, source: tuple[str, str], target: tuple[str, str]) -> dict[str, object]:
    """Return how a relation between two fields reads."""
    return {
        "type": type_,
        "sourceObjectMetadata": {"nameSingular": source[0]},
        "targetObjectMetadata": {"nameSingular": target[0]},
        "sourceFieldMetadata": {"name": source[1]},
        "targetFieldMetadata": {"name": target[1]},
    }


def test_a_many_to_one_relation_names_its_join_column() -> None:
    """The many side carries onDelete and the join column."""
    expected = {
        "type": "RELATION",
        "settings": {"relationType": "MANY_TO_ONE", "onDelete": "SET_NULL", "joinColumnName": "companyId"},
        "isNullable": True,
        "morphId": None,
        "morphRelations": None,
        "relation": relation("MANY_TO_ONE", ("person", "company"), ("company", "people")),
    }

    assert expected == read_field("person", "company", ENDS)


def test_a_one_to_many_relation_is_its_mirror() -> None:
    """The one side has no column, and the ends change places."""
    expected = {
        "type": "RELATION",
        "settings": {"relationType": "ONE_TO_MANY"},
        "isNullable": True,
        "morphId": None,
        "morphRelations": None,
        "relation": relation("ONE_TO_MANY", ("company", "people"), ("person", "company")),
    }

    assert expected == read_field("company", "people", ENDS)


def test_a_cascading_relation_says_so() -> None:
    """What is destroyed with its parent reads CASCADE."""
    expected = {"relationType": "MANY_TO_ONE", "onDelete": "CASCADE", "joinColumnName": "noteId"}

    assert expected == read_field("noteTarget", "note", "settings")["settings"]


def test_a_relation_of_a_custom_object_shows_on_both_sides() -> None:
    """The other side that a custom relation brings along is a field of its target like any other."""
    maker = ManyToOne("maker", "company", "rockets", "Maker", custom=True)
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", (maker,))

    here, there = read_field("rocket", "maker", ENDS, model), read_field("company", "rockets", ENDS, model)

    assert relation("MANY_TO_ONE", ("rocket", "maker"), ("company", "rockets")) == here["relation"]
    assert relation("ONE_TO_MANY", ("company", "rockets"), ("rocket", "maker")) == there["relation"]


def test_every_relation_leads_to_a_field_of_its_target() -> None:
    """No relation of the model points at an object or a field that is not there, and both sides name each other."""
    query = f"""{{ fields{EVERYTHING} {{ edges {{ node {{ type
      relation {{ ...Ends }} morphRelations {{ ...Ends }} }} }} }} }}
      fragment Ends on Relation {{ targetObjectMetadata {{ id }} targetFieldMetadata {{ objectMetadataId }} }}"""

    nodes = [edge["node"] for edge in read(query, with_rocket())["fields"]["edges"]]
    relations = [found for node in nodes for found in [node["relation"], *(node["morphRelations"] or ())] if found]

    assert all(one["targetObjectMetadata"]["id"] == one["targetFieldMetadata"]["objectMetadataId"] for one in relations)
    assert {node["type"] for node in nodes if node["relation"]} == {"RELATION"}
    assert {node["type"] for node in nodes if node["morphRelations"]} == {"MORPH_RELATION"}
