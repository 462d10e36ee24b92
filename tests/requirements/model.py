"""A data model of these tests alone: the standard one, and custom objects with every type of field and unique key."""

from __future__ import annotations

from dataclasses import replace

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option, UniqueIndex
from schema.standard import standard_model

_OPTIONS = tuple(Option(value, value.title()) for value in ("SMALL", "MEDIUM", "BIG"))

_SHIP = (
    Field("serial", FieldType.TEXT, "Serial"),
    Field("mass", FieldType.NUMBER, "Mass", settings={"decimals": 2}),
    Field("crew", FieldType.NUMBER, "Crew", settings={"dataType": "int"}),
    Field("reusable", FieldType.BOOLEAN, "Reusable"),
    Field("launchedOn", FieldType.DATE, "Launched on"),
    Field("landedAt", FieldType.DATE_TIME, "Landed at"),
    Field("kind", FieldType.SELECT, "Kind", options=_OPTIONS),
    Field("stars", FieldType.RATING, "Stars", options=tuple(Option(f"RATING_{n}", str(n)) for n in range(1, 6))),
    Field("tags", FieldType.MULTI_SELECT, "Tags", options=_OPTIONS),
    Field("aliases", FieldType.ARRAY, "Aliases"),
    Field("papers", FieldType.RAW_JSON, "Papers"),
    Field("hull", FieldType.UUID, "Hull"),
    Field("price", FieldType.CURRENCY, "Price"),
    Field("home", FieldType.ADDRESS, "Home"),
    Field("captain", FieldType.FULL_NAME, "Captain"),
    Field("mail", FieldType.EMAILS, "Mail"),
    Field("radio", FieldType.PHONES, "Radio"),
    Field("page", FieldType.LINKS, "Page"),
    Field("story", FieldType.RICH_TEXT, "Story"),
    Field("formula", FieldType.TEXT, "=Formula"),
    ManyToOne("operator", "company", "ships", "Operator"),
    ManyToOne("escort", "ship", "escorted", "Escort"),
)
_PORT = (Field("line", FieldType.PHONES, "Line"),)
_VOYAGE = (
    Field("sealed", FieldType.BOOLEAN, "Sealed"),
    ManyToOne("ship", "ship", "voyages", "Ship", nullable=False),
    ManyToOne("port", "port", "voyages", "Port"),
)
_UNIQUE = {
    "ship": (UniqueIndex(("serial",)), UniqueIndex(("radio",))),
    "port": (UniqueIndex(("line",)),),
    "voyage": (UniqueIndex(("sealed",)),),
}


def custom_model() -> DataModel:
    """Return the model."""
    model = standard_model()
    for name, members in (("ship", _SHIP), ("port", _PORT), ("voyage", _VOYAGE)):
        model = model.with_custom_object(name, f"{name}s", name.title(), f"{name.title()}s", members)
    return DataModel(tuple(_unique(obj) for obj in model.objects))


def _unique(obj: ObjectMetadata) -> ObjectMetadata:
    return replace(obj, unique_indexes=_UNIQUE[obj.name_singular]) if obj.name_singular in _UNIQUE else obj
