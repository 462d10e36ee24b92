"""The columns of a template: every importable field under its own heading, a relation by the friendliest unique value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.mapping.columns import Column, import_columns
from loaders.remote.model import RemoteModel
from loaders.templates.places import ID, Place, naming_place
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata

_IMPORT_ORDER = {
    FieldType.PHONES: ("primaryPhoneCallingCode", "primaryPhoneCountryCode", "primaryPhoneNumber", "additionalPhones"),
    FieldType.LINKS: ("primaryLinkUrl", "primaryLinkLabel", "secondaryLinks"),
    FieldType.RICH_TEXT: ("markdown",),
}
"""The sub-fields of the composites whose columns a template has in another order, or fewer of them, than an export."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column: its heading, what a cell of it is, and the field or the relation it belongs to."""

    heading: str
    column: Column
    member: Field | ManyToOne

    @property
    def target(self) -> Place | None:
        """The place in the related record that the cells name, or None where they are values."""
        reference = self.column.reference
        return None if reference is None else (reference.field, reference.sub_field)


def template_columns(obj: ObjectMetadata, model: RemoteModel) -> tuple[TemplateColumn, ...]:
    """Return the columns in the order of the fields, the id first."""
    every = import_columns(obj, model)
    labels = [column.label for column in every]
    found: list[TemplateColumn] = []
    for member in obj.members:
        if isinstance(member, Field) and (member.name == "id" or not member.system):
            columns = [column for column in every if column.field == member.name and column.reference is None]
            found.extend(TemplateColumn(_heading(column, labels), column, member) for column in _in_order(member, columns))
        elif isinstance(member, ManyToOne):
            found.extend(_relation(member, every, labels))
    return tuple(sorted(found, key=lambda column: column.column.place != ID))


def _in_order(field: Field, columns: list[Column]) -> list[Column]:
    columns = [column for column in columns if column.kept_out is None and not column.micros]
    order = _IMPORT_ORDER.get(field.type)
    if order is None:
        return columns
    named = {column.sub_field: column for column in columns}
    return [named[name] for name in order if name in named]


def _relation(relation: ManyToOne, every: tuple[Column, ...], labels: list[str]) -> Iterator[TemplateColumn]:
    for column in every:
        reference = column.reference
        if column.field != relation.join_column or reference is None:
            continue
        if (reference.field, reference.sub_field) == naming_place(reference.target):
            heading = _heading(column, labels)
            by_id = reference.field == "id" and heading == column.label
            yield TemplateColumn(f"{relation.label} / Id" if by_id else heading, column, relation)
            return


def _heading(column: Column, labels: list[str]) -> str:
    """Return the label, or the API's path where two columns have the same label."""
    return column.label if labels.count(column.label) == 1 else column.path
