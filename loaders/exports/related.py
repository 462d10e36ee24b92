"""`--relation-names`: beside the id of a related record a value by which people, and other workspaces, know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.mapping.columns import Column, reference_column
from loaders.mapping.sub_labels import UNIQUE_SUB_FIELD
from loaders.remote.model import RemoteModel
from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne, ObjectMetadata


def with_relation_names(columns: Sequence[Column], obj: ObjectMetadata, model: RemoteModel) -> tuple[Column, ...]:
    """Return the columns with, after each id of a related record, the unique value that names it, where it has one."""
    return tuple(_with_names(columns, {relation.join_column: relation for relation in obj.parents}, model))


def _with_names(columns: Sequence[Column], relations: dict[str, ManyToOne], model: RemoteModel) -> Iterator[Column]:
    for column in columns:
        yield column
        relation = relations.get(column.field)
        target = model.by_name(relation.target) if relation else None
        if relation and target and (path := _unique_path(target)) and (named := reference_column(relation, target, path)):
            yield named


def _unique_path(target: ObjectMetadata) -> str | None:
    """Return the first field, or part of one, that alone is unique and fits a cell."""
    for index in target.unique_indexes:
        member = target.by_name.get(index.fields[0])
        if len(index.fields) != 1 or not isinstance(member, Field):
            continue
        if member.type not in COMPOSITES:
            return member.name
        if part := UNIQUE_SUB_FIELD.get(member.type):
            return f"{member.name}.{part}"
    return None
