"""What is kept: as much as a weight allows, what was not asked for the longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by text, each with a weight; together they weigh no more than `most`."""

    def __init__(self, most: int) -> None:
        self._most, self._weight = most, 0
        self._values: OrderedDict[str, tuple[T, int]] = OrderedDict()

    def get(self, text: str) -> T | None:
        """Return what is kept for a text."""
        found = self._values.get(text)
        if found is None:
            return None
        self._values.move_to_end(text)
        return found[0]

    def keep(self, text: str, value: T, weight: int) -> None:
        """Keep a value for a text that has none."""
        self._values[text] = value, weight
        self._weight += weight
        while self._weight > self._most:
            self._weight -= self._values.popitem(last=False)[1][1]
