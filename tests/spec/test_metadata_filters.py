"""Filters of objects and fields: flags, ids, and, or."""

from __future__ import annotations

from typing import Any

import pytest

from schema.standard import standard_model
from tests.spec.metadata_reading import EVERYTHING, read

NAMES = [obj.name_singular for obj in standard_model().objects]
PLAIN = {"company", "person", "opportunity", "note", "task", "dashboard", "workflow"}
SYSTEM = set(NAMES) - PLAIN
SEARCHED_SYSTEM = {"workspaceMember", "messageList"}


def ids() -> dict[str, str]:
    """Return the id of every object by its name."""
    edges = read(f"{{ objects{EVERYTHING} {{ edges {{ node {{ id nameSingular }} }} }} }}")["objects"]["edges"]
    return {edge["node"]["nameSingular"]: edge["node"]["id"] for edge in edges}


def objects(filter_: dict[str, Any]) -> set[str]:
    """Return the names of the objects a filter admits."""
    query = "query ($f: ObjectFilter!) { objects(filter: $f, paging: {first: 1000}) { edges { node { nameSingular } } } }"
    return {edge["node"]["nameSingular"] for edge in read(query, f=filter_)["objects"]["edges"]}


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({}, set(NAMES)),
        ({"isSystem": {}}, set(NAMES)),
        ({"isSystem": None}, set(NAMES)),
        ({"isSystem": {"is": True}}, SYSTEM),
        ({"isSystem": {"is": False}}, set(NAMES) - SYSTEM),
        ({"isSystem": {"isNot": True}}, set(NAMES) - SYSTEM),
        ({"isSystem": {"is": None}}, set()),
        ({"isSystem": {"isNot": None}}, set(NAMES)),
        ({"isUICreatable": {"is": True}}, {*PLAIN, "messageList", "messageListMember"}),
        ({"isUIReadOnly": {"is": True}}, set()),
        ({"isUIEditable": {"is": True}, "isActive": {"is": True}, "isRemote": {"is": False}}, set(NAMES)),
        ({"isSystem": {"is": True}, "isSearchable": {"is": True}}, SEARCHED_SYSTEM),
        ({"and": [{"isSystem": {"is": True}}, {"isSearchable": {"is": True}}]}, SEARCHED_SYSTEM),
        ({"or": [{"isSystem": {"is": False}}, {"isSearchable": {"is": False}}]}, set(NAMES) - SEARCHED_SYSTEM),
        ({"and": [], "or": []}, set(NAMES)),
        ({"isSystem": {"is": True}, "or": [{"isSearchable": {"is": True}}]}, SEARCHED_SYSTEM),
    ],
)
def test_flags_select_objects(filter_: dict[str, Any], expected: set[str]) -> None:
    """Conditions on flags are joined by and; `and` and `or` nest; what is empty or null restricts nothing."""
    assert expected == objects(filter_)


@pytest.mark.parametrize(
    ("operator", "admits"),
    [
        ("eq", lambda value, operand: value == operand),
        ("neq", lambda value, operand: value != operand),
        ("gt", lambda value, operand: value > operand),
        ("gte", lambda value, operand: value >= operand),
        ("lt", lambda value, operand: value < operand),
        ("lte", lambda value, operand: value <= operand),
        ("like", lambda value, operand: value == operand),
        ("iLike", lambda value, operand: value == operand),
        ("notLike", lambda value, operand: value != operand),
        ("notILike", lambda value, operand: value != operand),
        ("in", lambda value, operand: value == operand),
        ("notIn", lambda value, operand: value != operand),
    ],
)
def test_ids_compare_as_text(operator: str, admits: Any) -> None:
    """Every comparison of ids, with an id in upper case, selects as the comparison of the lower-case texts does."""
    by_name = ids()
    operand = by_name["task"]
    expected = {name for name, id_ in by_name.items() if admits(id_, operand)}

    given = [operand.upper()] if operator in ("in", "notIn") else operand.upper()

    assert expected == objects({"id": {operator: given}})


@pytest.mark.parametrize(
    ("comparison", "admitted"),
    [
        ({"is": None}, False),
        ({"isNot": None}, True),
        ({"is": True}, False),
        ({"isNot": True}, True),
        ({"eq": None}, False),
        ({"gt": None}, False),
        ({"in": []}, False),
        ({"in": None}, False),
        ({"notIn": []}, True),
        ({}, True),
    ],
)
def test_ids_are_never_null(comparison: dict[str, Any], admitted: bool) -> None:
    """An id is neither null nor a truth value, and a comparison with null admits nothing."""
    assert (set(NAMES) if admitted else set()) == objects({"id": comparison})


def test_several_comparisons_of_one_field_are_alternatives() -> None:
    """Of the operators inside one comparison one is enough, as on Twenty."""
    by_name = ids()

    assert {"note", "task"} == objects({"id": {"eq": by_name["note"], "in": [by_name["task"]]}})


def test_fields_are_selected_by_their_object() -> None:
    """The fields of one object are found by its id, the six system flags among them."""
    company = ids()["company"]
    query = "query ($f: FieldFilter!) { fields(filter: $f, paging: {first: 100}) { edges { node { name } } } }"

    found = read(query, f={"objectMetadataId": {"eq": company}, "isSystem": {"is": True}})["fields"]["edges"]

    expected = ["id", "createdAt", "updatedAt", "deletedAt", "createdBy", "updatedBy", "position", "searchVector"]
    assert expected == [edge["node"]["name"] for edge in found]


def test_the_fields_and_indexes_of_an_object_are_filtered_too() -> None:
    """Object.fields and Object.indexMetadatas take a filter of their own."""
    query = """{ objects(paging: {first: 1}) { edges { node {
      fields(filter: {isUIEditable: {is: false}}, paging: {first: 100}) { edges { node { name isUIReadOnly } } }
      indexMetadatas(filter: {isCustom: {is: true}}) { edges { node { id } } } } } } }"""

    node = read(query)["objects"]["edges"][0]["node"]

    expected = ["id", "createdAt", "updatedAt", "deletedAt", "createdBy", "updatedBy", "taskTargets", "noteTargets"]
    assert expected == [edge["node"]["name"] for edge in node["fields"]["edges"]]
    assert {True} == {edge["node"]["isUIReadOnly"] for edge in node["fields"]["edges"]}
    assert [] == node["indexMetadatas"]["edges"]
