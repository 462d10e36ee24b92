"""Nested connections: below every parent they are what the root connection is when it is filtered by that parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.naming import capitalise
from tests.processes import Api
from tests.property.plain_filters import Workspace
from tests.property.random_filters import filters
from tests.property.random_orderings import orderings
from tests.property.random_workspaces import load, new_dice, random_workspace

_settings = hypothesis_settings(
    deadline=None, max_examples=25, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_FACTS = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"


@dataclass(frozen=True, slots=True)
class List:
    """A list below a parent, and an aggregate to ask of it."""

    parents: str
    name: str
    child: str
    children: str
    join_column: str
    aggregate: str

    def nested(self) -> str:
        """Return the document that asks for the list of every parent."""
        return (
            f"query({self._variables()}) {{ {self.parents} {{ edges {{ node {{ id list: {self.name}{self._list()} }} }} }} }}"
        )

    def root(self) -> str:
        """Return the document that asks for the same of the root connection."""
        return f"query({self._variables()}) {{ {self.children}{self._list()} }}"

    def _variables(self) -> str:
        kind = capitalise(self.child)
        return (
            "$first: Int, $last: Int, $offset: Int, $after: String, $before: String, "
            f"$filter: {kind}FilterInput, $orderBy: [{kind}OrderByInput]"
        )

    def _list(self) -> str:
        names = ("first", "last", "offset", "after", "before", "filter", "orderBy")
        return f"({', '.join(f'{name}: ${name}' for name in names)}) {{ totalCount {self.aggregate} {_FACTS} }}"


_LISTS = (
    List("companies", "people", "person", "people", "companyId", "countEmptyJobTitle"),
    List("companies", "opportunities", "opportunity", "opportunities", "companyId", "maxAmountAmountMicros"),
    List(
        "people", "pointOfContactForOpportunities", "opportunity", "opportunities", "pointOfContactId", "countUniqueValuesStage"
    ),
)


@pytest.fixture(scope="module")
def loaded(api: Api) -> tuple[Api, Workspace]:
    """Load records with few parents, so that lists are long."""
    workspace, raw = random_workspace(new_dice(), 40, deleted=0.125)
    load(api, raw)
    return api, workspace


@pytest.mark.parametrize("below", _LISTS, ids=lambda below: f"{below.parents}-{below.name}")
@given(data=st.data())
@_settings
def test_a_list_is_the_root_connection_of_its_parent(loaded: tuple[Api, Workspace], below: List, data: st.DataObject) -> None:
    """Filter, order, size, offset and cursor mean the same below a record, and so do counts and aggregates."""
    api, workspace = loaded
    obj = workspace.model.by_name[below.child]
    arguments: dict[str, Any] = {
        "filter": data.draw(st.none() | filters(workspace, obj)),
        "orderBy": data.draw(st.none() | orderings(workspace.model, obj, frozenset({"company", "person"}))),
        "offset": data.draw(st.none() | st.integers(0, 3)),
    }
    first = data.draw(st.none() | st.integers(0, 5))
    lists = _lists(api, below, {**arguments, "first": first})
    assert len(lists) > 10
    _agree(api, below, lists, {**arguments, "first": 60 if first is None else first})

    cursors = [edge["cursor"] for found in lists.values() for edge in found["edges"]]
    if cursors:
        way = data.draw(st.sampled_from([("first", "after"), ("last", "before")]))
        page = {**arguments, way[0]: data.draw(st.integers(1, 5)), way[1]: data.draw(st.sampled_from(cursors))}
        _agree(api, below, _lists(api, below, page), page)


def _lists(api: Api, below: List, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the list of every parent by its id. GraphQL checks these arguments, so a value of another type ends the try."""
    answer = api.send(below.nested(), **arguments)
    event("refused by GraphQL" if "errors" in answer else "answered")
    assume("errors" not in answer)
    return {edge["node"]["id"]: edge["node"]["list"] for edge in answer["data"][below.parents]["edges"]}


def _agree(api: Api, below: List, lists: Mapping[str, Any], arguments: Mapping[str, Any]) -> None:
    for parent, found in lists.items():
        own = {below.join_column: {"eq": parent}}
        wanted = own if arguments["filter"] is None else {"and": [own, arguments["filter"]]}
        expected = api.ask(below.root(), **{**arguments, "filter": wanted})[below.children]
        assert expected == found
