"""Headers: what stands beside the body of a request and of its answer."""

from __future__ import annotations

import hashlib
from typing import Final

from starlette.requests import Request

from server.engine.request import IdempotencyKey
from server.http.bodies import BodyRefused
from server.security.rate_limits import Allowance

MAX_KEY_LENGTH: Final = 255
Headers = tuple[tuple[str, str], ...]


async def idempotency_key(request: Request) -> IdempotencyKey | None:
    """Return the Idempotency-Key of a request with a digest of its body, or raise BodyRefused for one that is none."""
    text = request.headers.get("idempotency-key")
    if text is None:
        return None
    if not 0 < len(text) <= MAX_KEY_LENGTH:
        message = f"Idempotency-Key must have 1 to {MAX_KEY_LENGTH} characters, got {len(text)}."
        raise BodyRefused(400, {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]})
    return IdempotencyKey(text, hashlib.sha256(await request.body()).hexdigest())


def rate_limit_headers(allowance: Allowance | None) -> Headers:
    """Return what is left of every limit, and when to come back if one is exhausted."""
    if allowance is None:
        return ()
    allowance.look()
    names = [f"{bucket.limit.seconds}s" for bucket in allowance.buckets]
    pairs = list(zip(names, allowance.buckets, strict=True))
    wait = max(bucket.seconds_to_next for bucket in allowance.buckets)
    return (
        ("ratelimit-policy", ", ".join(f'"{name}";q={b.limit.tokens};w={b.limit.seconds}' for name, b in pairs)),
        ("ratelimit", ", ".join(f'"{name}";r={b.remaining};t={b.seconds_to_next}' for name, b in pairs)),
        *((("retry-after", str(wait)),) if wait else ()),
    )
