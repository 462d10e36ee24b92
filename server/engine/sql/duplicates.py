"""Statements of findDuplicates: one pass over the records per criterion, whatever the number of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from server.engine.catalogue import Entity
from server.engine.plans.entries import ConnectionShape
from server.engine.sql.aggregates import aggregate_sql
from server.engine.sql.query import IDS, ROOT, json_text
from server.storage.statement import Statement


def candidates_statement(entity: Entity, columns: Sequence[str], ids: Sequence[str]) -> Statement:
    """Return the live records with these ids: id and these columns."""
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    sql = f'SELECT {listed} FROM "{entity.table}" WHERE "id" IN {IDS} AND "deletedAt" IS NULL'
    return Statement(sql, (json_text(ids),))


def matches_statement(entity: Entity, columns: Sequence[str], wanted: Sequence[tuple[Any, ...]], limit: int) -> Statement:
    """Return the live records that have one of the wanted values in these columns: when they were written, id and values.

    Of each value there are `limit` at most, those that were not written for longest.
    """
    values = ", ".join(f'"{column}"' for column in columns)
    parts = ", ".join(f"value ->> {place}" for place in range(len(columns)))
    found = (
        f'SELECT "updatedAt", "id", {values}, row_number() OVER (PARTITION BY {values} ORDER BY "updatedAt", "id") AS n '
        f'FROM "{entity.table}" WHERE ({values}) IN (SELECT {parts} FROM json_each(?)) AND "deletedAt" IS NULL'
    )
    return Statement(f'SELECT "updatedAt", "id", {values} FROM ({found}) WHERE n <= ?', (json_text(wanted), limit))


def aggregates_statement(shape: ConnectionShape, groups: Sequence[Sequence[str]]) -> Statement:
    """Return, for every group of records that has some, its place and the aggregates over them."""
    columns = ", ".join(aggregate_sql(aggregate) for aggregate in shape.aggregates)
    pairs = [(place, record_id) for place, ids in enumerate(groups) for record_id in ids]
    sql = (
        f"SELECT pair.place, {columns} FROM (SELECT value ->> 0 AS place, value ->> 1 AS id FROM json_each(?)) AS pair "
        f'JOIN "{shape.record.entity.table}" AS {ROOT} ON {ROOT}."id" = pair.id GROUP BY pair.place'
    )
    return Statement(sql, (json_text(pairs),))
