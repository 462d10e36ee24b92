"""The columns a file may have for an object: what each is called, where its cells go and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.mapping.sub_labels import SUB_LABELS
from loaders.remote.model import RemoteModel
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, Option, UniqueIndex
from schema.naming import capitalise

HISTORY = frozenset(("createdAt", "updatedAt", "createdBy", "deletedAt"))
"""System fields that a file may fill only on request, and only when a record is created."""
ON_REQUEST = "imported only with --preserve-history"
"""Why an import leaves a column of `HISTORY` alone."""


_NAMED_BY_ONE_CELL = frozenset((FieldType.EMAILS, FieldType.LINKS, FieldType.PHONES))

WRITTEN_OF_ACTOR = ("source", "name")
"""The parts of an actor that a file may fill; a server sets the others."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A related record named by a unique value: the target object and the path of the value in it."""

    target: ObjectMetadata
    field: str
    sub_field: str | None = None

    @property
    def type(self) -> FieldType | None:
        """The type of the field that names the record."""
        member = self.target.by_name.get(self.field)
        return member.type if isinstance(member, Field) else None


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
    unique: bool = False
    """Whether the field alone is a unique index."""
    reference: Reference | None = None
    relation: ManyToOne | None = None
    """The relation that its cells fill."""
    object_name: str = ""
    """The object in whose files it stands."""
    kept_out: str | None = None
    """Why an import leaves the column alone, or None."""
    whole: bool = False
    """Whether a cell is the JSON object of a whole composite, as the API writes it."""

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
            columns = [_naming_ids(column, relation, target) for column in columns]
            columns.extend(_references(relation, target))
            columns.extend(_names(relation, target))
    columns.extend(_not_loaded(obj))
    return tuple(replace(column, object_name=obj.name_singular) for column in columns)


def reference_column(relation: ManyToOne, target: ObjectMetadata, path: str) -> Column | None:
    """Return the column that names records of `target` by `field` or `field.subField`; None where that is no field."""
    name, _, sub_field = path.partition(".")
    member = target.by_name.get(name)
    if not isinstance(member, Field) or member.type in (FieldType.TS_VECTOR, FieldType.FILES):
        return None
    label = f"{relation.label} / {member.label}"
    api_path = f"{relation.name}.{path}"
    join, reference = relation.join_column, Reference(target, name, sub_field or None)
    composite = COMPOSITES.get(member.type)
    if composite is None:
        return None if sub_field else Column(label, api_path, join, member.type, reference=reference, relation=relation)
    if composite.sub_field(sub_field) is None:
        return None
    label = f"{label} / {dict(SUB_LABELS[member.type]).get(sub_field, sub_field)}"
    return Column(label, api_path, join, FieldType.TEXT, composite=member.type, reference=reference, relation=relation)


def whole_columns(obj: ObjectMetadata, *, history: bool = False) -> tuple[Column, ...]:
    """Return the columns of composites whose cells are the objects of the API, under its names alone."""
    found = (
        Column(member.name, member.name, member.name, member.type, composite=member.type, whole=True)
        for member in obj.members
        if isinstance(member, Field) and member.type in COMPOSITES
    )
    return tuple(replace(column, kept_out=_kept_out(column, history=history)) for column in found)


def _own_columns(obj: ObjectMetadata) -> Iterator[Column]:
    for member in obj.members:
        if isinstance(member, Field) and member.type in COMPOSITES:
            yield from _sub_columns(member)
        elif isinstance(member, Field) and member.type not in (FieldType.TS_VECTOR, FieldType.FILES):
            yield replace(_plain_column(member), unique=UniqueIndex((member.name,)) in obj.unique_indexes)
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


def _naming_ids(column: Column, relation: ManyToOne, target: ObjectMetadata) -> Column:
    """Return the join column of the relation as a reference, any other column as it is."""
    if column.field != relation.join_column or column.reference is not None:
        return column
    older = (f"{target.name_singular}Id", f"{target.label_singular} Id") if relation.morph else ()
    return replace(column, reference=Reference(target, "id"), relation=relation, aliases=(*column.aliases, *older))


def _references(relation: ManyToOne, target: ObjectMetadata) -> Iterator[Column]:
    """Yield one column per unique index that a single cell can name; a phone number stands for its three parts."""
    for index in target.unique_indexes:
        member = target.by_name.get(index.fields[0])
        if len(index.fields) != 1 or not isinstance(member, Field):
            continue
        part = COMPOSITES[member.type].unique[:1] if member.type in _NAMED_BY_ONE_CELL else ()
        if found := reference_column(relation, target, ".".join((member.name, *part))):
            yield found


def _names(relation: ManyToOne, target: ObjectMetadata) -> Iterator[Column]:
    """Yield the columns that name a record in words: not unique, so they link only where a mapping file says so."""
    unique = {index.fields for index in target.unique_indexes}
    for name in ("name", "title"):
        member = target.by_name.get(name)
        if isinstance(member, Field) and member.type is FieldType.TEXT and (name,) not in unique:
            found = reference_column(relation, target, name)
            assert found is not None
            reason = (
                f"a {name} is not unique; to link by it, a mapping file says {{to: {relation.name}, by: {name}, unique: false}}"
            )
            yield replace(found, kept_out=reason)


def _not_loaded(obj: ObjectMetadata) -> Iterator[Column]:
    """Yield what exports of Twenty or people's files may show and no import loads, so that it is named for what it is."""
    for relation in obj.children:
        names = (f"{relation.label} Ids", relation.name, f"{relation.name}Ids")
        reason = f"related records are imported as {relation.target}, in a file of their own"
        yield Column(relation.label, relation.name, relation.name, FieldType.RAW_JSON, aliases=names, kept_out=reason)
    for field in obj.fields:
        if field.type is FieldType.FILES:
            yield Column(field.label, field.name, field.name, field.type, kept_out="files are not imported")


def _kept_out(column: Column, *, history: bool) -> str | None:
    if column.field == "updatedBy":
        return "export only"
    if column.composite is FieldType.ACTOR and not column.whole and column.sub_field not in WRITTEN_OF_ACTOR:
        return "export only"
    if column.field in HISTORY and not history:
        return ON_REQUEST
    return None
