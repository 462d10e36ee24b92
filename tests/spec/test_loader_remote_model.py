"""The loader learns objects, custom ones included, from what the server says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import pytest

from loaders.errors import UsageError
from loaders.imports.keys import keys_of
from loaders.mapping.columns import import_columns
from loaders.mapping.headings import match_headings
from loaders.remote.client import Client
from loaders.remote.model import RemoteModel, fetch_model
from loaders.remote.refusals import Refusal, ServerRefused
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, UniqueIndex


def relation(target: str, kind: str = "MANY_TO_ONE") -> dict[str, Any]:
    """Return a relation as the metadata API shows it."""
    return {"type": kind, "targetObjectMetadata": {"nameSingular": target}, "targetFieldMetadata": {"name": "rockets"}}


FIELDS: list[dict[str, Any]] = [
    {"id": "1", "name": "id", "label": "Id", "type": "UUID", "isUnique": True, "isNullable": False, "defaultValue": "uuid"},
    {"id": "2", "name": "serial", "label": "Serial", "type": "TEXT", "isUnique": True},
    {"id": "3", "name": "kind", "label": "Kind", "type": "SELECT", "isNullable": False,
     "options": [{"value": "B", "label": "Big", "position": 1}, {"value": "A", "label": "Small", "position": 0}]},
    {"id": "4", "name": "crew", "label": "Crew", "type": "NUMBER", "settings": {"dataType": "int"}},
    {"id": "5", "name": "maker", "label": "Maker", "type": "RELATION", "relation": relation("maker")},
    {"id": "6", "name": "parts", "label": "Parts", "type": "RELATION", "relation": relation("maker", "ONE_TO_MANY")},
    {"id": "7", "name": "target", "label": "Target", "type": "MORPH_RELATION",
     "morphRelations": [relation("maker"), relation("rocket")]},
    {"id": "8", "name": "old", "label": "Old", "type": "TEXT", "isActive": False},
    {"id": "9", "name": "future", "label": "Future", "type": "HOLOGRAM"},
]  # fmt: skip
PARTS = [{"fieldMetadataId": "5", "order": 1}, {"fieldMetadataId": "2", "order": 0}]
INDEXES = [{"isUnique": True, "indexFieldMetadataList": PARTS, "indexWhereClause": '"deletedAt" IS NULL'}]
NAMES = {"nameSingular": "rocket", "namePlural": "rockets", "labelSingular": "Space Rocket", "labelPlural": "Space Rockets"}
MAKER = {
    **{name: name.replace("name", "maker").replace("label", "Maker ") for name in NAMES},
    "nameSingular": "maker",
    "fieldsList": [{"id": "1", "name": "name", "label": "Name", "type": "TEXT", "isUnique": True}],
    "indexMetadataList": [],
}


class Answering:
    """Answers in pages of one object each; older servers know `fields` only in pages."""

    def __init__(self, *, older: bool) -> None:
        self.older = older

    def execute(self, document: str, variables: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Answer one page of objects."""
        assert "/metadata" == path
        if self.older and "fieldsList" in document:
            raise ServerRefused(Refusal('Cannot query field "fieldsList" on type "Object".'))
        if "after" in variables["paging"]:
            return page(MAKER, following=False)
        lists: dict[str, Any] = {"fieldsList": FIELDS, "indexMetadataList": INDEXES}
        if self.older:
            lists = {
                "fields": {"edges": [{"node": {**field, "isUnique": field.get("isUnique") or None}} for field in FIELDS]},
                "indexMetadatas": {"edges": [{"node": index} for index in INDEXES]},
            }
        return page({**NAMES, **lists}, following=True)


def page(node: dict[str, Any], *, following: bool) -> dict[str, Any]:
    """Return one page of objects."""
    return {"objects": {"edges": [{"node": node}], "pageInfo": {"hasNextPage": following, "endCursor": "c"}}}


@pytest.fixture(params=[False, True], ids=["fieldsList", "fields"])
def model(request: pytest.FixtureRequest) -> RemoteModel:
    """Have the model of a server of either kind."""
    return fetch_model(cast("Client", Answering(older=request.param)))


def test_every_page_of_objects_is_read(model: RemoteModel) -> None:
    """Objects beyond the first page are there too."""
    assert ["rocket", "maker"] == [obj.name_singular for obj in model.objects]


def test_active_members_are_known_with_their_types(model: RemoteModel) -> None:
    """Inactive fields and types of the future are left out; a morph field is one relation per target."""
    rocket = model.find("rocket")

    assert ["id", "serial", "kind", "crew", "maker", "parts", "targetMaker", "targetRocket"] == [m.name for m in rocket.members]
    kind, maker, target = rocket.by_name["kind"], rocket.by_name["maker"], rocket.by_name["targetRocket"]
    assert isinstance(kind, Field)
    assert (FieldType.SELECT, ["A", "B"], False) == (kind.type, [option.value for option in kind.options], kind.nullable)
    assert isinstance(maker, ManyToOne)
    assert ("maker", "makerId") == (maker.target, maker.join_column)
    assert isinstance(target, ManyToOne)
    assert ("rocket", "Target Rocket", "targetRocketId") == (target.target, target.label, target.join_column)


def test_unique_fields_and_indexes_are_keys(model: RemoteModel) -> None:
    """Unique fields come first, then unique indexes in the order of their columns."""
    rocket = model.find("rocket")
    assert (UniqueIndex(("serial",)), UniqueIndex(("serial", "maker"), live_only=True)) == rocket.unique_indexes

    mapping = match_headings(["Serial", "Maker / Name"], import_columns(rocket, model))
    assert ["Serial", "Serial + Maker / Name"] == [key.heading for key in keys_of(rocket, mapping)]


def test_columns_of_a_custom_object_need_no_code(model: RemoteModel) -> None:
    """Labels, options, whole numbers, required fields and references follow from the metadata alone."""
    columns = {column.label: column for column in import_columns(model.find("rocket"), model)}

    assert {"Id", "Serial", "Kind", "Crew", "Maker Id", "Maker / Name", "Target Maker Id", "Target Rocket Id"} <= set(columns)
    assert ("int", True) == (columns["Crew"].whole_number, columns["Kind"].required)
    reference = columns["Maker / Name"].reference
    assert reference is not None
    assert ("maker", "name") == (reference.target.name_singular, reference.field)


def test_the_digest_tells_models_apart() -> None:
    """The order of objects and members does not matter, a changed option does; a run knows by it that the model changed."""
    maker, rocket = fetch_model(cast("Client", Answering(older=False))).objects[::-1]
    kind = rocket.by_name["kind"]
    assert isinstance(kind, Field)
    changed = tuple(replace(kind, options=kind.options[:1]) if member is kind else member for member in rocket.members)
    digest = RemoteModel((rocket, maker)).digest

    assert digest == RemoteModel((maker, replace(rocket, members=rocket.members[::-1]))).digest
    assert digest != RemoteModel((maker, replace(rocket, members=changed))).digest
    assert digest != RemoteModel((rocket,)).digest


@pytest.mark.parametrize("name", ["rocket", "Rockets", "SPACE ROCKET", "space rockets", "space_rocket"])
def test_objects_are_found_by_every_name(model: RemoteModel, name: str) -> None:
    """Singular, plural and both labels name an object in any case."""
    assert "rocket" == model.find(name).name_singular


def test_an_unknown_object_is_answered_with_the_nearest(model: RemoteModel) -> None:
    """A misspelling is told what there is."""
    with pytest.raises(UsageError, match=r'no object "rokcet"; did you mean rocket.*maker, rocket'):
        model.find("rokcet")
