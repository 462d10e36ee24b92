"""Cursors of search: base64 of JSON with the ranks of the last hit and the last id of every object, the last hit's behind."""

from __future__ import annotations

import binascii
from binascii import a2b_base64
from collections.abc import Mapping
from math import isfinite
from typing import Any

import orjson

from server.engine.errors import INVALID_CURSOR, RecordError
from server.engine.plans.search import SearchCursor


def decode_search_cursor(places: Mapping[str, int], cursor: str) -> SearchCursor:
    """Return where a page ended, or raise RecordError for a text that is no cursor of a search."""
    try:
        payload = orjson.loads(a2b_base64(cursor.encode(), strict_mode=True))
        ranks, ids = payload["lastRanks"], payload["lastRecordIdsPerObject"]
        *_, (name, last_id) = ids.items()
        last = (-_rank(ranks["tsRankCD"]), -_rank(ranks["tsRank"]), places[name], last_id)
    except (binascii.Error, UnicodeError, ValueError, TypeError, LookupError, AttributeError):
        last, ids = None, {}
    if last is None or not all(isinstance(each, str) for each in ids.values()):
        raise RecordError(f"Invalid cursor: {cursor}", INVALID_CURSOR)
    return SearchCursor(last, ids)


def _rank(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)
