"""Query cost: what is counted before any SQL runs is never less than what comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.graphql.build import build_schema
from schema.standard import standard_model
from server.engine.catalogue import build_catalogue
from server.engine.documents.judge import Documents
from server.engine.documents.limits import DocumentLimits
from server.engine.execution import Engine
from server.engine.limits import Limits
from server.engine.request import Caller, Request
from server.engine.roots import compiled_roots, plan
from tests.processes import Api
from tests.property.in_process import serving_in_process

MODEL = standard_model()
CATALOGUE = build_catalogue(MODEL)
DOCUMENTS = Documents(build_schema(MODEL).selection, CATALOGUE.root_fields, DocumentLimits())
IDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(4)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve four companies with 0, 3, 6 and 70 people and as many opportunities."""
    with serving_in_process(tmp_path_factory.mktemp("cost") / "ferry.sqlite", MODEL) as api:
        api.ask("mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }", d=[{"id": id_} for id_ in IDS])
        children = [{"companyId": id_} for id_, count in zip(IDS, (0, 3, 6, 70), strict=True) for _ in range(count)]
        api.ask("mutation($d: [PersonCreateInput!]!) { createPeople(data: $d) { id } }", d=children)
        api.ask("mutation($d: [OpportunityCreateInput!]!) { createOpportunities(data: $d) { id } }", d=children)
        yield api


sizes = st.none() | st.integers(0, 80)
filters = st.none() | st.lists(st.sampled_from(IDS), min_size=1, max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a query of a page of companies with the lists below them, and perhaps a page of people."""
    lists = [
        f"{name}{_page(draw(sizes))} {{ edges {{ node {{ id }} }} }}"
        for name in draw(st.sets(st.sampled_from(("people", "opportunities"))))
    ]
    ids = draw(filters)
    wanted = "" if ids is None else f"filter: {{id: {{in: [{', '.join(map(repr, ids))}]}}}}".replace("'", '"')
    page = ", ".join(part for part in (wanted, _page(draw(sizes)).strip("()")) if part)
    roots = [f"companies{f'({page})' if page else ''} {{ totalCount edges {{ node {{ id {' '.join(lists)} }} }} }}"]
    if draw(st.booleans()):
        roots.append(f"people{_page(draw(sizes))} {{ edges {{ node {{ company {{ id {' '.join(lists)} }} }} }} }}")
    return f"{{ {' '.join(roots)} }}"


def _page(size: int | None) -> str:
    return "" if size is None else f"(first: {size})"


def _nodes(answer: Any) -> int:
    """Return how many nodes an answer holds."""
    if isinstance(answer, list):
        return sum(map(_nodes, answer))
    if isinstance(answer, dict):
        return sum(_nodes(value) + (key == "node") for key, value in answer.items())
    return 0


def _counted(query: str) -> int:
    request = Request(query, None, {}, Caller("id", "name"))
    operation, literals = DOCUMENTS.operation(query, None)
    roots = compiled_roots(CATALOGUE, operation, literals)
    return sum(plan(CATALOGUE, root, literals, request).nodes for root in roots)


@given(query=documents())
def test_a_document_answers_no_more_nodes_than_it_was_counted_for(api: Api, query: str) -> None:
    """Every node of the answer was reckoned with."""
    counted = _counted(query)
    answer = api.send(query)
    if counted > 20_000:
        assert "TOO_COMPLEX_QUERY" == answer["errors"][0]["extensions"]["subCode"]
    else:
        assert _nodes(answer["data"]) <= counted


class _NoDatabase:
    """A database that no statement may reach."""

    def read(self, work: Callable[[], Any], *, brief: bool = False) -> Awaitable[NoReturn]:
        raise AssertionError(f"{work} {brief}")

    def read_snapshot(self, token: str | None, work: Callable[[Any], Any]) -> Awaitable[NoReturn]:
        raise AssertionError(f"{work} {token}")

    def release_snapshot(self, token: str) -> bool:
        raise AssertionError(token)

    def write(self, work: Callable[[], Any]) -> Awaitable[NoReturn]:
        raise AssertionError(work)


@pytest.mark.parametrize(
    "query",
    [
        "{ companies(first: 20001) { edges { node { id } } } }",
        "{ companies(first: 10001) { edges { node { id } } } people(first: 10000) { pageInfo { hasNextPage } } }",
        "{ companies { edges { node { people { edges { node { id } } } opportunities { edges { node { id } } } } } } }",
        "mutation { updateCompanies(data: {}, filter: {id: {is: NOT_NULL}}) { people(first: 200) { edges { cursor } } } }",
    ],
)
async def test_what_is_too_much_reaches_no_database(query: str) -> None:
    """A document beyond the limit is refused before any SQL runs, with the numbers and the way out."""
    engine = Engine(MODEL, _NoDatabase(), DocumentLimits(), Limits())
    answer = await engine.execute(Request(query, None, {}, Caller("id", "name")))
    error = answer["errors"][0]

    assert ("BAD_USER_INPUT", "TOO_COMPLEX_QUERY") == (error["extensions"]["code"], error["extensions"]["subCode"])
    assert "at most 20000 are allowed: ask for smaller pages" in error["message"]
