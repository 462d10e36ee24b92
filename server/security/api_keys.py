"""API keys: random secrets with a recognisable prefix and a checksum, shown once and stored only as a hash."""

from __future__ import annotations

import hashlib
import secrets
import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from server.security.principal import Principal
from server.storage.statement import Statement, Steps

PREFIX = "ferry_"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM, _CHECKSUM = 43, 6


class KeyRefused(Exception):
    """A key that opens nothing: the message, code and sub-code go to the client as they are."""

    def __init__(self, message: str, code: str, sub_code: str) -> None:
        super().__init__(message)
        self.message, self.code, self.sub_code = message, code, sub_code


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key: never the secret itself. Instants are UTC texts with milliseconds and Z."""

    id: str
    name: str
    last_four: str
    created_at: str
    expires_at: str | None
    revoked_at: str | None


def new_secret() -> str:
    """Return a fresh secret: prefix, 43 random characters and a checksum that finds mistyped keys without a look-up."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return PREFIX + body + _checksum(body)


def create(name: str, secret: str, now: datetime, expires_at: datetime | None) -> Steps[ApiKey]:
    """Store a key under its name and return what is kept of it."""
    key = ApiKey(str(uuid.uuid4()), name, secret[-4:], _instant(now), _instant(expires_at) if expires_at else None, None)
    yield Statement(
        "INSERT INTO ferry_api_key (id, hash, name, last_four, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (key.id, _hash(secret), key.name, key.last_four, key.created_at, key.expires_at),
    )
    return key


def list_all() -> Steps[list[ApiKey]]:
    """Return every key, oldest first."""
    rows = yield Statement(
        "SELECT id, name, last_four, created_at, expires_at, revoked_at FROM ferry_api_key ORDER BY created_at, id"
    )
    return [ApiKey(*row) for row in rows]


def revoke(name_or_id: str, now: datetime) -> Steps[int]:
    """Revoke the keys of this name or id; return how many were valid until now."""
    rows = yield Statement(
        "UPDATE ferry_api_key SET revoked_at = ? WHERE (name = ? OR id = ?) AND revoked_at IS NULL RETURNING id",
        (_instant(now), name_or_id, name_or_id),
    )
    return len(rows)


def authenticate(secret: str, now: datetime) -> Steps[Principal]:
    """Return who holds the secret, or raise KeyRefused with the recorded messages."""
    body = secret.removeprefix(PREFIX)
    found = []
    if secret.startswith(PREFIX) and secrets.compare_digest(_checksum(body[:_RANDOM]), body[_RANDOM:]):
        found = yield Statement("SELECT id, name, expires_at, revoked_at FROM ferry_api_key WHERE hash = ?", (_hash(secret),))
    if not found:
        raise KeyRefused("Token invalid.", "UNAUTHENTICATED", "UNAUTHENTICATED")
    ((key_id, name, expires_at, revoked_at),) = found
    if revoked_at is not None:
        raise KeyRefused("This API Key is revoked", "FORBIDDEN", "FORBIDDEN_EXCEPTION")
    if expires_at is not None and expires_at <= _instant(now):
        raise KeyRefused("Token has expired.", "UNAUTHENTICATED", "UNAUTHENTICATED")
    return Principal(key_id, name)


def _hash(secret: str) -> str:
    # A fast hash is enough: the secret has 256 bits of its own.
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(body: str) -> str:
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(_CHECKSUM):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
