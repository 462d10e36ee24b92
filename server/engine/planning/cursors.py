"""Cursors: base64 of compact JSON with one value per order key, in order, as the API shows them."""

from __future__ import annotations

import binascii
from binascii import a2b_base64
from typing import Any

import orjson

from schema.field_types import Empty, Storage
from schema.values.refusals import ValueRefused
from schema.values.scalars import check_filter_value
from server.engine.catalogue import Entity
from server.engine.errors import INVALID_CURSOR, RecordError
from server.engine.plans.criteria import OrderKey


def decode_cursor(entity: Entity, order: tuple[OrderKey, ...], cursor: str) -> tuple[Any, ...]:
    """Return the stored value of each order key, or raise RecordError for a cursor that is not of this ordering."""
    payload = _payload(cursor)
    for name in payload:
        if name not in entity.members and name not in entity.join_columns:
            raise RecordError(f"Field metadata not found for key: {name}", INVALID_CURSOR)
    return tuple(_value(payload, key, cursor) for key in order)


def _payload(cursor: str) -> dict[str, Any]:
    try:
        payload = orjson.loads(a2b_base64(cursor.encode(), strict_mode=True))
    except (binascii.Error, UnicodeError, ValueError):
        payload = None
    if not isinstance(payload, dict):
        raise RecordError(f"Invalid cursor: {cursor}", INVALID_CURSOR)
    return payload


def _value(payload: dict[str, Any], key: OrderKey, cursor: str) -> Any:
    value: Any = payload
    for name in key.payload:
        if not isinstance(value, dict) or name not in value:
            raise RecordError(
                f'Cursor is missing the value for orderBy field "{".".join(key.payload)}": it was encoded for a different '
                "orderBy. Restart pagination without a cursor.",
                INVALID_CURSOR,
            )
        value = value[name]
    column = key.ref.column
    if value is None or (value == "" and column.empty is Empty.TEXT):
        return None
    if column.storage is Storage.JSON:
        return value if isinstance(value, str) else orjson.dumps(value).decode()
    try:
        return check_filter_value(column, value, ".".join(key.payload))
    except ValueRefused as refusal:
        raise RecordError(f"Invalid cursor: {cursor}", INVALID_CURSOR) from refusal
