"""A filter sent to the server finds exactly the records the plain reference finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.naming import capitalise
from tests.processes import Api
from tests.property.plain_filters import Workspace, plain_find
from tests.property.random_filters import filters
from tests.property.random_workspaces import load, new_dice, random_workspace

_settings = hypothesis_settings(
    deadline=None, max_examples=120, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
    where = data.draw(filters(loaded.workspace, obj))
    note(f"filter: {where}")
    kind, root = f"{capitalise(name)}FilterInput", obj.name_plural
    query = f"query($filter: {kind}) {{ {root}(filter: $filter, first: 1000) {{ totalCount edges {{ node {{ id }} }} }} }}"

    found = loaded.api.ask(query, filter=where)[root]

    expected = plain_find(loaded.workspace, obj, where)
    assert expected == [edge["node"]["id"] for edge in found["edges"]]
    assert len(expected) == found["totalCount"]
