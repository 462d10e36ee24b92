"""What records are grouped by: which fields and parts of composites, and the periods of dates."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from schema.composites import Composite, SubField
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata

DATES = frozenset({FieldType.DATE, FieldType.DATE_TIME})
_UNGROUPED = frozenset({FieldType.FILES, FieldType.POSITION, FieldType.RAW_JSON, FieldType.TS_VECTOR})
_GROUPED_SYSTEM_FIELDS = frozenset({"createdAt", "updatedAt"})


class DateGranularity(StrEnum):
    """The periods by which dates are grouped; NONE groups by the date itself."""

    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    WEEK = "WEEK"
    DAY_OF_THE_WEEK = "DAY_OF_THE_WEEK"
    MONTH_OF_THE_YEAR = "MONTH_OF_THE_YEAR"
    QUARTER_OF_THE_YEAR = "QUARTER_OF_THE_YEAR"
    NONE = "NONE"


class FirstDayOfTheWeek(StrEnum):
    """The days a week may begin with."""

    MONDAY = "MONDAY"
    SUNDAY = "SUNDAY"
    SATURDAY = "SATURDAY"


def is_groupable(member: Field | ManyToOne) -> bool:
    """Tell whether records can be grouped by this field, or by fields of this parent."""
    if isinstance(member, ManyToOne):
        return not member.system
    if member.system and member.name not in _GROUPED_SYSTEM_FIELDS:
        return False
    return member.type not in _UNGROUPED


def groupable_members(obj: ObjectMetadata) -> Iterator[Field | ManyToOne]:
    """Yield the fields, then the parents, by which an object's records can be grouped."""
    yield from filter(is_groupable, obj.fields)
    yield from filter(is_groupable, obj.parents)


def groupable_parts(composite: Composite) -> Iterator[SubField]:
    """Yield the sub-fields of a composite by which records can be grouped."""
    return (part for part in composite.sub_fields if part.type not in _UNGROUPED)
