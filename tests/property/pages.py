"""Reading page after page through the API, forward and backward."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from schema.model import ObjectMetadata
from schema.naming import capitalise
from tests.processes import Api
from tests.property.plain_orderings import Ordering


@dataclass(frozen=True, slots=True)
class Page:
    """One page of ids."""

    keys: list[str]
    cursors: list[str]
    total: int
    has_next: bool
    has_previous: bool


def query(obj: ObjectMetadata) -> str:
    """Return a document that reads one page of ids."""
    kind = f"{capitalise(obj.name_singular)}OrderByInput"
    variables = f"$first: Int, $last: Int, $after: String, $before: String, $orderBy: [{kind}]"
    arguments = "first: $first, last: $last, after: $after, before: $before, orderBy: $orderBy"
    info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    return f"query({variables}) {{ {obj.name_plural}({arguments}) {{ totalCount {info} edges {{ cursor node {{ id }} }} }} }}"


def read_page(api: Api, obj: ObjectMetadata, ordering: Ordering, **arguments: Any) -> Page:
    """Return one page, whose cursors must agree with its rows."""
    found = api.ask(query(obj), orderBy=ordering, **arguments)[obj.name_plural]
    info, edges = found["pageInfo"], found["edges"]
    cursors = [edge["cursor"] for edge in edges]
    assert [info["startCursor"], info["endCursor"]] == ([cursors[0], cursors[-1]] if cursors else [None, None])
    keys = [edge["node"]["id"] for edge in edges]
    return Page(keys, cursors, found["totalCount"], info["hasNextPage"], info["hasPreviousPage"])


def forward(
    api: Api, obj: ObjectMetadata, ordering: Ordering, size: int, between: Callable[[], None] | None = None
) -> Iterator[Page]:
    """Walk forward to the end, calling `between` before each further page."""
    page = read_page(api, obj, ordering, first=size)
    yield page
    while page.has_next:
        if between:
            between()
        page = read_page(api, obj, ordering, first=size, after=page.cursors[-1])
        yield page


def backward(api: Api, obj: ObjectMetadata, ordering: Ordering, size: int, before: str) -> Iterator[Page]:
    """Walk back from a cursor to the beginning."""
    page = read_page(api, obj, ordering, last=size, before=before)
    yield page
    while page.has_previous:
        page = read_page(api, obj, ordering, last=size, before=page.cursors[0])
        yield page
