"""search finds, ranks and pages as the plain reference says, whatever was written before, in whatever order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.standard import standard_model
from server.engine.operations import search
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.property.plain_search import JOINTS, LETTERS, SIGNS, PlainHit, PlainRecord, plain_search

OBJECTS = ("company", "opportunity", "note", "rocket")
PLURALS = {"company": "companies", "opportunity": "opportunities", "note": "notes", "rocket": "rockets"}
SEARCH = """query($text: String!, $limit: Int!, $after: String, $names: [String!]) {
  search(searchInput: $text, limit: $limit, after: $after, includedObjectNameSingulars: $names) {
    edges { node { recordId objectNameSingular tsRankCD tsRank } } pageInfo { endCursor hasNextPage } } }"""

_signs = "".join(LETTERS) + SIGNS + JOINTS + " " * 8
_words = st.lists(st.sampled_from(["ab", "a.b", "Ab c", "b-a", "ba", "o"]), max_size=4).map(" ".join)
_texts = st.text(_signs, max_size=14) | _words
_created = st.lists(st.tuples(st.sampled_from(OBJECTS), _texts, _texts), min_size=1, max_size=14)
_verbs = st.sampled_from(["update", "delete", "restore", "destroy"])
_changes = st.lists(st.tuples(st.integers(0, 13), _verbs, _texts), max_size=6)
_settings = hypothesis_settings(
    deadline=None,
    max_examples=12,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace with a custom object."""
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets")
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", model) as running:
        yield running


@given(data=st.data(), ranked=st.sampled_from([1_000, 2]), limit=st.integers(1, 4), seed=st.integers(0, 2**32))
@_settings
def test_search_agrees_with_the_plain_reference(api: Api, data: st.DataObject, ranked: int, limit: int, seed: int) -> None:
    """After creates, updates, deletions and restores the hits are those of a reference that reads every text."""
    created = data.draw(_created)
    records = _written(api, created, data.draw(_changes), random.Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "RANKED", ranked)
        patch.setattr(search, "_LISTED", ranked + 1)
        for text in [*data.draw(st.lists(_texts, min_size=3, max_size=3)), created[0][1][:3], ""]:
            note(f"input: {text!r}")
            expected = [_shown(hit) for hit in plain_search(records, OBJECTS, text, ranked)]
            assert expected == _walked(api, text, 100)
            assert expected == _walked(api, text, limit)


def _written(
    api: Api, texts: list[tuple[str, str, str]], changes: list[tuple[int, str, str]], dice: random.Random
) -> list[PlainRecord]:
    """Empty the workspace, write, and return the live records."""
    for name, plural in PLURALS.items():
        api.ask(f"mutation {{ destroy{_upper(plural)}(filter: {{position: {{gte: -1000000}}}}) {{ id }} }}")
        assert [] == _walked(api, "", 100, name)
    stored: list[dict[str, Any]] = []
    for place, (name, first, second) in enumerate(texts):
        key = f"{dice.getrandbits(32):08x}-0000-4000-8000-{place:012}"
        data = _data(name, first, second)
        create = f"mutation($data: {_upper(name)}CreateInput!) {{ create{_upper(name)}(data: $data) {{ id }} }}"
        api.ask(create, data={"id": key, **data})
        stored.append({"name": name, "id": key, "data": data, "live": True})
    for place, verb, text in changes:
        _change(api, stored, place % len(stored), verb, text)
    return [PlainRecord(each["name"], each["id"], _texts_of(api, each)) for each in stored if each["live"]]


def _data(name: str, first: str, second: str) -> dict[str, Any]:
    if name == "note":
        return {"title": first}
    return {"name": first, "domainName": {"primaryLinkLabel": second}} if name == "company" else {"name": first}


def _change(api: Api, stored: list[dict[str, Any]], place: int, verb: str, text: str) -> None:
    record, upper = stored[place], _upper(stored[place]["name"])
    if record["live"] is None or (verb == "update" and not record["live"]):
        return
    if verb == "update":
        data = _data(record["name"], text, text[::-1])
        api.ask(
            f'mutation($data: {upper}UpdateInput!) {{ update{upper}(id: "{record["id"]}", data: $data) {{ id }} }}', data=data
        )
        return
    api.ask(f'mutation {{ {verb}{upper}(id: "{record["id"]}") {{ id }} }}')
    record["live"] = {"delete": False, "restore": True, "destroy": None}[verb]


def _texts_of(api: Api, record: dict[str, Any]) -> tuple[str, ...]:
    """Return the texts as the API answers them: writes may normalise what they store."""
    fields = {"company": "name domainName { primaryLinkLabel primaryLinkUrl }", "note": "title bodyV2 { markdown }"}
    query = f'{{ {record["name"]}(filter: {{id: {{eq: "{record["id"]}"}}}}) {{ {fields.get(record["name"], "name")} }} }}'
    found = api.ask(query)[record["name"]]
    values = [part for value in found.values() for part in (value.values() if isinstance(value, dict) else [value])]
    return tuple(value or "" for value in values)


def _walked(api: Api, text: str, limit: int, *names: str) -> list[tuple[str, str, float, float]]:
    found: list[tuple[str, str, float, float]] = []
    after, more = None, True
    while more:
        page = api.ask(SEARCH, text=text, limit=limit, after=after, names=list(names or OBJECTS))["search"]
        nodes = [edge["node"] for edge in page["edges"]]
        found += [(node["objectNameSingular"], node["recordId"], node["tsRankCD"], node["tsRank"]) for node in nodes]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


def _shown(hit: PlainHit) -> tuple[str, str, float, float]:
    return hit.record.object_name, hit.record.id, hit.near, hit.frequent


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]
