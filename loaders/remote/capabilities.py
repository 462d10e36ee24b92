"""What the server lets a loader do at once: asked where it says so, Twenty's numbers elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.remote.client import Client
from loaders.remote.refusals import ServerRefused

TWENTY_RECORDS = 200
_INTROSPECTION = '{ __type(name: "Query") { fields { name } } }'


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How much fits in one call, how many calls at once, and how large a page."""

    records_per_call: int = TWENTY_RECORDS
    jobs: int = 1
    page: int = TWENTY_RECORDS


def fetch_capabilities(client: Client) -> Capabilities:
    """Ask for the server's limits if it publishes any."""
    try:
        query_type = client.execute(_INTROSPECTION)["__type"] or {}
        if "limits" not in {field["name"] for field in query_type.get("fields") or ()}:
            return Capabilities()
        limits = client.execute("{ limits { maxRecordsPerCreate } }")["limits"]
    except ServerRefused:
        return Capabilities()
    return Capabilities(int(limits["maxRecordsPerCreate"]), jobs=4, page=1000)
