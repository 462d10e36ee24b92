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

from loaders.errors import ServerAnswerError
from loaders.remote.client import Client
from loaders.remote.documents import Fields, page, selection
from loaders.remote.refusals import ServerRefused
from schema.model import ObjectMetadata

_PAGE_INFO = re.compile(rb'"pageInfo":(\{"endCursor":"[^"{}]*","hasNextPage":(?:true|false)\})')
_TOKEN = re.compile(rb'"snapshot":\{"token":"([^"\\]*)"')
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read: the object, the fields, which records and in which order, and in which state of the data."""

    obj: ObjectMetadata
    fields: Fields
    condition: Mapping[str, Any] | None
    order: Sequence[Mapping[str, Any]]
    page: int
    limit: int | None = None
    snapshots: bool = False
    """Whether all pages shall be read from one state, which the server must be able to hold."""
    snapshot: str | None = None
    """The token of a state that is held already; without it the first page opens one."""
    after: str | None = None
    """The cursor of an earlier page after which to begin."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the data the server holds; `changes` is the token of the feed that lists what came later."""

    token: str
    consistency: str = "SNAPSHOT"
    expires_at: str | None = None
    changes: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page. Only an opening page, the first or the first of another state, has total and snapshot."""

    edges: list[dict[str, Any]]
    total: int | None
    cursor: str | None = None
    """Where the next page begins; None after the last one."""
    snapshot: Snapshot | None = None


def read_pages(client: Client, request: Request) -> Iterator[Page]:
    """Yield page after page; the order ends with the id, so none is lost and none comes twice."""
    if request.limit == 0:
        return
    with ThreadPoolExecutor(1, thread_name_prefix="page") as ahead, _stopping(client):
        walk = _Walk(client, request, ahead)
        while walk.waiting is not None:
            yield walk.next_page()


class _Walk:
    """One walk over the pages: the answer under way, the cursor it was asked with, and the state that is read."""

    def __init__(self, client: Client, request: Request, ahead: ThreadPoolExecutor) -> None:
        fields = selection(request.fields)
        self._opening, self._further = (
            page(request.obj, fields, opening=opening, snapshots=request.snapshots) for opening in (True, False)
        )
        self._client = client
        self._request = request
        self._ahead = ahead
        self._token = request.snapshot
        self._left = sys.maxsize if request.limit is None else request.limit
        self.waiting: Future[bytes] | None = None
        self._ask(self._opening, request.after, self._left)

    def next_page(self) -> Page:
        """Return the page under way; the one after it is asked for before this one is parsed, where the answer allows it."""
        after = self._after
        body = self._take()
        guess = self._peek(body)
        if guess is not None:
            self._ask(self._further, guess, self._left - self._size)
        try:
            answer = self._client.read(body)
        except ServerRefused as refused:
            return self._read_on(refused, after)
        found = answer[self._request.obj.name_plural]
        cursor = _cursor(found["pageInfo"])
        if cursor is not None and cursor == after:
            raise ServerAnswerError("the server's pages do not move on; it answered the cursor that it was asked with")
        self._left -= len(found["edges"])
        snapshot = _snapshot(found)
        if snapshot is not None:
            self._token = snapshot.token
        if cursor != guess:
            self.waiting = None
            if cursor is not None and self._left:
                self._ask(self._further, cursor, self._left)
        return Page(found["edges"], found.get("totalCount"), cursor, snapshot)

    def _read_on(self, refused: ServerRefused, after: str | None) -> Page:
        """Go on in a newer state where the one that was read is gone: rows that exist throughout still come exactly once."""
        if refused.refusal.sub_code != "SNAPSHOT_EXPIRED" or self._token is None:
            raise refused
        self._token = None
        self._ask(self._opening, after, self._left)
        return self.next_page()

    def _ask(self, document: str, after: str | None, left: int) -> None:
        request = self._request
        self._size = min(request.page, left)
        self._after = after
        variables = {"filter": request.condition, "orderBy": request.order, "first": self._size, "after": after}
        if request.snapshots:
            variables["snapshot"] = self._token
        self.waiting = self._ahead.submit(self._client.send, document, variables)

    def _take(self) -> bytes:
        assert self.waiting is not None
        waiting, self.waiting = self.waiting, None
        return waiting.result()

    def _peek(self, body: bytes) -> str | None:
        """Return the next cursor where the answer begins with it, and with the snapshot that a next page must name."""
        if self._left <= self._size:
            return None
        if self._request.snapshots and self._token is None:
            token = _TOKEN.search(body, 0, _HEAD_BYTES)
            if token is None:
                return None
            self._token = token.group(1).decode()
        found = _PAGE_INFO.search(body, 0, _HEAD_BYTES)
        return _cursor(orjson.loads(found.group(1))) if found else None


@contextmanager
def _stopping(client: Client) -> Iterator[None]:
    """Let a request that waits for its next try give up when the reader of the pages does."""
    try:
        yield
    except BaseException:
        client.stop()
        raise


def _cursor(information: Mapping[str, Any]) -> str | None:
    cursor: str | None = information["endCursor"] if information["hasNextPage"] else None
    return cursor


def _snapshot(found: Mapping[str, Any]) -> Snapshot | None:
    part = found.get("snapshot")
    return Snapshot(part["token"], part["consistency"], part["expiresAt"], part["changes"]) if part else None
