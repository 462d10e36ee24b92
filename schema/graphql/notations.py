"""How the type of a field is written in answers, in inputs, in filters and in orderings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata
from schema.naming import capitalise

ORDER = "OrderByDirection"
CHOICES = frozenset({FieldType.SELECT, FieldType.MULTI_SELECT, FieldType.RATING})


@dataclass(frozen=True, slots=True)
class Notation:
    """The types of one field, nullable ones; `create` and `update` differ for composites only."""

    output: str
    create: str
    update: str
    filter: str
    order: str = ORDER


def _plain(output: str, filter_type: str, input_type: str | None = None) -> Notation:
    return Notation(output, input_type or output, input_type or output, filter_type)


_PLAIN: Mapping[FieldType, Notation] = MappingProxyType(
    {
        FieldType.ARRAY: _plain("[String]", "ArrayFilter"),
        FieldType.BOOLEAN: _plain("Boolean", "BooleanFilter"),
        FieldType.DATE: _plain("Date", "DateFilter"),
        FieldType.DATE_TIME: _plain("DateTime", "DateTimeFilter"),
        FieldType.FILES: _plain("[FileObject]", "RawJsonFilter", "[FileItemInput]"),
        FieldType.NUMERIC: _plain("BigFloat", "BigFloatFilter"),
        FieldType.POSITION: _plain("Position", "FloatFilter"),
        FieldType.RAW_JSON: _plain("JSON", "RawJsonFilter"),
        FieldType.TEXT: _plain("String", "StringFilter"),
        FieldType.TS_VECTOR: _plain("TSVector", "TSVectorFilter"),
        FieldType.UUID: _plain("UUID", "UUIDFilter"),
    }
)
_NUMBERS: Mapping[str, Notation] = MappingProxyType(
    {
        "float": _plain("Float", "FloatFilter"),
        "int": _plain("Int", "IntFilter"),
        "bigint": _plain("BigInt", "BigIntFilter"),
    }
)
_ID = _plain("UUID", "UUIDFilter", "ID")
JOIN_COLUMN = _plain("ID", "UUIDFilter")


def type_name(obj: ObjectMetadata) -> str:
    """Return the name of the object's type, with which the names of all its types begin."""
    return capitalise(obj.name_singular)


def enum_name(owner: str, field: str) -> str:
    """Return the name of the enum of a field; `owner` is the type the field belongs to."""
    return f"{owner}{capitalise(field)}Enum"


def field_notation(obj: ObjectMetadata, field: Field) -> Notation:
    """Return how the types of an object's field are written."""
    composite = COMPOSITES.get(field.type)
    if composite is not None:
        name = composite.graphql_name
        return Notation(name, f"{name}CreateInput", f"{name}UpdateInput", f"{name}FilterInput", f"{name}OrderByInput")
    if field.name == "id":
        return _ID
    if field.type is FieldType.NUMBER:
        return _NUMBERS[field.settings.get("dataType", "float")]
    return value_notation(type_name(obj), field.name, field.type)


def value_notation(owner: str, name: str, field_type: FieldType) -> Notation:
    """Return how the types of a plain field, or of a composite's sub-field, are written."""
    if field_type not in CHOICES:
        return _PLAIN[field_type]
    enum = enum_name(owner, name)
    return _plain(f"[{enum}]" if field_type is FieldType.MULTI_SELECT else enum, f"{enum}Filter")
