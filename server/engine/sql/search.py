"""search as SQL: the records of one object that have words, contain fragments, or simply are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from schema.columns import Column
from server.engine.catalogue import Entity
from server.engine.plans.search import SearchTarget
from server.engine.sql.conditions import SqlConditions
from server.engine.sql.operators import glob_literal
from server.engine.sql.query import IDS, ROOT, json_text
from server.storage.search_index import index_name
from server.storage.statement import Statement

RANKED_CHARACTERS: Final = 4_000
"""How much of a text its rank is made of: long notes shall not hold everyone up."""
Words = Sequence[tuple[str, ...]]


def every_word(words: Words) -> str:
    """Return the FTS5 expression of the texts that have all words."""
    return _joined("AND", [_joined("AND", [f'"{part}" *' for part in word]) for word in words])


def some_words(words: Words) -> str:
    """Return the FTS5 expression of the texts that have words, but not all."""
    return f"{_joined('OR', [every_word((word,)) for word in words])} NOT {every_word(words)}"


def hits_statement(target: SearchTarget, match: str, limit: int) -> Statement:
    """Return ids and texts of the records that match, in any order."""
    index = index_name(target.entity.table)
    conditions, values = _conditions(target)
    source = f'"{index}" AS s CROSS JOIN "{target.entity.table}" AS {ROOT} ON {ROOT}.rowid = s.rowid'
    where = " AND ".join([f's."{index}" MATCH ?', *conditions])
    sql = f'SELECT {ROOT}."id", substr(s.text, 1, {RANKED_CHARACTERS}) FROM {source} WHERE {where} LIMIT ?'
    return Statement(sql, (match, *values, limit))


def crowd_statement(target: SearchTarget, match: str, after: str, limit: int) -> Statement:
    """Return the ids of the records that match, in their order: quick where they are so many that the next is never far."""
    index = index_name(target.entity.table)
    # The plus keeps SQLite from looking every record of the list up to sort them all.
    among = f'+{ROOT}.rowid IN (SELECT rowid FROM "{index}" WHERE "{index}" MATCH ?)'
    return _ids_statement(target, [among], [match], after, limit)


def fragments_statement(target: SearchTarget, fragments: Sequence[str], after: str, limit: int) -> Statement:
    """Return the ids of the records whose text contains all fragments, in their order."""
    index = index_name(target.entity.table)
    conditions, values = _conditions(target)
    contains = ["s.c0 GLOB ?" for _ in fragments]
    source = f'"{index}_content" AS s CROSS JOIN "{target.entity.table}" AS {ROOT} ON {ROOT}.rowid = s.id'
    where = " AND ".join([*contains, f'{ROOT}."id" > ?', *conditions])
    patterns = [f"*{glob_literal(fragment)}*" for fragment in fragments]
    sql = f'SELECT {ROOT}."id" FROM {source} WHERE {where} ORDER BY {ROOT}."id" LIMIT ?'
    return Statement(sql, (*patterns, after, *values, limit))


def records_statement(target: SearchTarget, after: str, limit: int) -> Statement:
    """Return the ids of all records, in their order."""
    return _ids_statement(target, [], [], after, limit)


def labels_statement(entity: Entity, columns: Sequence[Column], ids: Sequence[str]) -> Statement:
    """Return these columns of these records, each with its id in front."""
    listed = ", ".join(f'"{column.name}"' for column in columns)
    return Statement(f'SELECT "id", {listed} FROM "{entity.table}" WHERE "id" IN {IDS}', (json_text(ids),))


def _ids_statement(target: SearchTarget, among: list[str], found: list[Any], after: str, limit: int) -> Statement:
    conditions, values = _conditions(target)
    where = " AND ".join([f'{ROOT}."id" > ?', *among, *conditions])
    sql = f'SELECT {ROOT}."id" FROM "{target.entity.table}" AS {ROOT} WHERE {where} ORDER BY {ROOT}."id" LIMIT ?'
    return Statement(sql, (after, *found, *values, limit))


def _conditions(target: SearchTarget) -> tuple[list[str], list[Any]]:
    """Return what the filter asks for; the columns it may name are the object's own, so it joins nothing."""
    made = SqlConditions()
    sql = made.sql(target.condition)
    live = [] if target.with_deleted else [f'{ROOT}."deletedAt" IS NULL']
    return [*([sql] if sql is not None else []), *live], made.values


def _joined(word: str, expressions: Sequence[str]) -> str:
    return f"({f' {word} '.join(expressions)})" if len(expressions) > 1 else expressions[0]
