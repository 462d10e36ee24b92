"""What is inactive is not published."""

from __future__ import annotations

from dataclasses import replace

from schema.data_model import DataModel
from schema.graphql.build import build_schema
from schema.standard import standard_model


def published_fields(model: DataModel) -> set[tuple[str, str]]:
    """Return every field of the schema with the type it belongs to."""
    types = build_schema(model).strawberry._schema.type_map
    return {(name, field) for name, type_ in types.items() for field in getattr(type_, "fields", ())}


def test_inactive_object_is_left_out() -> None:
    """An inactive object has no types and no root fields, and nothing leads to it."""
    model = DataModel(tuple(replace(o, active=o.name_singular != "opportunity") for o in standard_model().objects))
    everything = published_fields(standard_model())
    left = {pair for pair in everything if not any("opportunit" in part.lower() for part in pair)}

    assert left == published_fields(model)


def test_inactive_field_is_left_out() -> None:
    """An inactive field is in no type, input, filter, ordering or aggregate."""
    model = standard_model()
    company = model.by_name["company"]
    revenue = company.by_name["annualRevenue"]
    members = tuple(replace(member, active=member is not revenue) for member in company.members)
    everything = published_fields(model)
    left = {pair for pair in everything if not any("annualrevenue" in part.lower() for part in pair)}

    assert left == published_fields(DataModel((replace(company, members=members), *model.objects[1:])))
