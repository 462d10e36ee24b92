"""A look at the way to a server before a run: is it there, does it take the key, what may be read, what it allows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import orjson

from loaders.errors import ExitCode, FerryError
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import fetch_model
from loaders.remote.targets import Target
from schema.model import ObjectMetadata

LARGEST_SKEW = 30.0
_ROOT_FIELDS = 20
_NAMED = 8
_PROBE = "query Probe { __typename }"


class Verdict(StrEnum):
    """How good what was found is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do about it where something is to be done."""

    name: str
    verdict: Verdict
    text: str
    remedy: str = ""
    exit_code: ExitCode = ExitCode.DONE


def check_up(client: Client, now: Callable[[], float] = time.time) -> Iterator[Finding]:
    """Yield what is found, step by step; the first error ends it."""
    for name, step in (("server", _server), ("key", _key), ("target", _target), ("model", _model)):
        try:
            yield from step(client, now)
        except FerryError as error:
            yield Finding(name, Verdict.ERROR, str(error), exit_code=error.exit_code)
            return


def _server(client: Client, now: Callable[[], float]) -> Iterator[Finding]:
    started = time.perf_counter()
    answer = client.exchange(_PROBE)
    seconds = time.perf_counter() - started
    yield Finding("server", Verdict.OK, f"{client.origin} answers in {seconds * 1000:.0f} ms")
    yield _encryption(client)
    yield _clock(answer.headers.get("date"), now())


def _encryption(client: Client) -> Finding:
    if client.address.scheme == "https":
        return Finding("encryption", Verdict.OK, "https, and the certificate is valid")
    if client.address.host in ("localhost", "127.0.0.1", "::1"):
        return Finding("encryption", Verdict.OK, "none, and none is needed on this very machine")
    return Finding("encryption", Verdict.WARNING, "the key and all records travel unencrypted", "give an https:// address")


def _clock(date: str | None, now: float) -> Finding:
    if date is None:
        return Finding("clock", Verdict.OK, "the server does not tell its time")
    try:
        skew = (parsedate_to_datetime(date) - datetime.fromtimestamp(now, UTC)).total_seconds()
    except (TypeError, ValueError):
        return Finding("clock", Verdict.WARNING, "the server tells a time that cannot be read", "mind what stands before it")
    if abs(skew) <= LARGEST_SKEW:
        return Finding("clock", Verdict.OK, "this machine and the server agree on the time")
    side = "behind" if skew > 0 else "ahead of"
    text = f"this machine is {abs(skew):,.0f} s {side} the server"
    return Finding("clock", Verdict.WARNING, text, "set the clock; records changed since a moment are judged by it")


def _key(client: Client, now: Callable[[], float]) -> Iterator[Finding]:  # noqa: ARG001 - steps have one shape
    client.execute(_PROBE)
    yield Finding("key", Verdict.OK, "the server knows it")


def _target(client: Client, now: Callable[[], float]) -> Iterator[Finding]:  # noqa: ARG001 - steps have one shape
    capabilities = fetch_capabilities(client)
    yield Finding("target", Verdict.OK, _kind(client.target, capabilities))
    yield Finding("limits", Verdict.OK, _limits(capabilities))


def _kind(target: Target, capabilities: Capabilities) -> str:
    if target is Target.TWENTY:
        return "taken for a Twenty, as --target says; Ferry's additions are not used"
    offers = {
        "an outcome for every row": capabilities.row_upserts,
        "idempotency keys": capabilities.idempotency,
        "snapshots": capabilities.snapshots,
        "a feed of changes": capabilities.changes,
    }
    if any(offers.values()):
        return f"Ferry, with {', '.join(name for name, offered in offers.items() if offered)}"
    return "Twenty, or like it: one bad row fails its whole call, and is found by sending smaller ones"


def _limits(capabilities: Capabilities) -> str:
    rates = [
        f"{rate:,} requests a {unit}"
        for rate, unit in ((capabilities.requests_per_second, "second"), (capabilities.requests_per_minute, "minute"))
        if rate is not None
    ]
    records = max(capabilities.records_per_call, capabilities.records_per_upsert if capabilities.row_upserts else 0)
    rate = capabilities.requests_per_minute
    ceiling = f", so at most {rate * records:,} rows a minute" if rate is not None else ""
    return f"{records:,} records a call, {' and '.join(rates) or 'no limit of requests'}{ceiling}"


def _model(client: Client, now: Callable[[], float]) -> Iterator[Finding]:  # noqa: ARG001 - steps have one shape
    model = fetch_model(client)
    yield Finding("model", Verdict.OK, f"{len(model.objects)} objects, digest {model.digest[:12]}")
    unreadable = [name for part in _parts(model.objects) for name in _unreadable(client, part)]
    if not unreadable:
        yield Finding("reading", Verdict.OK, "the key may read every object")
        return
    named = ", ".join(unreadable[:_NAMED]) + (f" and {len(unreadable) - _NAMED} more" if len(unreadable) > _NAMED else "")
    remedy = "give the key a role that may read what is to be moved"
    if len(unreadable) == len(model.objects):
        yield Finding("reading", Verdict.ERROR, "the key may read no object", remedy, ExitCode.PERMISSION)
    else:
        yield Finding("reading", Verdict.WARNING, f"the key may not read {named}", remedy)


def _parts(objects: Sequence[ObjectMetadata]) -> Iterator[Sequence[ObjectMetadata]]:
    for start in range(0, len(objects), _ROOT_FIELDS):
        yield objects[start : start + _ROOT_FIELDS]


def _unreadable(client: Client, objects: Sequence[ObjectMetadata]) -> list[str]:
    """Return the objects whose first record is refused: their root fields read null."""
    fields = " ".join(f"{obj.name_plural}(first: 1) {{ edges {{ node {{ id }} }} }}" for obj in objects)
    body = client.send(f"query Readable {{ {fields} }}")
    data = orjson.loads(body).get("data") or client.read(body)
    return [obj.name_plural for obj in objects if data.get(obj.name_plural) is None]
