"""What a key of a record may be: the checks of an object by the names clients write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schema.columns import field_columns, join_column
from schema.composites import COMPOSITES, Composite
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata
from schema.values.columns import ColumnCheck, column_check, field_check, id_check
from schema.values.composites import CompositeCheck, JointParts, SeparateParts
from schema.values.emails import emails_value, plain_emails
from schema.values.links import links_value, plain_links
from schema.values.phones import phones_value
from schema.values.refusals import ValueRefused, null_violation
from schema.values.rich_text import rich_text_value

_JOINT = {
    FieldType.EMAILS: (emails_value, plain_emails),
    FieldType.LINKS: (links_value, plain_links),
    FieldType.PHONES: (phones_value, None),
    FieldType.RICH_TEXT: (rich_text_value, None),
}


@dataclass(frozen=True, slots=True)
class CompositeField:
    """A composite field and the check of its values."""

    name: str
    composite: Composite
    check: CompositeCheck


@dataclass(frozen=True, slots=True)
class Relation:
    """A many-to-one relation: its values are not judged here."""

    name: str


FieldCheck = ColumnCheck | CompositeField | Relation | ValueRefused


def field_checks(obj: ObjectMetadata, *, create: bool) -> Mapping[str, FieldCheck]:
    """Return the check of every key a record of `obj` may have; a key that may not be written has its refusal."""
    checks: dict[str, FieldCheck] = {}
    for field in obj.fields:
        checks[field.name] = _field_check(obj, field, create=create)
    for relation in obj.parents:
        column = join_column(relation)
        checks[relation.name] = Relation(relation.name)
        checks[column.name] = column_check(column, column.name, _missing(obj, column.name, nullable=column.nullable))
    for children in obj.children:
        checks[children.name] = ValueRefused(f"One-to-many relation {children.name} field does not support write operations.")
    return MappingProxyType(checks)


def _field_check(obj: ObjectMetadata, field: Field, *, create: bool) -> FieldCheck:
    composite = COMPOSITES.get(field.type)
    if composite is not None:
        return CompositeField(field.name, composite, _composite_check(obj, field, composite))
    if field.type is FieldType.TS_VECTOR:
        return ValueRefused(f"{field.name} TS_VECTOR-typed field does not support write operations")
    if field.name == "id":
        return id_check(create=create, missing=null_violation(obj.table, "id"))
    return field_check(field, _missing(obj, field.name, nullable=field.nullable))


def _composite_check(obj: ObjectMetadata, field: Field, composite: Composite) -> CompositeCheck:
    if field.type in _JOINT:
        one, many = _JOINT[field.type]
        return JointParts(field.name, composite, one, many)
    columns = zip(composite.sub_fields, field_columns(field), strict=True)
    parts = {
        part.name: column_check(column, f"{field.name}.{part.name}", _missing(obj, column.name, nullable=column.nullable))
        for part, column in columns
    }
    return SeparateParts(field.name, composite, parts)


def _missing(obj: ObjectMetadata, column: str, *, nullable: bool) -> ValueRefused | None:
    return None if nullable else null_violation(obj.table, column)
