"""Answers: records read back and written as their shape asks."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from server.engine.operations.children import read_children
from server.engine.operations.context import Context
from server.engine.plans.entries import RecordShape, RecordsShape
from server.engine.results.writers import records_writer
from server.engine.sql.statements import records_statement
from server.storage.statement import Row, Steps


def answer_ids(context: Context, shape: RecordsShape, ids: list[str]) -> Steps[list[Any]]:
    """Return the records with these ids, deleted ones too, in this order."""
    rows = yield records_statement(context.catalogue, shape.record, ids)
    by_id = {row[0]: row[1:] for row in rows}
    return (yield from answer_rows(context, shape, [by_id[record_id] for record_id in ids]))


def answer_rows(context: Context, shape: RecordsShape, rows: list[Row]) -> Steps[list[Any]]:
    """Return the records of rows that hold the columns of the shape."""
    connections = yield from read_children(context.catalogue, shape.record, rows)
    return records_writer(shape)(rows, connections)


def projection(shape: RecordShape) -> Callable[[Row], Row] | None:
    """Return the function from a whole row to a row of the shape; None when the shape reaches over relations."""
    if shape.children or any(ref.path for ref in shape.columns):
        return None
    places = {column.name: place for place, column in enumerate(shape.entity.columns)}
    wanted = [places[ref.column.name] for ref in shape.columns]
    return itemgetter(*wanted) if len(wanted) > 1 else lambda row: (row[wanted[0]],) if wanted else ()
