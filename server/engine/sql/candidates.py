"""Candidates: the stored records that the rows of a bulk upsert may mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from server.engine.catalogue import Entity, UniqueKey
from server.engine.sql.query import IDS, json_text
from server.storage.statement import Statement


def candidates_statement(
    entity: Entity, columns: Sequence[str], key: UniqueKey, values: Collection[tuple[Any, ...]]
) -> Statement:
    """Return these columns of the records that hold one of these values of a key; only live ones where only those count."""
    listed = ", ".join(f't."{column}"' for column in columns)
    single = len(key.columns) == 1
    wanted = ["w.value"] if single else [f"json_extract(w.value, '$[{place}]')" for place in range(len(key.columns))]
    terms = [f't."{column}" = {value}' for column, value in zip(key.columns, wanted, strict=True)]
    if key.live_only:
        terms.append('t."deletedAt" IS NULL')
    # CROSS makes the values lead: each is one look-up in the index of the key.
    sql = f'SELECT {listed} FROM json_each(?) AS w CROSS JOIN "{entity.table}" AS t ON {" AND ".join(terms)}'
    return Statement(sql, (json_text([value[0] for value in values] if single else list(values)),))


def existing_ids_statement(entity: Entity, ids: Collection[str]) -> Statement:
    """Return those of the ids that are a record's, deleted or not."""
    return Statement(f'SELECT "id" FROM "{entity.table}" WHERE "id" IN {IDS}', (json_text(list(ids)),))
