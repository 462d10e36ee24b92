"""What search refuses, and that nothing it is given breaks it (`data-api.md` 14.1, 2.7, 2.8)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.searching import create, labels, page, refusal, send_search

SEED = 20_260_107
SIGNS = (
    "\"'`%_*?[](){}^$|&!<>=+-~:;,./\\@#\x00\x01\x1f\x7f\x85\u00a0\u200d\u0301\u2028\ufeff\U0001f680éß日ﬁ AB0 OR AND NOT NEAR"
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve a few records."""
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", MODEL) as running:
        create(running, "companies", {"name": "Able"}, {"name": "Baker"})
        yield running


@pytest.mark.parametrize(
    ("text", "limit", "message"),
    [
        ("able", 101, "Limit cannot exceed 100 items"),
        ("able", 2**31 - 1, "Limit cannot exceed 100 items"),
        ("able", -1, "Limit argument must be non-negative"),
        ("a" * 1_001, 5, "Search input cannot exceed 1000 characters"),
    ],
)
def test_bounds_are_refused(api: Api, text: str, limit: int, message: str) -> None:
    """What is too much is bad input, and there is no data."""
    assert (message, None) == refusal(api, text, limit=limit)


def test_every_refused_search_is_told(api: Api) -> None:
    """One search too many fails the document, as its field is never null; each refusal is told."""
    one = 'search(searchInput: "a", limit: {}) {{ edges {{ cursor }} }}'
    answer = api.send(f"{{ a: {one.format(101)} b: {one.format(5)} c: {one.format(-1)} }}")

    assert answer["data"] is None
    assert ["Limit cannot exceed 100 items", "Limit argument must be non-negative"] == [e["message"] for e in answer["errors"]]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            '{ search(searchInput: "a") { edges { cursor } } }',
            'Field "search" argument "limit" of type "Int!" is required, but it was not provided.',
        ),
        (
            '{ search(searchInput: "a", limit: 1) }',
            'Field "search" of type "SearchResultConnection!" must have a selection of subfields. ',
        ),
        ("{ search(searchInput: null, limit: 1) { edges { cursor } } }", 'Expected value of type "String!", found null.'),
        ('{ search(searchInput: "a", limit: "1") { edges { cursor } } }', 'Int cannot represent non-integer value: "1"'),
        (
            '{ search(searchInput: "a", limit: 1) { edges { cursor } } companies { totalCount } }',
            "This query cannot be executed as a single request. Please split it into separate queries.",
        ),
        (
            " ".join(["{", *(f's{n}: search(searchInput: "a", limit: 1) {{ edges {{ cursor }} }}' for n in range(21)), "}"]),
            "Query too complex - Too many root resolvers requested: 21 - Maximum allowed root resolvers: 20",
        ),
    ],
)
def test_a_document_that_cannot_be_executed_is_refused(api: Api, query: str, message: str) -> None:
    """Search is judged by the schema like any GraphQL field, stands in no document with records, and not too often in one."""
    answer = api.send(query)

    assert answer["errors"][0]["message"].startswith(message)
    assert not answer.get("data")


def test_searches_of_a_document_answer_by_their_keys(api: Api) -> None:
    """Aliases, fragments, directives and other core fields work beside each other."""
    answer = api.ask(
        """query($no: Boolean = false, $text: String = "ab") {
          __typename limits { maxRootFields } ...F
          gone: search(searchInput: "able", limit: 1) @include(if: $no) { __typename }
          __type(name: "SearchRecord") { name }
        }
        fragment F on Query {
          first: search(searchInput: $text, limit: 5) { edges { node { label } } }
          ... { search(searchInput: "baker", limit: 5) { __typename edges { node { __typename n: label } } } }
        }"""
    )

    assert {
        "__typename": "Query",
        "limits": {"maxRootFields": 20},
        "first": {"edges": [{"node": {"label": "Able"}}]},
        "search": {
            "__typename": "SearchResultConnection",
            "edges": [{"node": {"__typename": "SearchRecord", "n": "Baker"}}],
        },
        "__type": {"name": "SearchRecord"},
    } == answer


def test_an_answer_is_not_kept(api: Api) -> None:
    """The same document finds what was written since."""
    query = '{ search(searchInput: "charlie", limit: 5) { edges { node { label } } } }'

    assert [] == api.ask(query)["search"]["edges"]

    create(api, "companies", {"name": "Charlie"})

    assert [{"node": {"label": "Charlie"}}] == api.ask(query)["search"]["edges"]


@pytest.mark.parametrize(
    "text",
    ["a b " * 250, " ".join(f"{n:x}" for n in range(250)), '"' * 1_000, "*" * 1_000, "[" * 1_000, "a" * 1_000, "a.b@" * 250],
)
def test_a_long_input_is_searched_for(api: Api, text: str) -> None:
    """As many words and signs as the input may have are looked for."""
    assert page(api, text, limit=5)["pageInfo"].keys() == {"endCursor", "hasNextPage"}


def test_no_input_breaks_it(api: Api) -> None:
    """Whatever signs it is made of, an input is text: it finds records or none."""
    dice = random.Random(SEED)
    for _ in range(60):
        text = "".join(dice.choices(SIGNS, k=dice.randint(1, 12)))
        assert "errors" not in send_search(api, text), repr(text)


def test_a_filter_of_any_depth_is_judged(api: Api) -> None:
    """A filter nested beyond reason is refused, not followed."""
    filter_: dict[str, Any] = {"id": {"is": "NULL"}}
    for _ in range(60):
        filter_ = {"not": filter_}

    assert ("Filter is nested too deeply: at most 20 levels of and, or and not", "INVALID_ARGS_FILTER") == refusal(
        api, "able", filter=filter_
    )


def test_the_search_vector_stays_readable(api: Api) -> None:
    """The field of every record that stands for its searched text is published, and null."""
    found = api.ask('{ companies(filter: {name: {eq: "Able"}}) { edges { node { searchVector } } } }')

    assert [{"node": {"searchVector": None}}] == found["companies"]["edges"]
    assert ["Able"] == labels(api, "able")
