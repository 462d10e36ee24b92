"""A custom object with a field of every plain type, and short ways to check one record."""

from __future__ import annotations

from typing import Any

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option
from schema.standard import standard_model
from schema.values.records import RecordChecker
from schema.values.refusals import Refusal


def options(*values: str) -> tuple[Option, ...]:
    """Return options whose labels are their values."""
    return tuple(Option(value, value) for value in values)


_ROCKET_FIELDS = (
    Field("mass", FieldType.NUMBER, "Mass"),
    Field("crew", FieldType.NUMBER, "Crew", settings={"dataType": "int"}),
    Field("reusable", FieldType.BOOLEAN, "Reusable", default=False),
    Field("launchedOn", FieldType.DATE, "Launched on"),
    Field("firedAt", FieldType.DATE_TIME, "Fired at"),
    Field("kind", FieldType.SELECT, "Kind", options=options("SMALL", "BIG")),
    Field("phase", FieldType.SELECT, "Phase", nullable=False, default="'ONE'", options=options("ONE", "TWO")),
    Field("stars", FieldType.RATING, "Stars", options=options(*(f"RATING_{place}" for place in range(1, 6)))),
    Field("tags", FieldType.MULTI_SELECT, "Tags", options=options("A", "B"), default=["'A'"]),
    Field("aliases", FieldType.ARRAY, "Aliases"),
    Field("meta", FieldType.RAW_JSON, "Meta"),
    Field("hangar", FieldType.UUID, "Hangar"),
    Field("photos", FieldType.FILES, "Photos", settings={"maxNumberOfValues": 2}),
    Field("price", FieldType.CURRENCY, "Price", default={"amountMicros": 5, "currencyCode": "'EUR'"}),
    Field("must", FieldType.TEXT, "Must", nullable=False),
    Field("hidden", FieldType.TEXT, "Hidden", active=False),
    ManyToOne("maker", "company", "rockets", "Maker"),
)


def _model() -> DataModel:
    return standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", _ROCKET_FIELDS)


MODEL = _model()
_CHECKERS = {obj.name_singular: RecordChecker(obj) for obj in MODEL.objects}


def named(name: str) -> ObjectMetadata:
    """Return the object of this name."""
    return MODEL.by_name[name]


def stored(name: str, record: dict[str, Any], *, create: bool = True) -> dict[str, Any]:
    """Return the stored columns of one good record."""
    checked = _CHECKERS[name].check([record], create=create)
    assert checked.refusals == ()
    return {column: values[0] for column, values in checked.columns.items()}


def refusals(name: str, *records: Any, create: bool = True) -> tuple[Refusal, ...]:
    """Return the refusals of the records of one call."""
    return _CHECKERS[name].check(records, create=create).refusals


def refusal(name: str, record: Any, *, create: bool = True) -> Refusal:
    """Return the only refusal of one bad record."""
    (found,) = refusals(name, record, create=create)
    return found
