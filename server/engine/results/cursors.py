"""Cursors: the function that makes the cursor of a row, compiled once per ordering."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson

from schema.columns import Column
from schema.field_types import Empty, Storage
from server.engine.plans.criteria import OrderKey
from server.storage.statement import Row


@lru_cache(maxsize=1_000)
def cursor_writer(order: tuple[OrderKey, ...], places: tuple[int, ...]) -> Callable[[Row], str]:
    """Compile the function row -> cursor; `places` are where the order keys stand in the row."""
    payload: dict[str, Any] = {}
    for key, place in zip(order, places, strict=True):
        inner = payload
        for name in key.payload[:-1]:
            inner = inner.setdefault(name, {})
        inner[key.payload[-1]] = _shown(key.ref.column, f"r[{place}]")
    source = f"lambda r: base64(dumps({_display(payload)}), newline=False).decode()"
    # The source holds only names of the model and places in the row.
    writer: Callable[[Row], str] = eval(source, {"base64": b2a_base64, "dumps": orjson.dumps})  # noqa: S307
    return writer


def _display(payload: dict[str, Any]) -> str:
    entries = (f"{name!r}: {_display(part) if isinstance(part, dict) else part}" for name, part in payload.items())
    return f"{{{', '.join(entries)}}}"


def _shown(column: Column, value: str) -> str:
    if column.storage is Storage.BOOLEAN:
        return f"None if {value} is None else bool({value})"
    return f'{value} or ""' if column.empty is Empty.TEXT else value
