"""The change feed as SQL: records and tombstones beyond a position, and the number that is reached."""

from __future__ import annotations

from typing import Final

from server.engine.catalogue import Catalogue, Entity
from server.engine.plans.entries import RecordShape
from server.engine.plans.positions import Position
from server.engine.sql.query import ROOT, Query
from server.storage.statement import Statement
from server.storage.versions import VERSION

COUNTER: Final = Statement("SELECT number, origin FROM ferry_counter")
"""The number of the last write transaction that is seen, and the origin of the database."""


def changes_statement(catalogue: Catalogue, shape: RecordShape, since: Position, limit: int) -> Statement:
    """Return the records beyond a position, one more than asked for: version, id and soft-delete mark, then the shape's."""
    query = Query(catalogue, shape.entity)
    place = (f"{ROOT}.{VERSION}", f'{ROOT}."id"')
    columns = [*place, f'{ROOT}."deletedAt"', *(query.column(ref) for ref in shape.columns)]
    query.beyond(place, since.key)
    return Statement(f"{query.select(columns)} ORDER BY {', '.join(place)} LIMIT ?", (*query.values, limit + 1))


def tombstones_statement(entity: Entity, since: Position, limit: int) -> Statement:
    """Return version and id of the records beyond a position that are gone; what was created again is not gone."""
    return Statement(
        "SELECT version, id FROM ferry_tombstone AS gone WHERE object = ? AND (version, id) > (?, ?) "
        f'AND NOT EXISTS (SELECT 1 FROM "{entity.table}" WHERE id = gone.id) ORDER BY version, id LIMIT ?',
        (entity.table, *since.key, limit + 1),
    )
