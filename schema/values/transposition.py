"""Rows of named values turned into columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from schema.absent import ABSENT


def transpose(rows: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Any]]:
    """Return the values of each name that some row has, one a row, ABSENT where a row lacks it."""
    shapes = set(map(tuple, rows))
    if len(shapes) == 1:
        names = next(iter(shapes))
        return dict(zip(names, zip(*[row.values() for row in rows], strict=True), strict=True))
    return {name: [row.get(name, ABSENT) for row in rows] for name in dict.fromkeys(chain.from_iterable(shapes))}
