"""Every record of a filter is read once, whatever the server does with page sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import orjson
import pytest

from loaders.remote.client import Client
from loaders.remote.pages import Request, read_pages
from schema.standard.person import PERSON


class Paging:
    """A server of numbered records; it may cap its pages, or put its page information after the records."""

    def __init__(self, count: int, cap: int, *, information_first: bool) -> None:
        self.count = count
        self.cap = cap
        self.information_first = information_first
        self.asked: list[int] = []

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Answer one page."""
        assert ("totalCount" in document) == (not self.asked)
        self.asked.append(variables["first"])
        start = int(variables["after"] or 0)
        stop = min(self.count, start + min(self.cap, variables["first"]))
        information = {"endCursor": str(stop), "hasNextPage": stop < self.count}
        edges = [{"node": {"id": number, "meta": {"pageInfo": information}}} for number in range(start, stop)]
        parts = [("pageInfo", information), ("totalCount", self.count), ("edges", edges)]
        return orjson.dumps({"people": dict(parts if self.information_first else reversed(parts))})

    def read(self, body: bytes) -> Any:
        """Return the data of an answer."""
        return orjson.loads(body)

    def stop(self) -> None:
        """Never called while all goes well."""
        raise AssertionError


@pytest.mark.parametrize("information_first", [True, False])
@pytest.mark.parametrize(
    ("count", "cap", "page", "limit", "asked"),
    [
        (10, 100, 4, None, [4, 4, 4]),
        (8, 100, 4, None, [4, 4]),
        (0, 100, 4, None, [4]),
        (10, 100, 4, 6, [4, 2]),
        (10, 100, 4, 4, [4]),
        (10, 100, 4, 100, [4, 4, 4]),
    ],
)
def test_pages_are_asked_for_until_the_end_or_the_limit(
    count: int, cap: int, page: int, limit: int | None, asked: list[int], *, information_first: bool
) -> None:
    """No page is asked for in vain, and every record comes once and in order."""
    server = Paging(count, cap, information_first=information_first)
    pages = list(read_pages(cast("Client", server), Request(PERSON, {"id": ()}, None, (), page, limit)))

    wanted = list(range(count if limit is None else min(count, limit)))
    assert wanted == [edge["node"]["id"] for found in pages for edge in found.edges]
    assert (asked, count) == (server.asked, pages[0].total)


@pytest.mark.parametrize("information_first", [True, False])
@pytest.mark.parametrize("limit", [None, 7, 8, 9])
def test_a_server_that_caps_its_pages_loses_nothing(limit: int | None, *, information_first: bool) -> None:
    """Pages smaller than asked for are followed until the records, or as many as wanted, are there."""
    server = Paging(10, 3, information_first=information_first)
    pages = read_pages(cast("Client", server), Request(PERSON, {"id": ()}, None, (), 5, limit))

    assert list(range(limit or 10)) == [edge["node"]["id"] for found in pages for edge in found.edges]
