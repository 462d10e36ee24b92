"""Statements: plans as SQL text, identifiers from the model and values always bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import orjson

from schema.aggregates import Function
from schema.columns import Column
from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.plans.criteria import ColumnRef, Condition, OrderKey, Page, Path
from server.engine.plans.entries import Aggregate, ChildConnection, ConnectionShape, RecordShape
from server.engine.sql.conditions import ROOT_ALIAS, SqlConditions, alias, column_sql, order_expression
from server.storage.statement import Statement

_ROOT: Final = f'"{ROOT_ALIAS}"'
_IDS: Final = "(SELECT value FROM json_each(?))"


@lru_cache(maxsize=2_000)
def page_columns(shape: RecordShape, order: tuple[OrderKey, ...]) -> tuple[ColumnRef, ...]:
    """Return the columns of a page's rows: those of the shape, then the order keys it lacks, which cursors need."""
    return tuple(dict.fromkeys((*shape.columns, *(key.ref for key in order))))


def page_statement(catalogue: Catalogue, shape: RecordShape, page: Page) -> Statement:
    """Return the rows of a page and one more, which tells whether there are others."""
    query = _Query(catalogue, shape.entity)
    columns = [query.column(ref) for ref in page_columns(shape, page.order)]
    query.where(page.condition, with_deleted=page.with_deleted)
    query.after(page)
    sql = f"{query.select(columns)} ORDER BY {query.order(page)} LIMIT ? OFFSET ?"
    return Statement(sql, (*query.values, page.limit + 1, page.offset))


def summary_statement(catalogue: Catalogue, shape: ConnectionShape, page: Page) -> Statement:
    """Return the total count and the aggregates over all records that match, whatever the page."""
    query = _Query(catalogue, shape.record.entity)
    columns = ["count(*)", *(_aggregate_sql(aggregate) for aggregate in shape.aggregates)]
    query.where(page.condition, with_deleted=page.with_deleted)
    return Statement(query.select(columns), query.values)


def children_statement(catalogue: Catalogue, child: ChildConnection, parents: Sequence[str]) -> Statement:
    """Return, for every parent, its page of children and one more, in order; the parent's id stands in front."""
    query, page, shape = _Query(catalogue, child.shape.record.entity), child.page, child.shape.record
    parent = query.column(ColumnRef((), child.join_column))
    columns = [query.column(ref) for ref in page_columns(shape, page.order)]
    names = [f"c{index}" for index in range(len(columns))]
    query.among(child.join_column, parents)
    query.where(page.condition, with_deleted=page.with_deleted)
    query.after(page)
    place = f"row_number() OVER (PARTITION BY {parent} ORDER BY {query.order(page)})"
    inner = query.select([f"{parent} AS p", f"{place} AS n", *(f"{c} AS {n}" for c, n in zip(columns, names, strict=True))])
    sql = f"SELECT p, {', '.join(names)} FROM ({inner}) WHERE n > ? AND n <= ? ORDER BY p, n"
    return Statement(sql, (*query.values, page.offset, page.offset + page.limit + 1))


def children_summary_statement(catalogue: Catalogue, child: ChildConnection, parents: Sequence[str]) -> Statement:
    """Return, for every parent with children that match: its id, their count and the aggregates."""
    query = _Query(catalogue, child.shape.record.entity)
    parent = query.column(ColumnRef((), child.join_column))
    query.among(child.join_column, parents)
    query.where(child.page.condition, with_deleted=child.page.with_deleted)
    columns = [parent, "count(*)", *(_aggregate_sql(aggregate) for aggregate in child.shape.aggregates)]
    return Statement(f"{query.select(columns)} GROUP BY {parent}", query.values)


def records_statement(catalogue: Catalogue, shape: RecordShape, ids: Sequence[str]) -> Statement:
    """Return the rows of these records, deleted ones too, each with its id in front."""
    query = _Query(catalogue, shape.entity)
    id_column = query.column(ColumnRef((), shape.entity.by_column["id"]))
    columns = [id_column, *(query.column(ref) for ref in shape.columns)]
    query.among(shape.entity.by_column["id"], ids)
    return Statement(query.select(columns), query.values)


def matching_ids_statement(catalogue: Catalogue, entity: Entity, condition: Condition, limit: int | None) -> Statement:
    """Return the ids of all records that match, deleted ones too, in order of id."""
    query = _Query(catalogue, entity)
    query.where(condition, with_deleted=True)
    sql = f'{query.select([column_sql(ColumnRef((), entity.by_column["id"]))])} ORDER BY {_ROOT}."id"'
    return Statement(sql, query.values) if limit is None else Statement(f"{sql} LIMIT ?", (*query.values, limit))


def key_statement(entity: Entity, columns: Sequence[str], keys: Sequence[tuple[Any, ...]], *, live_only: bool) -> Statement:
    """Return id and the key's columns of the records that have one of these keys."""
    listed = ", ".join(f'"{column}"' for column in columns)
    where = 'WHERE "deletedAt" IS NULL AND ' if live_only else "WHERE "
    select = f'SELECT "id", {listed} FROM "{entity.table}" {where}'
    if len(columns) == 1:
        return Statement(f"{select}{listed} IN {_IDS}", (json_text([key[0] for key in keys]),))
    row = f"({', '.join('?' * len(columns))})"
    return Statement(f"{select}({listed}) IN (VALUES {', '.join([row] * len(keys))})", [v for key in keys for v in key])


def insert_sql(entity: Entity) -> str:
    """Return the INSERT of one row of all columns, in their order."""
    names = ", ".join(f'"{column.name}"' for column in entity.columns)
    return f'INSERT INTO "{entity.table}" ({names}) VALUES ({", ".join("?" * len(entity.columns))})'


def update_sql(entity: Entity, columns: Iterable[str]) -> str:
    """Return the UPDATE of these columns of one record; its id is the last value."""
    return f'UPDATE "{entity.table}" SET {", ".join(f"{chr(34)}{column}{chr(34)} = ?" for column in columns)} WHERE "id" = ?'


def update_many_statement(entity: Entity, columns: Sequence[str], values: Sequence[Any], ids: Sequence[str]) -> Statement:
    """Set these columns of all these records to the same values."""
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    return Statement(f'UPDATE "{entity.table}" SET {assignments} WHERE "id" IN {_IDS}', (*values, json_text(ids)))


def restore_statement(entity: Entity, columns: Sequence[str], values: Sequence[Any], ids: Sequence[str]) -> Statement:
    """Set these columns of those of these records that are deleted."""
    update = update_many_statement(entity, columns, values, ids)
    return Statement(f'{update.sql} AND "deletedAt" IS NOT NULL', update.values)


def delete_statement(entity: Entity, ids: Sequence[str]) -> Statement:
    """Remove these records."""
    return Statement(f'DELETE FROM "{entity.table}" WHERE "id" IN {_IDS}', (json_text(ids),))


def positions_statement(entity: Entity) -> Statement:
    """Return the smallest and the largest position; each a look-up in its index."""
    table = entity.table
    return Statement(f'SELECT (SELECT min("position") FROM "{table}"), (SELECT max("position") FROM "{table}")')


def json_text(values: Sequence[Any]) -> str:
    """Return a list to bind as one value."""
    return orjson.dumps(values).decode()


class _Query:
    """One SELECT over an entity: it gathers conditions, their values, and the joins that columns reach over."""

    def __init__(self, catalogue: Catalogue, entity: Entity) -> None:
        self._catalogue, self._entity = catalogue, entity
        self._conditions = SqlConditions()
        self._where: list[str] = []

    @property
    def values(self) -> list[Any]:
        return self._conditions.values

    def column(self, ref: ColumnRef) -> str:
        self._conditions.paths.add(ref.path)
        return column_sql(ref)

    def among(self, column: Column, values: Sequence[str]) -> None:
        self.values.append(json_text(values))
        self._where.append(f'{_ROOT}."{column.name}" IN {_IDS}')

    def where(self, condition: Condition, *, with_deleted: bool) -> None:
        sql = self._conditions.sql(condition)
        if sql is not None:
            self._where.append(sql)
        if not with_deleted:
            self._where.append(f'{_ROOT}."deletedAt" IS NULL')

    def after(self, page: Page) -> None:
        if page.cursor is not None:
            self._where.append(self._conditions.after(page.order, page.cursor, backward=page.backward))

    def order(self, page: Page) -> str:
        for key in page.order:
            self._conditions.paths.add(key.ref.path)
        return ", ".join(_order_term(key, page.backward) for key in page.order)

    def select(self, columns: Sequence[str]) -> str:
        where = f" WHERE {' AND '.join(self._where)}" if self._where else ""
        return f'SELECT {", ".join(columns)} FROM "{self._entity.table}" AS {_ROOT}{self._joins()}{where}'

    def _joins(self) -> str:
        paths = {path[:end] for path in self._conditions.paths for end in range(1, len(path) + 1)}
        return "".join(self._join(path) for path in sorted(paths, key=lambda path: (len(path), path)))

    def _join(self, path: Path) -> str:
        entity = self._entity
        for name in path:
            relation = entity.members[name]
            assert isinstance(relation, ManyToOne)
            entity = self._catalogue.entities[relation.target]
        here, there = alias(path[:-1]), alias(path)
        return (
            f' LEFT JOIN "{entity.table}" AS "{there}" ON "{there}"."id" = "{here}"."{path[-1]}Id" '
            f'AND "{there}"."deletedAt" IS NULL'
        )


def _order_term(key: OrderKey, backward: bool) -> str:
    direction = "DESC" if key.descending != backward else "ASC"
    if not key.nullable:
        return f"{order_expression(key)} {direction}"
    nulls = "FIRST" if key.nulls_first != backward else "LAST"
    return f"{order_expression(key)} {direction} NULLS {nulls}"


_NUMBERS: Final = {
    Function.MIN: "min({})",
    Function.MAX: "max({})",
    Function.AVG: "avg({})",
    Function.SUM: "sum({})",
    Function.COUNT_TRUE: "sum(coalesce({} = 1, 0))",
    Function.COUNT_FALSE: "sum(coalesce({} = 0, 0))",
}


def _aggregate_sql(aggregate: Aggregate) -> str:
    """Return an aggregate that is null over zero rows, as all but the total count are."""
    columns = [f'{_ROOT}."{column.name}"' for column in aggregate.columns]
    if aggregate.function in _NUMBERS:
        return _NUMBERS[aggregate.function].format(columns[0])
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    match aggregate.function:
        case Function.COUNT_EMPTY:
            return f"sum({empty})"
        case Function.COUNT_NOT_EMPTY:
            return f"sum(NOT ({empty}))"
        case Function.PERCENTAGE_EMPTY:
            return f"avg({empty})"
        case Function.PERCENTAGE_NOT_EMPTY:
            return f"avg(NOT ({empty}))"
    value = columns[0] if len(columns) == 1 else f"CASE WHEN NOT ({empty}) THEN json_array({', '.join(columns)}) END"
    return f"CASE WHEN count(*) > 0 THEN count(DISTINCT {value}) END"
