"""Statements: plans as SQL text, identifiers from the model and values always bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from server.engine.catalogue import Catalogue, Entity
from server.engine.plans.criteria import ColumnRef, Condition, OrderKey, Page
from server.engine.plans.entries import ChildConnection, ConnectionShape, RecordShape
from server.engine.sql.aggregates import aggregate_sql
from server.engine.sql.conditions import column_sql
from server.engine.sql.query import IDS, ROOT, Query, json_text
from server.storage.statement import Statement
from server.storage.versions import CURRENT, VERSION


@lru_cache(maxsize=2_000)
def page_columns(shape: RecordShape, order: tuple[OrderKey, ...]) -> tuple[ColumnRef, ...]:
    """Return the columns of a page's rows: those of the shape, then the order keys it lacks, which cursors need."""
    return tuple(dict.fromkeys((*shape.columns, *(key.ref for key in order))))


def page_statement(catalogue: Catalogue, shape: RecordShape, page: Page) -> Statement:
    """Return the rows of a page and one more, which tells whether there are others."""
    query = Query(catalogue, shape.entity)
    columns = [query.column(ref) for ref in page_columns(shape, page.order)]
    query.where(page.condition, with_deleted=page.with_deleted)
    query.after(page)
    sql = f"{query.select(columns)} ORDER BY {query.order(page)} LIMIT ? OFFSET ?"
    return Statement(sql, (*query.values, page.limit + 1, page.offset))


def summary_statement(catalogue: Catalogue, shape: ConnectionShape, page: Page) -> Statement:
    """Return the total count and the aggregates over all records that match, whatever the page."""
    query = Query(catalogue, shape.record.entity)
    columns = ["count(*)", *(aggregate_sql(aggregate) for aggregate in shape.aggregates)]
    query.where(page.condition, with_deleted=page.with_deleted)
    return Statement(query.select(columns), query.values)


def children_statement(catalogue: Catalogue, child: ChildConnection, parents: Sequence[str]) -> Statement:
    """Return, for every parent, its page of children and one more, in order; the parent's id stands in front."""
    query, page, shape = Query(catalogue, child.shape.record.entity), child.page, child.shape.record
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
    query = Query(catalogue, child.shape.record.entity)
    parent = query.column(ColumnRef((), child.join_column))
    query.among(child.join_column, parents)
    query.where(child.page.condition, with_deleted=child.page.with_deleted)
    columns = [parent, "count(*)", *(aggregate_sql(aggregate) for aggregate in child.shape.aggregates)]
    return Statement(f"{query.select(columns)} GROUP BY {parent}", query.values)


def records_statement(catalogue: Catalogue, shape: RecordShape, ids: Sequence[str]) -> Statement:
    """Return the rows of these records, deleted ones too, each with its id in front."""
    query = Query(catalogue, shape.entity)
    id_column = query.column(ColumnRef((), shape.entity.by_column["id"]))
    columns = [id_column, *(query.column(ref) for ref in shape.columns)]
    query.among(shape.entity.by_column["id"], ids)
    return Statement(query.select(columns), query.values)


def matching_ids_statement(catalogue: Catalogue, entity: Entity, condition: Condition, limit: int | None) -> Statement:
    """Return the ids of all records that match, deleted ones too, in order of id."""
    query = Query(catalogue, entity)
    query.where(condition, with_deleted=True)
    sql = f'{query.select([column_sql(ColumnRef((), entity.by_column["id"]))])} ORDER BY {ROOT}."id"'
    return Statement(sql, query.values) if limit is None else Statement(f"{sql} LIMIT ?", (*query.values, limit))


def key_statement(entity: Entity, columns: Sequence[str], keys: Sequence[tuple[Any, ...]], *, live_only: bool) -> Statement:
    """Return id and the key's columns of the records that have one of these keys."""
    listed = ", ".join(f'"{column}"' for column in columns)
    where = 'WHERE "deletedAt" IS NULL AND ' if live_only else "WHERE "
    select = f'SELECT "id", {listed} FROM "{entity.table}" {where}'
    if len(columns) == 1:
        return Statement(f"{select}{listed} IN {IDS}", (json_text([key[0] for key in keys]),))
    row = f"({', '.join('?' * len(columns))})"
    return Statement(f"{select}({listed}) IN (VALUES {', '.join([row] * len(keys))})", [v for key in keys for v in key])


def insert_sql(entity: Entity) -> str:
    """Return the INSERT of one row of all columns, in their order."""
    names = ", ".join(f'"{column.name}"' for column in entity.columns)
    return f'INSERT INTO "{entity.table}" ({names}, {VERSION}) VALUES ({"?, " * len(entity.columns)}{CURRENT})'


def update_sql(entity: Entity, columns: Iterable[str]) -> str:
    """Return the UPDATE of these columns of one record; its id is the last value."""
    return f'{_update(entity, columns)} WHERE "id" = ?'


def update_many_statement(entity: Entity, columns: Sequence[str], values: Sequence[Any], ids: Sequence[str]) -> Statement:
    """Set these columns of all these records to the same values."""
    return Statement(f'{_update(entity, columns)} WHERE "id" IN {IDS}', (*values, json_text(ids)))


def _update(entity: Entity, columns: Iterable[str]) -> str:
    # The trigger of the table would set the version too, but by writing the record a second time.
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    return f'UPDATE "{entity.table}" SET {assignments}, {VERSION} = {CURRENT}'


def restore_statement(entity: Entity, columns: Sequence[str], values: Sequence[Any], ids: Sequence[str]) -> Statement:
    """Set these columns of those of these records that are deleted."""
    update = update_many_statement(entity, columns, values, ids)
    return Statement(f'{update.sql} AND "deletedAt" IS NOT NULL', update.values)


def delete_statement(entity: Entity, ids: Sequence[str]) -> Statement:
    """Remove these records."""
    return Statement(f'DELETE FROM "{entity.table}" WHERE "id" IN {IDS}', (json_text(ids),))


def positions_statement(entity: Entity) -> Statement:
    """Return the smallest and the largest position; each a look-up in its index."""
    table = entity.table
    return Statement(f'SELECT (SELECT min("position") FROM "{table}"), (SELECT max("position") FROM "{table}")')
