"""The published schema is Twenty's for the objects Ferry ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from schema.data_model import DataModel
from schema.graphql.build import build_schema
from schema.standard import standard_model
from tests.spec.sdl_shapes import Shape, shapes

RECORDED = Path(__file__).parent.parent / "recorded" / "core-objects.graphql"
LEGACY = {
    ("Company", "employees"),
    ("Company", "annualRecurringRevenue"),
    ("Company", "idealCustomerProfile"),
    ("Company", "xLink"),
    ("Person", "city"),
    ("Person", "xLink"),
}


def published(model: DataModel) -> dict[str, Shape]:
    """Return the shapes of the schema built from a model."""
    return shapes(build_schema(model).strawberry.as_str())


def recorded() -> dict[str, Shape]:
    """Return the recorded shapes."""
    return shapes(RECORDED.read_text("utf-8"))


def without_limits(published_shapes: dict[str, Shape]) -> dict[str, Shape]:
    """Return the shapes without Ferry's own field and type."""
    kind, fields = published_shapes["Query"]
    kept: dict[str, Any] = {name: shape for name, shape in fields.items() if name != "limits"}
    return {name: shape for name, shape in published_shapes.items() if name != "Limits"} | {"Query": (kind, kept)}


def test_types_are_the_recorded_ones() -> None:
    """A fresh workspace has exactly the recorded types and Ferry's own limits."""
    expected = set(recorded()) | {"Limits"}

    assert expected == set(published(standard_model().without_legacy()))


def test_every_type_equals_the_recorded_one() -> None:
    """Every field, argument, type, nullability and enum value of a fresh workspace is the recorded one."""
    actual = without_limits(published(standard_model().without_legacy()))

    for name, expected in recorded().items():
        assert expected == actual[name], name


def test_legacy_fields_are_the_only_additions() -> None:
    """The fields kept from older workspaces are the only ones the record types have beyond the recorded schema."""
    expected = recorded()
    ours = without_limits(published(standard_model()))
    records = {name for name in expected if f"{name}Connection" in expected}

    assert {(name, field) for name in records for field in ours[name][1].keys() - expected[name][1].keys()} == LEGACY


def test_fields_come_in_the_order_of_the_model() -> None:
    """A record type shows its fields in the order of the model, then join columns, then relations."""
    fields = list(published(standard_model())["NoteTarget"][1])

    assert fields[:3] == ["id", "createdAt", "updatedAt"]
    assert fields[-8:-4] == ["noteId", "targetCompanyId", "targetPersonId", "targetOpportunityId"]
    assert fields[-4:] == ["note", "targetCompany", "targetPerson", "targetOpportunity"]


def test_descriptions_come_from_the_model() -> None:
    """Types, fields and enum values carry the descriptions and labels of the model."""
    types = build_schema(standard_model()).strawberry._schema.type_map

    assert types["Opportunity"].description == "An opportunity"
    assert types["Opportunity"].fields["closeDate"].description == "Opportunity close date"  # type: ignore[attr-defined]
    assert types["OpportunityStageEnum"].values["NEW"].description == "New"  # type: ignore[attr-defined]
