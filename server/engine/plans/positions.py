"""Positions: places in the changes of an object, and the opaque tokens that clients know them by."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

import orjson

_DIGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Position:
    """The place behind a record of a version, or without id behind all of that version; `origin` is the database's."""

    table: str
    origin: str
    version: int
    id: str | None = None

    @property
    def token(self) -> str:
        """The text that stands for this position, with a digest: whatever is changed in it shows."""
        payload = orjson.dumps([self.table, self.origin, self.version, self.id])
        digest = hashlib.blake2b(payload, digest_size=_DIGEST).digest()
        return urlsafe_b64encode(digest + payload).rstrip(b"=").decode()

    @property
    def key(self) -> tuple[int, str]:
        """The version and id that records must lie beyond."""
        return (self.version, self.id) if self.id is not None else (self.version + 1, "")


def position_of(token: str) -> Position | None:
    """Return the position a token stands for, None for a text that no position has."""
    try:
        found = orjson.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4))[_DIGEST:])
    except ValueError:
        return None
    match found:
        case [str(table), str(origin), int(version), str() | None as record_id]:
            position = Position(table, origin, version, record_id)
            return position if position.token == token else None
    return None
