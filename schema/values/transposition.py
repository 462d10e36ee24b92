"""Rows of named values turned into columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from schema.absent import ABSENT


def transpose(rows: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Any]]:
    """Return the values of each name that some row has, one a row, ABSENT where a row lacks it."""
    if not rows:
        return {}
    names = tuple(rows[0])
    if set(map(len, rows)) == {len(names)}:
        try:
            return _same_names(rows, names)
        except KeyError:
            pass
    return {name: [row.get(name, ABSENT) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))}


def _same_names(rows: Sequence[Mapping[str, Any]], names: tuple[str, ...]) -> dict[str, Sequence[Any]]:
    if len(names) < 2:
        return {name: [row[name] for row in rows] for name in names}
    return dict(zip(names, zip(*map(itemgetter(*names), rows), strict=True), strict=True))
