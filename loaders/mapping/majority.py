"""What the cells of a column agree on; a few that stand against all others are mistakes of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_

NEARLY_ALL = 0.8
"""The share of cells that outvotes the rest. A spreadsheet that swaps days and months leaves about 0.6 of them alone."""


def agreed(fits: Mapping[int, int]) -> int:
    """Return the readings, as bits, that every cell allows, or else those that nearly all do; `fits` counts cells by bits."""
    everywhere = reduce(and_, fits)
    if everywhere:
        return everywhere
    total = sum(fits.values())
    bits = reduce(int.__or__, fits)
    single = (1 << number for number in range(bits.bit_length()))
    return sum(bit for bit in single if sum(count for few, count in fits.items() if few & bit) >= NEARLY_ALL * total)


def is_exception(count: int, total: int) -> bool:
    """Tell whether so few cells of all are mistakes of their rows rather than the way of the column."""
    return count <= (1 - NEARLY_ALL) * total
