"""Pages of hits: complete, in the order of one big page, each cursor in the recorded form (`data-api.md` 14.4)."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from server.engine.operations import search
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.searching import create, ids, page, refusal


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve hits of every tier in several objects; some records of two objects have the same id."""
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", MODEL) as running:
        same = [f"c0000000-0000-4000-8000-00000000000{place}" for place in range(10)]
        names = ("Elm Oak", "Oak Elm Oak", "Oak", "Elm", "Elm Elm", "Oak and an Elm", "Elm Oak", "Oak Oaks", "Ash", "Elms")
        create(running, "companies", *({"id": key, "name": name} for key, name in zip(same, names, strict=True)))
        create(running, "rockets", *({"id": key, "name": name, "must": "-"} for key, name in zip(same, names, strict=True)))
        create(running, "people", *({"name": {"lastName": name}} for name in names[:5]))
        create(running, "notes", {"title": "Helmet and soak"}, {"title": "Soaked helm"})
        yield running


def walk(api: Api, text: str, limit: int, **arguments: Any) -> list[tuple[str, str]]:
    """Return object and id of every hit, page after page."""
    found: list[tuple[str, str]] = []
    after = None
    while True:
        here = page(api, text, limit=limit, after=after, **arguments)
        found += [(edge["node"]["objectNameSingular"], edge["node"]["recordId"]) for edge in here["edges"]]
        after = here["pageInfo"]["endCursor"]
        if not here["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.parametrize("text", ["oak", "elm oak", "lm", ""])
@pytest.mark.parametrize("ranked", [1_000, 4])
@pytest.mark.parametrize("limit", [1, 4])
def test_pages_hold_every_hit_once(api: Api, monkeypatch: pytest.MonkeyPatch, text: str, ranked: int, limit: int) -> None:
    """Walking the pages gives the hits of one big page in its order, whether they are ranked or crowds."""
    monkeypatch.setattr(search, "RANKED", ranked)
    monkeypatch.setattr(search, "_LISTED", ranked * 2)
    whole = [(edge["node"]["objectNameSingular"], edge["node"]["recordId"]) for edge in page(api, text)["edges"]]

    assert len(set(whole)) == len(whole) > 2
    assert whole == walk(api, text, limit)


def test_a_cursor_has_the_recorded_form(api: Api) -> None:
    """It holds the ranks of its hit, and of every object so far the id of the last hit."""
    first = page(api, "elm oak", limit=2, included=["company"])
    second = page(api, "elm oak", limit=1, included=["company", "rocket"], after=first["pageInfo"]["endCursor"])

    assert {"lastRanks", "lastRecordIdsPerObject"} == decoded(first["edges"][0]["cursor"]).keys()
    last = decoded(first["pageInfo"]["endCursor"])
    assert {"tsRankCD": 0.1, "tsRank": 0.06079271} == last["lastRanks"]
    assert {"company": first["edges"][-1]["node"]["recordId"]} == last["lastRecordIdsPerObject"]
    assert {"company", "rocket"} >= decoded(second["pageInfo"]["endCursor"])["lastRecordIdsPerObject"].keys()


def decoded(cursor: str) -> dict[str, Any]:
    """Return what a cursor holds."""
    content: dict[str, Any] = json.loads(base64.b64decode(cursor))
    return content


def test_the_end_of_a_page_is_told(api: Api) -> None:
    """A page knows whether there are more hits, one of limit 0 too; an empty page has no end."""
    assert {"endCursor": None, "hasNextPage": True} == page(api, "oak", limit=0)["pageInfo"]
    assert {"endCursor": None, "hasNextPage": False} == page(api, "nowhere", limit=5)["pageInfo"]
    assert not page(api, "ash", included=["company"], limit=1)["pageInfo"]["hasNextPage"]


def test_a_cursor_goes_on_where_it_was_in_other_objects_too(api: Api) -> None:
    """A cursor names one place among the hits of all objects: it serves for fewer of them as well."""
    whole = page(api, "oak")["edges"]
    cursor = whole[3]["cursor"]
    rest = [edge["node"]["recordId"] for edge in whole[4:] if edge["node"]["objectNameSingular"] == "company"]

    assert rest == ids(api, "oak", after=cursor, included=["company"])


def _encoded(content: Any) -> str:
    return base64.b64encode(json.dumps(content).encode()).decode()


_RANKS = {"tsRankCD": 0.1, "tsRank": 0.1}


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "====",
        _encoded(None),
        _encoded([]),
        _encoded({}),
        _encoded({"lastRanks": _RANKS}),
        _encoded({"lastRanks": _RANKS, "lastRecordIdsPerObject": {}}),
        _encoded({"lastRanks": _RANKS, "lastRecordIdsPerObject": {"nope": "x"}}),
        _encoded({"lastRanks": _RANKS, "lastRecordIdsPerObject": {"company": 1}}),
        _encoded({"lastRanks": _RANKS, "lastRecordIdsPerObject": [["company", "x"]]}),
        _encoded({"lastRanks": {**_RANKS, "tsRank": "0.1"}, "lastRecordIdsPerObject": {"company": "x"}}),
        _encoded({"lastRanks": {**_RANKS, "tsRank": True}, "lastRecordIdsPerObject": {"company": "x"}}),
        _encoded({"lastRanks": {"tsRankCD": 1}, "lastRecordIdsPerObject": {"company": "x"}}),
        _encoded({"name": "Oak", "id": "c"}),
    ],
)
def test_what_is_no_cursor_is_refused(api: Api, cursor: str) -> None:
    """A text that no search gave is refused as such."""
    assert (f"Invalid cursor: {cursor}", "INVALID_CURSOR") == refusal(api, "oak", after=cursor)
