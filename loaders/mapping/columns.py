"""The columns a file may have for an object: what each is called, where its cells go and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.mapping.sub_labels import SUB_LABELS, UNIQUE_SUB_FIELD, sub_label
from loaders.remote.model import RemoteModel
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option, UniqueIndex
from schema.naming import capitalise

HISTORY = frozenset(("createdAt", "updatedAt", "createdBy"))
"""System fields that a file may fill only on request, and only when a record is created."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A related record named by a unique value: the target object and the path of the value in it."""

    target: ObjectMetadata
    field: str
    sub_field: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its cells are values of `field`, or of `sub_field` within it, as the API names them."""

    label: str
    path: str
    field: str
    type: FieldType
    sub_field: str | None = None
    composite: FieldType | None = None
    aliases: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    whole_number: str | None = None
    """`int` or `bigint` where a NUMBER holds nothing else."""
    micros: bool = False
    """Whether an amount is counted in millionths rather than in units of its currency."""
    required: bool = False
    reference: Reference | None = None
    kept_out: str | None = None
    """Why an import leaves the column alone, or None."""

    @property
    def place(self) -> tuple[str, str | None]:
        """Where its cells go; two columns of one place cannot be loaded together."""
        return (self.field, self.sub_field)


def export_columns(obj: ObjectMetadata, *, deleted: bool = False) -> tuple[Column, ...]:
    """Return every exportable column, the id first, `deletedAt` on request; a label two share gives way to the API's path."""
    columns = [column for column in _own_columns(obj) if deleted or column.field != "deletedAt"]
    columns.sort(key=lambda column: column.field != "id")
    labels = [column.label for column in columns]
    return tuple(replace(c, label=c.path) if labels.count(c.label) > 1 else c for c in columns)


def import_columns(obj: ObjectMetadata, model: RemoteModel, *, history: bool = False) -> tuple[Column, ...]:
    """Return every column that may stand in a file for `obj`; with `history` those of `HISTORY` are loaded too."""
    columns: list[Column] = []
    for column in _own_columns(obj):
        if column.composite is FieldType.CURRENCY and column.sub_field == "amountMicros":
            columns.extend((_in_units(column), _in_micros(column)))
        else:
            columns.append(replace(column, kept_out=_kept_out(column, history=history)))
    for relation in obj.parents:
        if target := model.by_name(relation.target):
            columns = [replace(c, reference=Reference(target, "id")) if c.field == relation.join_column else c for c in columns]
            columns.extend(_references(relation, target))
    return tuple(columns)


def _own_columns(obj: ObjectMetadata) -> Iterator[Column]:
    for member in obj.members:
        if isinstance(member, Field) and member.type in COMPOSITES:
            yield from _sub_columns(member)
        elif isinstance(member, Field) and member.type not in (FieldType.TS_VECTOR, FieldType.FILES):
            yield _plain_column(member)
        elif isinstance(member, ManyToOne):
            yield _join_column(member)


def _plain_column(field: Field) -> Column:
    aliases = ("ID", "id") if field.name == "id" else ()
    data_type = field.settings.get("dataType") if field.type is FieldType.NUMBER else None
    return Column(
        field.label,
        field.name,
        field.name,
        field.type,
        aliases=aliases,
        options=field.options,
        whole_number=data_type if data_type in ("int", "bigint") else None,
        required=not field.nullable and field.default is None and not field.system,
    )


def _sub_columns(field: Field) -> Iterator[Column]:
    types = {part.name: part.type for part in COMPOSITES[field.type].sub_fields}
    for name, label in SUB_LABELS[field.type]:
        older = (f"{field.label} {label}", f"{field.label} {capitalise(name)}", f"{field.label} {name}")
        yield Column(
            f"{field.label} / {label}",
            f"{field.name}.{name}",
            field.name,
            types[name],
            name,
            field.type,
            aliases=(*older, f"{field.name}{capitalise(name)}"),
        )


def _in_units(amount: Column) -> Column:
    """Return the amount as people write it; the API's path, which counts millionths, is not a name of this column."""
    return replace(amount, path=amount.path.removesuffix("Micros"), aliases=(amount.label.replace(" / ", " "),))


def _in_micros(amount: Column) -> Column:
    """Return the same place under the headings that say `Micros`."""
    spaced = amount.label.replace(" / ", " ") + " Micros"
    aliases = tuple(alias for alias in amount.aliases if alias.endswith("Micros"))
    return replace(amount, label=f"{amount.label} Micros", aliases=(spaced, *aliases), micros=True)


def _join_column(relation: ManyToOne) -> Column:
    label = relation.label
    return Column(
        f"{label} Id",
        relation.join_column,
        relation.join_column,
        FieldType.UUID,
        aliases=(f"{label} / Id", f"{label} ID", f"{label} (ID)", f"{relation.name}.id"),
        required=not relation.nullable,
    )


def _references(relation: ManyToOne, target: ObjectMetadata) -> Iterator[Column]:
    for index in target.unique_indexes:
        path = _single_path(target, index)
        if path is None:
            continue
        field, sub_field = path
        label = f"{relation.label} / {field.label}"
        api_path = f"{relation.name}.{field.name}"
        if sub_field is not None:
            label = f"{label} / {sub_label(field.type, sub_field)}"
            api_path = f"{api_path}.{sub_field}"
        yield Column(
            label,
            api_path,
            relation.join_column,
            FieldType.TEXT if sub_field else field.type,
            composite=field.type if sub_field else None,
            reference=Reference(target, field.name, sub_field),
        )


def _single_path(target: ObjectMetadata, index: UniqueIndex) -> tuple[Field, str | None] | None:
    """Return the field and sub-field of an index that one cell can name."""
    member = target.by_name.get(index.fields[0])
    if len(index.fields) != 1 or not isinstance(member, Field):
        return None
    if member.type in COMPOSITES:
        sub_field = UNIQUE_SUB_FIELD.get(member.type)
        return (member, sub_field) if sub_field else None
    return member, None


def _kept_out(column: Column, *, history: bool) -> str | None:
    if column.field in ("deletedAt", "updatedBy"):
        return "export only"
    if column.composite is FieldType.ACTOR and column.sub_field not in ("source", "name"):
        return "export only"
    if column.field in HISTORY and not history:
        return "export only without --preserve-history"
    return None
