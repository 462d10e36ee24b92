"""The ids of records that were destroyed for good: no filter finds them, but the change feed has a tombstone of each."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.remote.client import Client
from schema.model import ObjectMetadata

_PAGE = 1000


def destroyed_since(client: Client, obj: ObjectMetadata, token: str) -> Iterator[str]:
    """Yield the ids of the object's records destroyed since the token of the feed."""
    field = f"{obj.name_plural}Changes"
    document = (
        f"query Destroyed($since: String, $first: Int) {{ {field}(since: $since, first: $first) "
        "{ next hasMore changes { kind id } } }"
    )
    more = True
    while more:
        found = client.execute(document, {"since": token, "first": _PAGE})[field]
        yield from (change["id"] for change in found["changes"] if change["kind"] == "DESTROYED")
        token, more = found["next"], found["hasMore"]
