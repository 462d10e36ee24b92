"""The unique value by which the records of an object are named best: what people have at hand."""

from __future__ import annotations

from loaders.mapping.sub_labels import UNIQUE_SUB_FIELD
from schema.composites import COMPOSITES
from schema.field_types import TRAITS, FieldType
from schema.model import Field, ObjectMetadata, UniqueIndex

Place = tuple[str, str | None]
"""A field and, in a composite one, the sub-field."""

ID: Place = ("id", None)
_FRIENDLIEST = (FieldType.LINKS, FieldType.EMAILS, FieldType.TEXT)


def naming_place(obj: ObjectMetadata) -> Place:
    """Return the place of the friendliest unique value: a domain, an e-mail, a text, any other one, else the id."""
    named = [place for index in obj.unique_indexes if (place := _place(obj, index))]
    return min(named, key=lambda place: _distance(obj, place), default=ID)


def _place(obj: ObjectMetadata, index: UniqueIndex) -> Place | None:
    """Return the place of an index that one cell can name and a server can search for."""
    member = obj.by_name.get(index.fields[0])
    if len(index.fields) != 1 or not isinstance(member, Field):
        return None
    if member.type in COMPOSITES:
        sub_field = UNIQUE_SUB_FIELD.get(member.type)
        return (member.name, sub_field) if sub_field else None
    return (member.name, None) if "in" in TRAITS[member.type].operators else None


def _distance(obj: ObjectMetadata, place: Place) -> int:
    member = obj.by_name[place[0]]
    assert isinstance(member, Field)
    return _FRIENDLIEST.index(member.type) if member.type in _FRIENDLIEST else len(_FRIENDLIEST)
