"""The keyring: who holds a key, remembered for a second so that most requests need no look-up."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from server.security.api_keys import authenticate
from server.security.principal import Principal
from server.storage.statement import Steps

_REMEMBERED_SECONDS = 1.0
_REMEMBERED_KEYS = 10_000


class Reader(Protocol):
    """Where keys are looked up."""

    def read(self, work: Callable[[], Steps[Principal]], *, brief: bool = False) -> Awaitable[Principal]:
        """Run the work in one read snapshot."""


class Keyring:
    """The valid keys. A revocation takes effect within a second, running imports included."""

    def __init__(self, database: Reader) -> None:
        self._database = database
        self._known: dict[str, tuple[float, Principal]] = {}

    async def holder(self, authorization: str | None) -> Principal | None:
        """Return who sent this Authorization header; None without a token; raise KeyRefused for one that opens nothing."""
        scheme, _, token = (authorization or "").partition(" ")
        secret = token.strip()
        if scheme.lower() != "bearer" or not secret:
            return None
        now = time.monotonic()
        until, principal = self._known.get(secret, (0.0, None))
        if principal is None or until < now:
            principal = await self._database.read(partial(authenticate, secret, datetime.now(UTC)), brief=True)
            if len(self._known) >= _REMEMBERED_KEYS:
                self._known.clear()
            self._known[secret] = (now + _REMEMBERED_SECONDS, principal)
        return principal
