"""Stored records by filter, every page of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from loaders.remote.client import Client
from loaders.remote.documents import Fields, find_many, selection
from schema.model import ObjectMetadata


def find_records(
    client: Client, obj: ObjectMetadata, fields: Fields, condition: dict[str, Any], first: int, *, pages: int | None = None
) -> Iterator[dict[str, Any]]:
    """Yield every record the condition finds, or those of some pages; `first` is how many are expected and go on a page."""
    document = find_many(obj, selection(fields))
    after: str | None = None
    for _ in count() if pages is None else range(pages):
        found = client.execute(document, {"filter": condition, "first": first, "after": after})[obj.name_plural]
        for edge in found["edges"]:
            yield edge["node"]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"] or after is None:
            return
