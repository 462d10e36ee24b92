"""Aggregates: the fields of a connection that say something about all records that match."""

from __future__ import annotations

from schema.aggregates import Aggregate as AggregateField
from schema.aggregates import object_aggregates
from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne, ObjectMetadata
from schema.naming import sub_column
from server.engine.catalogue import Entity
from server.engine.plans.entries import Aggregate


def aggregate_named(entity: Entity, name: str) -> Aggregate:
    """Return the aggregate of this field name, such as `countEmptyName` or `sumAmountAmountMicros`."""
    field = next(field for field in object_aggregates(entity.obj) if field.name == name)
    return Aggregate(field.function, tuple(entity.by_column[column] for column in _columns(entity.obj, field)))


def _columns(obj: ObjectMetadata, field: AggregateField) -> tuple[str, ...]:
    member = obj.by_name[field.field]
    if field.sub_field is not None:
        return (sub_column(field.field, field.sub_field),)
    if isinstance(member, ManyToOne):
        return (member.join_column,)
    if isinstance(member, Field) and member.type in COMPOSITES:
        return tuple(sub_column(field.field, part) for part in COMPOSITES[member.type].emptiness)
    return (field.field,)
