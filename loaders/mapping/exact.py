"""Columns by the names of the API and cells as its JSON has them: for files a server wrote, where nothing is to be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from loaders.mapping.columns import WRITTEN_OF_ACTOR, Column
from loaders.mapping.mapping import NO_FIELD, LeftOut, MappedColumn, Mapping
from loaders.mapping.parsers import Parser
from schema.field_types import TRAITS, FieldType, Storage

_TEXTS = frozenset((Storage.TEXT, Storage.UUID, Storage.DATE, Storage.TIMESTAMP))


def exact_mapping(headings: Sequence[str], columns: Sequence[Column]) -> Mapping:
    """Map every heading that is the path of a column; all others are left out."""
    by_path: dict[str, Column] = {}
    for column in columns:
        by_path.setdefault(column.path, column)
    mapped: list[MappedColumn] = []
    left_out: list[LeftOut] = []
    for position, heading in enumerate(headings):
        found = by_path.get(heading)
        if found is None or found.kept_out:
            reason = NO_FIELD if found is None else str(found.kept_out)
            left_out.append(LeftOut(heading, reason, position=position))
        else:
            mapped.append(MappedColumn(position, heading, found))
    return Mapping(tuple(mapped), tuple(left_out), tuple(headings), len(headings))


def exact_parser(column: Column) -> Parser:
    """Return the reader of cells that hold what the API answered; the server alone judges the values."""
    if column.composite is FieldType.ACTOR:
        return _actor
    if not column.whole and TRAITS[column.type].storage in _TEXTS:
        return str
    return orjson.loads


def _actor(cell: str) -> dict[str, Any]:
    given = orjson.loads(cell)
    return {name: given[name] for name in WRITTEN_OF_ACTOR if name in given}
