"""The SQL functions SQLite lacks, registered on every connection under the names the statements use."""

from __future__ import annotations

import json
from collections.abc import Callable

from schema import search_text
from server.storage.local_days import local_day


def fold(text: object) -> str | None:
    """Return text in lower case by Unicode; SQLite's own lower() folds ASCII only."""
    return str(text).lower() if text is not None else None


def searched(text: str) -> str:
    """Return text as search compares it."""
    return search_text.fold(text)


def spaced_json(text: str | None) -> str | None:
    """Return JSON text with a blank after commas and colons, the form `like` sees on Twenty's database."""
    return json.dumps(json.loads(text), ensure_ascii=False) if text is not None else None


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    "ferry_fold": fold,
    "ferry_local_day": local_day,
    "ferry_search_text": searched,
    "ferry_spaced_json": spaced_json,
}
