"""What the cells of a column agree on; a few that stand against all others are mistakes of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_

NEARLY_ALL = 0.8
"""The share of cells that outvotes the rest. A spreadsheet that swaps days and months leaves about 0.6 of them alone."""


def agreed(fits: Mapping[int, int]) -> int:
    """Return the readings, as bits, that every cell allows, or else those that nearly all do; `fits` counts cells by bits.

    Nearly all outvote the rest only where no cell of theirs could be meant like the rest: 1/2/2024 could, ISO dates could not.
    """
    everywhere = reduce(and_, fits)
    if everywhere:
        return everywhere
    bits = reduce(or_, fits)
    return sum(bit for number in range(bits.bit_length()) if _outvotes(fits, bit := 1 << number))


def _outvotes(fits: Mapping[int, int], bit: int) -> bool:
    others = reduce(or_, (few for few in fits if not few & bit))
    clear = all(not few & others for few in fits if few & bit)
    return clear and sum(count for few, count in fits.items() if few & bit) >= NEARLY_ALL * sum(fits.values())


def is_exception(count: int, total: int) -> bool:
    """Tell whether so few cells of all are mistakes of their rows rather than the way of the column."""
    return count <= (1 - NEARLY_ALL) * total
