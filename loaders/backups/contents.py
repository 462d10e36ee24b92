"""What a record holds, whoever keeps it: flat, without what is empty, and without what a server writes by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from loaders.remote.documents import Fields

SERVER_OWNED = frozenset(("updatedAt", "updatedBy", "searchVector"))
"""Fields a server writes by itself on every change: they are no part of what a record holds."""
_SERVER_PARTS = frozenset(("createdBy.workspaceMemberId", "createdBy.context"))
HISTORY_FIELDS = frozenset(("createdAt", "createdBy"))
"""Fields that tell how a record came to be: not every server lets a client write them."""
_WHOLE = 2.0**53

Content = dict[str, Any]
"""The values of a record by their paths, `address.addressCity`; empty text, an empty list and null are one value: none."""


def content_of(record: Mapping[str, Any], fields: Fields) -> Content:
    """Return what a record holds of these fields."""
    content: Content = {}
    for name, parts in fields.items():
        value: Any = record.get(name)
        if name in SERVER_OWNED or _is_empty(value):
            continue
        if not parts:
            content[name] = _plain(value)
            continue
        for part in parts:
            path = f"{name}.{part}"
            if not _is_empty(value.get(part)) and path not in _SERVER_PARTS:
                content[path] = _plain(value[part])
    return content


def content_bytes(content: Content) -> bytes:
    """Return the canonical JSON of a content: equal contents have equal bytes."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


class ContentHash:
    """The hash of a set of records: the sum of the hashes of their contents, so that their order does not matter."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, content: bytes) -> None:
        """Add the canonical JSON of one more record."""
        self._sum += int.from_bytes(hashlib.sha256(content).digest(), "big")

    @property
    def hex(self) -> str:
        """The sum modulo 2^256."""
        return f"{self._sum % (1 << 256):064x}"


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _plain(value: Any) -> Any:
    """Return a whole number as an integer: whether it was stored as one is a matter of the server."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE else value
