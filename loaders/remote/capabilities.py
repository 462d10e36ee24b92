"""What the server lets a loader do: Ferry's additions where it has them, Twenty's numbers elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loaders.errors import UsageError
from loaders.remote.allowance import TWENTY_PER_MINUTE, TWENTY_PER_SECOND
from loaders.remote.client import Client
from loaders.remote.refusals import ServerRefused
from loaders.remote.targets import Target

TWENTY_RECORDS = 200
FERRY_JOBS = 4
FERRY_PAGE = 1000
RELEASE = "releaseSnapshot"
_LIMITS = (
    "maxRecordsPerCreate",
    "maxRecordsPerUpsert",
    "maxRootFields",
    "maxPageSize",
    "requestsPerSecond",
    "requestsPerMinute",
)
# Types tell the additions apart safely: a custom object called "limit" has root fields `limits` too, but no type `Limits`.
_INTROSPECTION = (
    'query Capabilities { limits: __type(name: "Limits") { fields { name } } '
    'upserts: __type(name: "UpsertOnError") { enumValues { name } } '
    'snapshots: __type(name: "ConnectionSnapshot") { name } '
    'changes: __type(name: "ChangeKind") { name } }'
)
_MUTATIONS = 'mutations: __type(name: "Mutation") { fields { name } }'


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How much fits in one call, how many calls at once and in a time, how large a page, and which of Ferry's additions exist.

    The defaults are Twenty's. A rate of None is no limit.
    """

    records_per_call: int = TWENTY_RECORDS
    records_per_upsert: int = TWENTY_RECORDS
    jobs: int = 1
    page: int = TWENTY_RECORDS
    row_upserts: bool = False
    idempotency: bool = False
    snapshots: bool = False
    releases: bool = False
    """Whether a snapshot can be given back before it ends by itself."""
    changes: bool = False
    requests_per_second: int | None = TWENTY_PER_SECOND
    requests_per_minute: int | None = TWENTY_PER_MINUTE


def fetch_capabilities(client: Client) -> Capabilities:
    """Ask which additions the server has and what it allows, and let the client keep to it; who does not tell is a Twenty."""
    found = _ask(client)
    client.keep_to(found.requests_per_second, found.requests_per_minute)
    return found


def _ask(client: Client) -> Capabilities:
    if client.target is Target.TWENTY:
        return Capabilities()
    try:
        types = client.execute(_INTROSPECTION)
        further = _ask_ferry(client, types)
    except ServerRefused:
        types, further = {}, None
    if further is not None:
        return _of_ferry({**types, "mutations": further["mutations"]}, further["limits"])
    if client.target is Target.FERRY:
        raise UsageError("the server has none of Ferry's additions; leave --target out, or give --target twenty")
    return Capabilities()


def _ask_ferry(client: Client, types: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what is only asked of a Ferry, since every question counts against the limits of a Twenty."""
    offered = _fields(types, "limits")
    if not offered.issuperset(_LIMITS[:2]):
        return None
    return client.execute(f"{{ limits {{ {' '.join(n for n in _LIMITS if n in offered)} }} {_MUTATIONS} }}")


def _fields(types: Mapping[str, Any], name: str) -> set[str]:
    return {field["name"] for field in (types.get(name) or {}).get("fields") or ()}


def _of_ferry(types: Mapping[str, Any], limits: Mapping[str, Any]) -> Capabilities:
    return Capabilities(
        records_per_call=int(limits["maxRecordsPerCreate"]),
        records_per_upsert=int(limits["maxRecordsPerUpsert"]),
        jobs=FERRY_JOBS,
        page=min(FERRY_PAGE, limits.get("maxPageSize") or FERRY_PAGE),
        row_upserts=bool(types.get("upserts")),
        idempotency=True,
        snapshots=bool(types.get("snapshots")),
        releases=RELEASE in _fields(types, "mutations"),
        changes=bool(types.get("changes")),
        requests_per_second=limits.get("requestsPerSecond"),
        requests_per_minute=limits.get("requestsPerMinute"),
    )
