"""All records of a filter by keyset cursor, the next page under way while the present one is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.client import Client
from loaders.documents import Fields, page, selection
from schema.model import ObjectMetadata

_PAGE_INFO = re.compile(rb'"pageInfo":(\{"endCursor":"[^"{}]*","hasNextPage":(?:true|false)\})')


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read: the object, the fields, which records and in which order."""

    obj: ObjectMetadata
    fields: Fields
    condition: Mapping[str, Any] | None
    order: Sequence[Mapping[str, Any]]
    page: int
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page; the first page also has the number of all."""

    edges: list[dict[str, Any]]
    total: int | None


def read_pages(client: Client, request: Request) -> Iterator[Page]:
    """Yield page after page; the order ends with the id, so none is lost and none comes twice."""
    fields = selection(request.fields)
    first, further = (page(request.obj, fields, counted=counted) for counted in (True, False))
    left = request.limit
    size = request.page if left is None else min(request.page, left)
    with ThreadPoolExecutor(1, thread_name_prefix="page") as ahead:
        waiting = ahead.submit(client.send, first, _variables(request, size, None))
        while True:
            body = waiting.result()
            left = None if left is None else left - size
            size = request.page if left is None else min(request.page, left)
            guess = _peek(body) if size else None
            if guess is not None:
                waiting = ahead.submit(client.send, further, _variables(request, size, guess))
            found = client.read(body)[request.obj.name_plural]
            cursor = _cursor(found["pageInfo"]) if size else None
            if cursor is not None and cursor != guess:
                waiting = ahead.submit(client.send, further, _variables(request, size, cursor))
            yield Page(found["edges"], found.get("totalCount"))
            if cursor is None:
                return


def _variables(request: Request, size: int, after: str | None) -> dict[str, Any]:
    return {"filter": request.condition, "orderBy": request.order, "first": size, "after": after}


def _peek(body: bytes) -> str | None:
    """Read the next cursor where an answer begins with it, so that the next page is asked for before this one is parsed."""
    found = _PAGE_INFO.search(body, 0, 4096)
    return _cursor(orjson.loads(found.group(1))) if found else None


def _cursor(information: Mapping[str, Any]) -> str | None:
    cursor: str | None = information["endCursor"] if information["hasNextPage"] else None
    return cursor
