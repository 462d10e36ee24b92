"""All records of a filter by keyset cursor, the next page under way while the present one is used."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.remote.client import Client
from loaders.remote.documents import Fields, page, selection
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
    left = sys.maxsize if request.limit is None else request.limit
    size = min(request.page, left)
    with ThreadPoolExecutor(1, thread_name_prefix="page") as ahead, _stopping(client):
        waiting: Future[bytes] | None = ahead.submit(client.send, first, _variables(request, size, None))
        while waiting is not None:
            body, waiting = waiting.result(), None
            guess = _peek(body) if left > size else None
            if guess is not None:
                size = min(request.page, left - size)
                waiting = ahead.submit(client.send, further, _variables(request, size, guess))
            found = client.read(body)[request.obj.name_plural]
            left -= len(found["edges"])
            cursor = _cursor(found["pageInfo"])
            if cursor != guess:
                size = min(request.page, left)
                waiting = ahead.submit(client.send, further, _variables(request, size, cursor)) if cursor and left else None
            yield Page(found["edges"], found.get("totalCount"))


@contextmanager
def _stopping(client: Client) -> Iterator[None]:
    """Let a request that waits for its next try give up when the reader of the pages does."""
    try:
        yield
    except BaseException:
        client.stop()
        raise


def _variables(request: Request, size: int, after: str | None) -> dict[str, Any]:
    return {"filter": request.condition, "orderBy": request.order, "first": size, "after": after}


def _peek(body: bytes) -> str | None:
    """Read the next cursor where an answer begins with it, so that the next page is asked for before this one is parsed."""
    found = _PAGE_INFO.search(body, 0, 4096)
    return _cursor(orjson.loads(found.group(1))) if found else None


def _cursor(information: Mapping[str, Any]) -> str | None:
    cursor: str | None = information["endCursor"] if information["hasNextPage"] else None
    return cursor
