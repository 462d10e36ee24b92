"""A custom object goes the same way as a standard one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.graphql.build import build_schema
from schema.model import Field, ManyToOne, Option, UniqueIndex
from schema.standard import standard_model
from tests.spec.sdl_shapes import Shape, shapes

OPTIONS = (Option("SMALL", "Small"), Option("BIG", "Big"))
RATINGS = tuple(Option(f"RATING_{stars}", str(stars)) for stars in range(1, 6))
MEMBERS = (
    Field("serial", FieldType.TEXT, "Serial"),
    Field("mass", FieldType.NUMBER, "Mass"),
    Field("crew", FieldType.NUMBER, "Crew", settings={"dataType": "int"}),
    Field("views", FieldType.NUMBER, "Views", settings={"dataType": "bigint"}),
    Field("reusable", FieldType.BOOLEAN, "Reusable", default=False),
    Field("launchedOn", FieldType.DATE, "Launched on"),
    Field("kind", FieldType.SELECT, "Kind", nullable=False, options=OPTIONS),
    Field("phase", FieldType.SELECT, "Phase", nullable=False, default="'BIG'", options=OPTIONS),
    Field("tags", FieldType.MULTI_SELECT, "Tags", options=OPTIONS),
    Field("stars", FieldType.RATING, "Stars", options=RATINGS),
    Field("aliases", FieldType.ARRAY, "Aliases"),
    Field("meta", FieldType.RAW_JSON, "Meta"),
    Field("hidden", FieldType.TEXT, "Hidden", active=False),
    ManyToOne("maker", "company", "rockets", "Maker", custom=True),
)
UNIQUE = (UniqueIndex(("serial",)), UniqueIndex(("meta",)), UniqueIndex(("hidden",)))


def rocket_model() -> DataModel:
    """Return the standard model with the custom object rocket and its unique fields."""
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", MEMBERS)
    return DataModel(tuple(replace(o, unique_indexes=UNIQUE) if o.name_singular == "rocket" else o for o in model.objects))


@pytest.fixture(scope="module")
def ours() -> dict[str, Shape]:
    """Return the shapes of the schema with the custom object."""
    return shapes(build_schema(rocket_model()).strawberry.as_str())


def fields(ours: dict[str, Shape], name: str) -> dict[str, Any]:
    """Return the fields of a type."""
    content: dict[str, Any] = ours[name][1]
    return content


def test_record_type_has_each_field_type(ours: dict[str, Shape]) -> None:
    """Every field type of a custom object reads as the contract says."""
    expected = {
        "serial": "String",
        "mass": "Float",
        "crew": "Int",
        "views": "BigInt",
        "reusable": "Boolean",
        "launchedOn": "Date",
        "kind": "RocketKindEnum!",
        "phase": "RocketPhaseEnum!",
        "tags": "[RocketTagsEnum]",
        "stars": "RocketStarsEnum",
        "aliases": "[String]",
        "meta": "JSON",
        "makerId": "ID",
        "maker": "Company",
    }

    assert expected == {name: fields(ours, "Rocket")[name][0] for name in expected}


def test_create_requires_what_has_no_default(ours: dict[str, Shape]) -> None:
    """A create input requires a field that is neither nullable nor has a default; an update input requires none."""
    assert fields(ours, "RocketCreateInput")["kind"] == "RocketKindEnum!"
    assert fields(ours, "RocketCreateInput")["phase"] == "RocketPhaseEnum"
    assert fields(ours, "RocketUpdateInput")["kind"] == "RocketKindEnum"


def test_filters_fit_the_field_types(ours: dict[str, Shape]) -> None:
    """Each field is filtered by the operators of its type."""
    expected = {
        "crew": "IntFilter",
        "views": "BigIntFilter",
        "launchedOn": "DateFilter",
        "tags": "RocketTagsEnumFilter",
        "stars": "RocketStarsEnumFilter",
        "aliases": "ArrayFilter",
        "maker": "CompanyFilterInput",
        "makerId": "UUIDFilter",
    }

    assert expected == {name: fields(ours, "RocketFilterInput")[name] for name in expected}
    assert fields(ours, "ArrayFilter") == {"containsIlike": "String", "is": "FilterIs", "isEmptyArray": "Boolean"}


def test_root_fields_appear(ours: dict[str, Shape]) -> None:
    """The object has four query fields and eleven mutation fields, and without duplicate criteria no more."""
    verbs = ("create", "update", "delete", "destroy", "restore")
    expected = {f"{verb}Rocket{plural}" for verb in verbs for plural in ("", "s")} | {"upsertRockets"}

    assert {"rocket", "rockets", "rocketsGroupBy", "rocketsChanges"} == {
        name for name in fields(ours, "Query") if "ocket" in name
    }
    assert expected == {name for name in fields(ours, "Mutation") if "Rocket" in name}
    assert fields(ours, "Mutation")["createRockets"] == ("[Rocket!]", {"data": "[RocketCreateInput!]!", "upsert": "Boolean"})


def test_connection_has_aggregates_by_type(ours: dict[str, Shape]) -> None:
    """Numbers, booleans and dates have their own aggregates beside the counts."""
    expected = {
        "avgMass": "Float",
        "sumCrew": "Float",
        "maxViews": "Float",
        "countTrueReusable": "Int",
        "countFalseReusable": "Int",
        "minLaunchedOn": "Date",
        "percentageEmptyTags": "Float",
        "countUniqueValuesKind": "Int",
    }

    assert expected == {name: fields(ours, "RocketConnection")[name][0] for name in expected}


@pytest.mark.parametrize("link", ["NoteTarget", "TaskTarget", "Attachment", "TimelineActivity"])
def test_morph_targets_appear(ours: dict[str, Shape], link: str) -> None:
    """The four link objects can point to the custom object, in answers, inputs, filters, orderings and counts."""
    assert fields(ours, link)["targetRocket"] == ("Rocket", {})
    assert fields(ours, link)["targetRocketId"] == ("ID", {})
    assert fields(ours, f"{link}CreateInput")["targetRocket"] == "RocketRelationInput"
    assert fields(ours, f"{link}FilterInput")["targetRocketId"] == "UUIDFilter"
    assert fields(ours, f"{link}OrderByInput")["targetRocket"] == "RocketOrderByInput"
    assert fields(ours, f"{link}Connection")["countNotEmptyTargetRocket"] == ("Int", {})


def test_other_side_of_a_relation_appears(ours: dict[str, Shape]) -> None:
    """The target of a custom relation lists the custom records with the arguments of a connection."""
    notation, arguments = fields(ours, "Company")["rockets"]

    assert notation == "RocketConnection"
    assert arguments["orderBy"] == "[RocketOrderByInput]"


def test_unique_fields_connect(ours: dict[str, Shape]) -> None:
    """Records are found by id and by every active unique field."""
    assert fields(ours, "RocketWhereUniqueInput") == {"id": "ID", "serial": "String", "meta": "JSON"}
