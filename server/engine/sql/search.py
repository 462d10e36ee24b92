"""search as SQL: the records of one object whose text has words or contains fragments, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_BEFORE_WORD: Final = "*[^0-9a-z.@\x80-\U0010ffff]"
_MATCHING: Final = 'SELECT rowid AS id FROM "{index}" WHERE "{index}" MATCH ?'
_TEXTS: Final = '(SELECT id, c0 AS x FROM "{index}_content")'
Words = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sought:
    """Texts that are sought: `rows` selects the rows of their records, `test` is the condition on one text, called x."""

    rows: str
    row_values: tuple[str, ...]
    test: str
    test_values: tuple[str, ...]


def every_word(words: Words) -> Sought:
    """Seek the texts that have all words."""
    return Sought(_MATCHING, (_match_all(words),), *_test_all(words))


def some_words(words: Words) -> Sought:
    """Seek the texts that have words, but not all."""
    match = f"{_joined('OR', [_match_all((word,)) for word in words])} NOT {_match_all(words)}"
    tests, (every, every_values) = [_test_all((word,)) for word in words], _test_all(words)
    test = f"{_joined('OR', [sql for sql, _ in tests])} AND NOT {every}"
    return Sought(_MATCHING, (match,), test, (*(value for _, values in tests for value in values), *every_values))


def fragments(texts: Sequence[str]) -> Sought:
    """Seek the texts that contain all these, anywhere."""
    test, values = _joined("AND", ["x GLOB ?"] * len(texts)), tuple(f"*{glob_literal(each)}*" for each in texts)
    return Sought(f"SELECT id FROM {_TEXTS} WHERE {test}", values, test, values)


def hits_statement(target: SearchTarget, sought: Sought, limit: int) -> Statement:
    """Return ids and texts of hits, in any order."""
    conditions, values = _conditions(target)
    source = f"({_in(target, sought.rows)}) AS p CROSS JOIN {_table(target)} ON {ROOT}.rowid = p.id"
    source += f" CROSS JOIN {_in(target, _TEXTS)} AS s ON s.id = p.id"
    sql = f'SELECT {ROOT}."id", substr(x, 1, {RANKED_CHARACTERS}) FROM {source}{_where(conditions)} LIMIT ?'
    return Statement(sql, (*sought.row_values, *values, limit))


def count_statement(target: SearchTarget, sought: Sought, most: int) -> Statement:
    """Return how many hits there are, deleted ones too, but no more than `most`."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM ({_in(target, sought.rows)}) LIMIT ?)"
    return Statement(sql, (*sought.row_values, most))


def listed_statement(target: SearchTarget, sought: Sought, after: str, limit: int) -> Statement:
    """Return the ids of the next hits in their order: quick where the list of all of them is short."""
    conditions, values = _conditions(target)
    # The plus keeps SQLite from looking every record of the list up to sort them all.
    where = _where([f'{ROOT}."id" > ?', f"+{ROOT}.rowid IN ({_in(target, sought.rows)})", *conditions])
    sql = f'SELECT {ROOT}."id" FROM {_table(target)}{where} ORDER BY {ROOT}."id" LIMIT ?'
    return Statement(sql, (after, *sought.row_values, *values, limit))


def walked_statement(target: SearchTarget, sought: Sought, after: str, limit: int) -> Statement:
    """Return the ids of the next hits in their order: quick where the next record with such a text is never far."""
    conditions, values = _conditions(target)
    source = f"{_table(target)} CROSS JOIN {_in(target, _TEXTS)} AS s ON s.id = {ROOT}.rowid"
    where = _where([f'{ROOT}."id" > ?', *conditions, sought.test])
    sql = f'SELECT {ROOT}."id" FROM {source}{where} ORDER BY {ROOT}."id" LIMIT ?'
    return Statement(sql, (after, *values, *sought.test_values, limit))


def every_record_statement(target: SearchTarget, after: str, limit: int) -> Statement:
    """Return the ids of the next records in their order."""
    conditions, values = _conditions(target)
    where = _where([f'{ROOT}."id" > ?', *conditions])
    sql = f'SELECT {ROOT}."id" FROM {_table(target)}{where} ORDER BY {ROOT}."id" LIMIT ?'
    return Statement(sql, (after, *values, limit))


def labels_statement(entity: Entity, columns: Sequence[Column], ids: Sequence[str]) -> Statement:
    """Return these columns of these records, each with its id in front."""
    listed = ", ".join(f'"{column.name}"' for column in columns)
    return Statement(f'SELECT "id", {listed} FROM "{entity.table}" WHERE "id" IN {IDS}', (json_text(ids),))


def _match_all(words: Words) -> str:
    """Return the FTS5 expression of texts that have all words."""
    return _joined("AND", [_joined("AND", [f'"{part}" *' for part in word]) for word in words])


def _test_all(words: Words) -> tuple[str, tuple[str, ...]]:
    # No part has a sign that a pattern would mean something by.
    values = tuple(f"{before}{part}*" for word in words for part in word for before in ("", _BEFORE_WORD))
    return _joined("AND", ["(x GLOB ? OR x GLOB ?)"] * (len(values) // 2)), values


def _joined(word: str, expressions: Sequence[str]) -> str:
    return f"({f' {word} '.join(expressions)})" if len(expressions) > 1 else expressions[0]


def _in(target: SearchTarget, sql: str) -> str:
    return sql.format(index=index_name(target.entity.table))


def _table(target: SearchTarget) -> str:
    return f'"{target.entity.table}" AS {ROOT}'


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _conditions(target: SearchTarget) -> tuple[list[str], list[Any]]:
    """Return what the filter asks for; the columns it may name are the object's own, so it joins nothing."""
    made = SqlConditions()
    sql = made.sql(target.condition)
    live = [] if target.with_deleted else [f'{ROOT}."deletedAt" IS NULL']
    return [*([sql] if sql is not None else []), *live], made.values
