"""The records of an object, page by page and none lost: read in the wanted order where the server can, else sorted here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.errors import Incomplete
from loaders.exports.sorting import sorted_records
from loaders.remote.capabilities import RELEASE, Capabilities
from loaders.remote.client import Client
from loaders.remote.documents import Fields, count
from loaders.remote.pages import Page, Request, read_pages
from schema.model import ObjectMetadata

Order = Sequence[dict[str, Any]]

BY_ID: Order = ({"id": "AscNullsFirst"},)


@dataclass(frozen=True, slots=True)
class Reading:
    """Which records are read: those of a filter, in an order that ends with the id, so many, beginning after a cursor."""

    condition: Mapping[str, Any] | None = None
    order: Order = BY_ID
    page: int | None = None
    limit: int | None = None
    after: str | None = None
    snapshot: str | None = None
    """The token of the state to read; without it the first page opens one where the server can."""


def read_records(
    client: Client, obj: ObjectMetadata, fields: Fields, capabilities: Capabilities, reading: Reading | None = None
) -> Iterator[Page]:
    """Yield the pages of a reading.

    Where the server holds snapshots all pages show one state. A page that brings another snapshot token than the one before,
    or than the one given, says that the earlier state ended and the walk went on in a newer one.
    """
    reading = reading or Reading()
    request = Request(
        obj,
        fields,
        reading.condition,
        reading.order,
        reading.page or capabilities.page,
        reading.limit,
        capabilities.snapshots,
        reading.snapshot if capabilities.snapshots else None,
        reading.after,
    )
    if is_sorted_here(capabilities, reading.order):
        return sorted_records(obj, read_pages(client, replace(request, order=BY_ID, limit=None)), reading.order, request)
    return read_pages(client, request)


def release(client: Client, capabilities: Capabilities, token: str | None) -> None:
    """Give back the state that was read, where the server takes it: it holds few, and else the next ones wait for it."""
    if capabilities.releases and token is not None:
        client.tell(f"mutation Release($token: String!) {{ {RELEASE}(token: $token) }}", {"token": token})


def is_sorted_here(capabilities: Capabilities, order: Order) -> bool:
    """Tell whether the server is only trusted with the order of the ids: Twenty loses rows among empty and equal values."""
    return not capabilities.snapshots and [list(key) for key in order] != [["id"]]


def confirm_count(client: Client, obj: ObjectMetadata, reading: Reading, rows: int, total: int | None) -> str:
    """Return a remark where records came or went meanwhile, else nothing; refuse a difference that nothing explains."""
    wanted = total if total is None or reading.limit is None else min(total, reading.limit)
    if wanted is None or rows == wanted:
        return ""
    later = client.execute(count(obj), {"filter": reading.condition})[obj.name_plural]["totalCount"]
    if total != later and reading.limit is None:
        return f"records changed during the export: the server counted {total:,} at the beginning and {later:,} at the end"
    raise Incomplete(f"{rows:,} rows were read, but the server counts {wanted:,}; the file is kept as .part, export again")
