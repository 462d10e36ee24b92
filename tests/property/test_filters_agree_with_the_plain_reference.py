"""A filter sent to the server finds exactly the records the plain reference finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.columns import object_columns
from schema.model import ObjectMetadata
from schema.naming import capitalise
from tests.processes import Api
from tests.property.plain_filters import Filter, Workspace, plain_find
from tests.property.random_filters import column_tests, filters
from tests.property.random_workspaces import load, new_dice, random_workspace

_settings = hypothesis_settings(
    deadline=None, max_examples=80, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A server that holds a random workspace."""

    api: Api
    workspace: Workspace
    seed: int

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Say how to get the same records again, instead of all of them."""
        printer.text(f"the records of FERRY_TEST_SEED={self.seed}")


@pytest.fixture(scope="module")
def loaded(api: Api) -> Loaded:
    """Load forty random records of each object, one in eight deleted."""
    dice = new_dice()
    workspace, raw = random_workspace(dice, 40, deleted=0.125)
    load(api, raw)
    return Loaded(api, workspace, dice.seed)


@pytest.mark.parametrize("name", ["company", "person", "opportunity", "task"])
@given(data=st.data())
@_settings
def test_a_filter_finds_what_the_reference_finds(loaded: Loaded, name: str, data: st.DataObject) -> None:
    """Any nesting of any operators finds the same ids in the same order, and counts them."""
    obj = loaded.workspace.model.by_name[name]

    assert_finds_the_same(loaded, obj, data.draw(filters(loaded.workspace, obj)))


@given(data=st.data(), negated=st.booleans())
@_settings
def test_a_test_of_a_text_finds_what_the_reference_finds(loaded: Loaded, data: st.DataObject, negated: bool) -> None:
    """Patterns, case, accents, escapes and the characters a database might take for its own mean what they should."""
    obj = loaded.workspace.model.by_name["company"]
    (name,) = (column for column in object_columns(obj) if column.name == "name")
    test = data.draw(column_tests(loaded.workspace, obj, name, positive=not negated))

    assert_finds_the_same(loaded, obj, {"not": {"name": test}} if negated else {"name": test})


def assert_finds_the_same(loaded: Loaded, obj: ObjectMetadata, where: Filter) -> None:
    """Compare what the server finds with what the plain reference finds."""
    note(f"filter: {where}")
    kind, root = f"{capitalise(obj.name_singular)}FilterInput", obj.name_plural
    query = f"query($filter: {kind}) {{ {root}(filter: $filter, first: 1000) {{ totalCount edges {{ node {{ id }} }} }} }}"

    found = loaded.api.ask(query, filter=where)[root]

    expected = plain_find(loaded.workspace, obj, where)
    assert expected == [edge["node"]["id"] for edge in found["edges"]]
    assert len(expected) == found["totalCount"]
