"""The tables of a data model: one per object, one column per plain field and sub-field, real unique indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Index, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.types import TypeEngine

from schema.columns import Column as ModelColumn
from schema.columns import object_columns, unique_columns
from schema.data_model import DataModel
from schema.field_types import Storage
from schema.model import ManyToOne, ObjectMetadata, OnDelete
from server.storage.search_index import ROW
from server.storage.versions import VERSION

_TYPES: dict[Storage, TypeEngine[Any]] = {
    Storage.TEXT: Text(),
    Storage.UUID: Text(),
    Storage.TIMESTAMP: Text(),
    Storage.DATE: Text(),
    Storage.NUMBER: Numeric(),
    Storage.BOOLEAN: Integer(),
    Storage.JSON: Text(),
}
_ACTIONS = {OnDelete.SET_NULL: "SET NULL", OnDelete.CASCADE: "CASCADE", OnDelete.RESTRICT: "RESTRICT"}


@dataclass(frozen=True, slots=True)
class _Index:
    """An index: `live_only` leaves out the records with a soft-delete mark, `given_only` those without the value."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    live_only: bool = False
    given_only: bool = False

    def where(self, table: Table) -> ColumnElement[bool] | None:
        """Return which rows it holds, None for all."""
        if self.live_only:
            return table.c.deletedAt.is_(None)
        return table.c[self.columns[0]].is_not(None) if self.given_only else None


def model_tables(model: DataModel) -> MetaData:
    """Return the tables and indexes of every object, inactive ones included: they keep their data."""
    metadata = MetaData()
    for obj in model.objects:
        own = (_column(model, obj, column) for column in object_columns(obj))
        row, version = Column(ROW, Integer(), primary_key=True), Column(VERSION, Integer(), nullable=False)
        table = Table(obj.table, metadata, *own, row, version)
        for index in _indexes(obj):
            columns = (table.c[column] for column in index.columns)
            Index(index.name, *columns, unique=index.unique, sqlite_where=index.where(table))
    return metadata


def _column(model: DataModel, obj: ObjectMetadata, column: ModelColumn) -> Column[Any]:
    reference: tuple[ForeignKey, ...] = ()
    if column.references is not None:
        relation = next(r for r in obj.members if isinstance(r, ManyToOne) and r.join_column == column.name)
        target = model.by_name[column.references].table
        # Deferred, so that records of one call may refer to each other in any order.
        action = _ACTIONS[relation.on_delete]
        reference = (ForeignKey(f"{target}.id", ondelete=action, deferrable=True, initially="DEFERRED"),)
    return Column(column.name, _TYPES[column.storage], *reference, unique=column.name == "id", nullable=column.nullable)


def _indexes(obj: ObjectMetadata) -> Iterator[_Index]:
    """Yield every index beside the primary key: each costs 7-12 ms per 1,000 inserts in random order, so there are no more."""
    for unique in obj.unique_indexes:
        name = f"UQ_{obj.table}_{'_'.join(unique.fields)}"
        yield _Index(name, unique_columns(obj, unique), unique=True, live_only=unique.live_only)
    for relation in obj.members:
        if isinstance(relation, ManyToOne):
            # An object may have a dozen parents of which a record has one: an index of what is given costs nothing else.
            yield _Index(f"IX_{obj.table}_{relation.join_column}", (relation.join_column,), given_only=relation.nullable)
    for column in ("createdAt", "position", VERSION):
        yield _Index(f"IX_{obj.table}_{column}", (column, "id"))
