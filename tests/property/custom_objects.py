"""Custom objects of every field type: one that has them all, and random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option
from schema.standard import standard_model

_RATINGS = tuple(Option(f"RATING_{stars}", str(stars)) for stars in range(1, 6))
_CHOICES = (FieldType.SELECT, FieldType.MULTI_SELECT)
_UNGIVEN = (FieldType.ACTOR, FieldType.NUMERIC, FieldType.POSITION, FieldType.TS_VECTOR)
CUSTOM_TYPES = tuple(kind for kind in FieldType if kind not in _UNGIVEN)
"""The types a custom field may have; the others are only part of other types or of the system fields."""


def custom_field(kind: FieldType, name: str, options: tuple[str, ...] = ("SMALL", "BIG"), *, whole: bool = False) -> Field:
    """Return a nullable custom field; `options` count for the types that have them."""
    chosen = tuple(Option(value, value.capitalize()) for value in options) if kind in _CHOICES else ()
    settings = {"dataType": "int", "decimals": 0} if whole else {}
    ratings = _RATINGS if kind is FieldType.RATING else ()
    return Field(name, kind, name.capitalize(), options=chosen or ratings, settings=settings, custom=True)


def custom_model(fields: tuple[Field, ...]) -> DataModel:
    """Return the standard model with a custom object rocket of these fields and a relation to its maker, a company."""
    maker = ManyToOne("maker", "company", "rockets", "Maker", custom=True)
    return standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", (*fields, maker))


def full_object() -> ObjectMetadata:
    """Return a custom object with a field of every type, named like its type, and some with a default or not nullable."""
    fields = [custom_field(kind, _name(kind)) for kind in CUSTOM_TYPES]
    fields.append(custom_field(FieldType.NUMBER, "crew", whole=True))
    phase = (Option("ONE", "One"), Option("TWO", "Two"))
    fields.append(Field("phase", FieldType.SELECT, "Phase", nullable=False, default="'ONE'", options=phase, custom=True))
    fields.append(Field("serial", FieldType.TEXT, "Serial", nullable=False, custom=True))
    fields.append(Field("retired", FieldType.TEXT, "Retired", active=False, custom=True))
    return custom_model(tuple(fields)).by_name["rocket"]


FieldSpecification = tuple[FieldType, tuple[str, ...], bool]
"""The type of a custom field, its options if it has any, and whether a number is whole."""

_VALUES = st.lists(st.from_regex("[A-Z][A-Z0-9_]{0,8}", fullmatch=True), min_size=1, max_size=4, unique=True).map(tuple)
SPECIFICATIONS = st.lists(st.tuples(st.sampled_from(CUSTOM_TYPES), _VALUES, st.booleans()), min_size=1, max_size=6)
"""One to six fields of any type, with options of any number."""

EVERY_TYPE = st.tuples(*(st.tuples(st.just(kind), _VALUES, st.booleans()) for kind in CUSTOM_TYPES)).map(list)
"""One field of every type."""


def specified_model(fields: list[FieldSpecification]) -> DataModel:
    """Return the model whose custom object has the fields specified."""
    named = enumerate(fields)
    return custom_model(
        tuple(custom_field(kind, f"{_name(kind)}{place}", options, whole=whole) for place, (kind, options, whole) in named)
    )


def _name(kind: FieldType) -> str:
    first, *others = kind.value.lower().split("_")
    return first + "".join(map(str.capitalize, others)) + "Field"
