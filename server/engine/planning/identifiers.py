"""Identifiers: the ids of records that an argument lists."""

from __future__ import annotations

from typing import Any

from schema.values.plain import uuid_value
from schema.values.refusals import ValueRefused
from server.engine.errors import INVALID_QUERY_INPUT, RecordError


def judge_ids(raw: Any) -> tuple[str, ...]:
    """Return the ids of the argument `ids` as they are stored, or raise RecordError when it is no list of them."""
    if not isinstance(raw, list):
        raise RecordError('Missing required argument: "ids" (array)', INVALID_QUERY_INPUT)
    return tuple(_judge_id(item) for item in raw)


def _judge_id(raw: Any) -> str:
    try:
        stored = uuid_value(raw, "ids")
    except ValueRefused as refused:
        raise RecordError(refused.message, INVALID_QUERY_INPUT, refused.friendly) from refused
    if stored is None:
        raise RecordError('Invalid UUID value null for field "ids"', INVALID_QUERY_INPUT)
    return stored
