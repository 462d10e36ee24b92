"""The standard objects are the recorded ones, fact by fact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from schema.model import Field, ManyToOne, Member, ObjectMetadata, OneToMany
from schema.standard import standard_model

RECORDED = orjson.loads((Path(__file__).parent.parent / "recorded" / "standard-objects.json").read_bytes())
SYSTEM_FIELDS = RECORDED["systemFields"]
Facts = dict[str, Any]


def test_objects_come_in_the_recorded_order() -> None:
    """Every recorded object is there, none besides, each in its place."""
    assert [obj["nameSingular"] for obj in RECORDED["objects"]] == [obj.name_singular for obj in standard_model().objects]


@pytest.mark.parametrize("recorded", RECORDED["objects"], ids=lambda obj: obj["nameSingular"])
def test_object_is_the_recorded_one(recorded: Facts) -> None:
    """Names, labels, flags, unique keys, duplicate criteria and search of an object are the recorded ones."""
    obj = standard_model().by_name[recorded["nameSingular"]]

    assert {name: value for name, value in recorded.items() if name != "fields"} == object_facts(obj)


@pytest.mark.parametrize("recorded", RECORDED["objects"], ids=lambda obj: obj["nameSingular"])
def test_fields_are_the_recorded_ones(recorded: Facts) -> None:
    """Every field of an object has the recorded facts and stands in the recorded place, after the system fields."""
    obj = standard_model().by_name[recorded["nameSingular"]]
    record = recorded["nameSingular"][0].upper() + recorded["nameSingular"][1:]
    system = [{**each, "description": each["description"].replace("Company", record)} for each in SYSTEM_FIELDS]

    assert [*system, *recorded["fields"]] == fields_facts(obj)


def object_facts(obj: ObjectMetadata) -> Facts:
    """Return what the recording says of an object, its fields apart."""
    facts = {
        "nameSingular": obj.name_singular,
        "namePlural": obj.name_plural,
        "labelSingular": obj.label_singular,
        "labelPlural": obj.label_plural,
        "icon": obj.icon,
        "description": obj.description,
        "isSystem": obj.system,
        "isSearchable": obj.searchable,
        "isUICreatable": obj.ui_creatable,
        "isUIEditable": True,
        "labelIdentifier": obj.label_identifier,
        "duplicateCriteria": [list(columns) for columns in obj.duplicate_criteria] or None,
        "uniqueIndexes": [
            {"fields": list(index.fields), "where": '"deletedAt" IS NULL' if index.live_only else None}
            for index in obj.unique_indexes
        ],
    }
    return facts | given(searchFields=list(obj.search_fields))


def fields_facts(obj: ObjectMetadata) -> list[Facts]:
    """Return what the recording says of the fields of an object: one for all targets of a morph relation."""
    fields: dict[str, Facts] = {}
    for member in obj.members:
        if isinstance(member, ManyToOne) and member.morph is not None:
            morph = {"name": member.morph, "type": "MORPH_RELATION", "settings": {"relationType": "MANY_TO_ONE"}}
            shown = fields.setdefault(member.morph, {**member_facts(member), **morph, "morphTargets": []})
            shown["morphTargets"].append(target_facts(member))
        else:
            unique = any(index.fields == (member.name,) for index in obj.unique_indexes)
            fields[member.name] = {**member_facts(member), **kind_facts(member), **given(isUnique=unique)}
    return list(fields.values())


def member_facts(member: Member) -> Facts:
    """Return what fields of every kind have; flags are recorded where they are not what most fields have."""
    facts = {
        "name": member.name,
        "label": member.label,
        "icon": member.icon,
        "isNullable": member.nullable,
        "description": member.description,
    }
    editable = {} if member.ui_editable else {"isUIEditable": False}
    return facts | given(isSystem=member.system) | editable


def kind_facts(member: Member) -> Facts:
    """Return what a field of values, or one side of a relation, has besides."""
    if isinstance(member, Field):
        options = [
            {"value": option.value, "label": option.label, "color": option.color, "position": place}
            for place, option in enumerate(member.options)
        ]
        default = {} if member.default is None else {"defaultValue": member.default}
        return {"type": member.type, **default, **given(options=options, settings=member.settings, legacy=member.legacy)}
    kind = "ONE_TO_MANY" if isinstance(member, OneToMany) else "MANY_TO_ONE"
    settings = {"relationType": kind}
    if isinstance(member, ManyToOne):
        settings |= {"onDelete": member.on_delete, "joinColumnName": member.join_column}
    relation = {"type": kind, "targetObject": member.target, "targetField": member.inverse}
    return {"type": "RELATION", "settings": settings, "relation": relation}


def target_facts(target: ManyToOne) -> Facts:
    """Return what the recording says of one target of a morph relation."""
    return {
        "field": target.name,
        "joinColumn": target.join_column,
        "targetObject": target.target,
        "inverseField": target.inverse,
        "onDelete": target.on_delete,
    }


def given(**facts: Any) -> Facts:
    """Return the facts that are neither false nor empty."""
    return {name: value for name, value in facts.items() if value}
