"""How much of the data model one request may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import strawberry

from server.metadata.errors import QueryTooComplexError

T = TypeVar("T")


class Budget:
    """The nodes a request may still receive in lists: types that lead back to each other would else grow without end."""

    __slots__ = ("_left", "limit")

    def __init__(self, limit: int = 20_000) -> None:
        self.limit = limit
        self._left = limit

    def spend(self, nodes: int) -> None:
        """Take the nodes of a list off the budget; refuse the request when it is used up."""
        self._left -= nodes
        if self._left < 0:
            raise QueryTooComplexError(self.limit)


Info = strawberry.Info[Budget, None]


def charged(info: Info, nodes: Sequence[T]) -> list[T]:
    """Return the nodes after taking them off the request's budget."""
    info.context.spend(len(nodes))
    return list(nodes)
