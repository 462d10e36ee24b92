"""Ids of objects, fields, options and indexes come from names: the same everywhere and for ever."""

from __future__ import annotations

from typing import Any

from schema.standard import standard_model
from tests.spec.metadata_reading import EVERYTHING, read, with_rocket

EVERY_ID = f"""{{ objects{EVERYTHING} {{ edges {{ node {{ id universalIdentifier applicationId createdAt updatedAt
  searchFieldMetadataList {{ id }} indexMetadataList {{ id name indexFieldMetadataList {{ id }} }}
  fieldsList {{ id universalIdentifier name options object {{ id }} objectMetadataId createdAt }} }} }} }} }}"""


def found(value: Any, key: str = "id") -> list[str]:
    """Return every value of this key in an answer; what `object` leads back to counts once."""
    if isinstance(value, list):
        return [text for item in value for text in found(item, key)]
    if not isinstance(value, dict):
        return []
    own = [value[key]] if key in value else []
    return own + [text for name, part in value.items() if name != "object" for text in found(part, key)]


def test_two_servers_agree_on_every_id() -> None:
    """Two schemas of the same model answer alike to the last id."""
    assert read(EVERY_ID) == read(EVERY_ID)


def test_a_custom_object_moves_no_id() -> None:
    """What was there keeps its ids when an object is added."""
    before, after = read(EVERY_ID), read(EVERY_ID, with_rocket())

    assert set(found(before)) < set(found(after))


def test_no_id_is_used_twice() -> None:
    """Every object, field, option, index and search field has an id of its own, and so have universal identifiers."""
    answer = read(EVERY_ID, with_rocket())
    ids, identifiers = found(answer), found(answer, "universalIdentifier")

    assert len(ids) == len(set(ids))
    assert len(identifiers) == len(set(identifiers))


def test_the_ids_of_this_release_are_those_of_every_release() -> None:
    """An id that scripts may have stored does not change."""
    company = read("{ objects(paging: {first: 1}) { edges { node { id universalIdentifier fieldsList { id } } } } }")

    node = company["objects"]["edges"][0]["node"]

    assert "ccb478dd-9001-5540-8755-deeba0dec8bc" == node["id"]
    assert "e7a9b23a-b37f-5e1a-a097-dd748415d23e" == node["universalIdentifier"]
    assert "aab97a83-5389-5eec-bbca-2130194f4e14" == node["fieldsList"][0]["id"]


def test_a_field_belongs_to_its_object() -> None:
    """Both objectMetadataId and object name the object that lists the field."""
    for edge in read(EVERY_ID)["objects"]["edges"]:
        owner = edge["node"]["id"]

        assert {(owner, owner)} == {(f["objectMetadataId"], f["object"]["id"]) for f in edge["node"]["fieldsList"]}


def test_objects_and_fields_are_found_by_id() -> None:
    """object(id) and field(id) answer what the lists show, whatever the case of the id."""
    first = standard_model().objects[0]
    node = read("{ objects { edges { node { id fieldsList { id name } } } } }")["objects"]["edges"][0]["node"]
    query = "query ($o: UUID!, $f: UUID!) { object(id: $o) { nameSingular } field(id: $f) { name isUnique } }"

    answer = read(query, o=node["id"].upper(), f=node["fieldsList"][0]["id"])

    assert {"object": {"nameSingular": first.name_singular}, "field": {"name": "id", "isUnique": False}} == answer
