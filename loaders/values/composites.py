"""Whole composites in one cell: the JSON object the API has, every part read by the reader of its own column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

import orjson

from loaders.values.cell_error import CellError, quoted


def composite_parser(readers: Mapping[str, Callable[[str], Any]], left_out: Collection[str] = ()) -> Callable[[str], Any]:
    """Return the reader of objects with these parts; parts that only a server sets are left out, unknown ones refused.

    An empty part is absent, like an empty cell; a null clears.
    """
    named = ", ".join(readers)

    def parse(cell: str) -> dict[str, Any]:
        given = _object(cell)
        unknown = [name for name in given if name not in readers and name not in left_out]
        if unknown:
            raise CellError(
                "JSON_INVALID", f"{quoted(cell)} has an unknown part {quoted(unknown[0])}", f"the parts are {named}"
            )
        record: dict[str, Any] = {}
        for name, value in given.items():
            if name in readers and value != "":
                record[name] = None if value is None else _read(name, readers[name], value)
        return record

    return parse


def _object(cell: str) -> dict[str, Any]:
    try:
        value = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise CellError("JSON_INVALID", f"{quoted(cell)} is not JSON: {error}", "write an object as the API has it") from None
    if not isinstance(value, dict):
        raise CellError("JSON_INVALID", f"{quoted(cell)} is not a JSON object", "write an object as the API has it")
    return value


def _read(name: str, reader: Callable[[str], Any], value: Any) -> Any:
    try:
        return reader(_cell(value))
    except CellError as error:
        raise CellError(error.code, f"{name}: {error.reason}", error.hint) from None


def _cell(value: Any) -> str:
    """Return a part as a cell of its own would write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return orjson.dumps(value).decode()
