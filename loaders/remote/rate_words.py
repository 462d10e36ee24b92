"""What an answer says about the server's rate limits: in Twenty's words, or in headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_WORDING = re.compile(r"Limit reached \((\d+) tokens per (\d+) ?ms\)")
_NUMBER = re.compile(r'^\s*(?:"[^"]*"\s*;\s*)?(\d+)')
_PARAMETER = re.compile(r";\s*([a-z]+)\s*=\s*(\d+)")


def worded_limit(message: str) -> tuple[int, float] | None:
    """Return the tokens and seconds of a refusal such as `Limit reached (100 tokens per 60000 ms)`."""
    found = _WORDING.search(message)
    return (int(found[1]), int(found[2]) / 1000) if found else None


def advertised_limits(headers: Mapping[str, str]) -> Iterator[tuple[int, float]]:
    """Yield tokens and seconds of every limit that `RateLimit-Policy` names: `"60s";q=100;w=60`, in older drafts `100;w=60`."""
    for policy in headers.get("ratelimit-policy", "").split(","):
        parameters = dict(_PARAMETER.findall(policy))
        quota = parameters.get("q") or ((found := _NUMBER.match(policy)) and found[1])
        if quota and "w" in parameters:
            yield int(quota), float(parameters["w"])


def seconds_asked(headers: Mapping[str, str], now: Callable[[], float]) -> float | None:
    """Return for how long the server asks to be left alone: by `Retry-After`, or because a limit has nothing left."""
    asked = [seconds for seconds in (_retry_after(headers, now), *_exhausted(headers)) if seconds is not None]
    return max(asked, default=None)


def _retry_after(headers: Mapping[str, str], now: Callable[[], float]) -> float | None:
    text = headers.get("retry-after", "").strip()
    if not text or text.isdigit():
        return float(text) if text else None
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.fromtimestamp(now(), UTC)).total_seconds())


def _exhausted(headers: Mapping[str, str]) -> Iterator[float]:
    """Yield the wait of every limit with nothing left: `RateLimit: "60s";r=0;t=5`, in older drafts two headers."""
    for state in headers.get("ratelimit", "").split(","):
        parameters = dict(_PARAMETER.findall(state))
        if parameters.get("r") == "0" and "t" in parameters:
            yield float(parameters["t"])
    remaining, reset = headers.get("ratelimit-remaining", "").strip(), headers.get("ratelimit-reset", "").strip()
    if remaining == "0" and reset.isdigit():
        yield float(reset)
