"""Groups: the values of dimensions as the API shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orjson import Fragment

from schema.field_types import Storage
from server.engine.plans.grouping import Dimension
from server.engine.results.writers import number
from server.storage.statement import Row

_SHOWN: Final[Mapping[Storage, Callable[[Any], Any]]] = {
    Storage.BOOLEAN: bool,
    Storage.JSON: Fragment,
    Storage.NUMBER: number,
}


def dimension_values(dimensions: tuple[Dimension, ...]) -> Callable[[Row], list[Any]]:
    """Return the function from stored values to those a group shows; an empty one is null, whatever its type."""
    shown = [_SHOWN.get(dimension.ref.column.storage) for dimension in dimensions]
    if not any(shown):
        return list
    return lambda row: [value if show is None or value is None else show(value) for show, value in zip(shown, row, strict=True)]
