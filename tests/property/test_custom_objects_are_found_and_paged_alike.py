"""Records of a custom object of any fields are found, ordered and paged as the plain reference says."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.model import ObjectMetadata
from tests.processes import Api
from tests.property.custom_objects import EVERY_TYPE, FieldSpecification, specified_model
from tests.property.in_process import serving_in_process
from tests.property.pages import forward
from tests.property.plain_filters import Filter, Workspace, plain_find
from tests.property.plain_orderings import plain_order
from tests.property.random_filters import field_tests, filters
from tests.property.random_orderings import orderings
from tests.property.random_rockets import rockets, tamed
from tests.property.random_workspaces import Dice, load, random_record, stored_workspace

_settings = hypothesis_settings(
    deadline=None,
    max_examples=5,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(data=st.data(), fields=EVERY_TYPE, seed=st.integers(0, 2**32))
@_settings
def test_custom_records_are_found_and_paged_alike(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, fields: list[FieldSpecification], seed: int
) -> None:
    """Every field type is written, filtered and ordered, beside a relation to a standard object."""
    model = specified_model(fields)
    rocket = model.by_name["rocket"]
    dice = Dice(seed, random.Random(seed))
    companies = [random_record(dice, {}, "company", place, 0) for place in range(6)]
    rows = data.draw(st.lists(rockets(rocket, companies).map(tamed), min_size=5, max_size=7))
    workspace = stored_workspace(model, {"company": companies, "rocket": rows})
    with serving_in_process(tmp_path_factory.mktemp("custom") / "ferry.sqlite", model) as api:
        load(api, {"company": companies, "rocket": rows})
        for member in field_tests(workspace, rocket):
            for _ in range(2):
                _assert_found_alike(api, workspace, rocket, data.draw(member))
        for _ in range(5):
            _assert_found_alike(api, workspace, rocket, data.draw(filters(workspace, rocket)))
            _assert_paged_alike(api, workspace, rocket, data)


def _assert_found_alike(api: Api, workspace: Workspace, rocket: ObjectMetadata, where: Filter) -> None:
    note(f"filter: {where}")
    query = "query($filter: RocketFilterInput) { rockets(filter: $filter, first: 1000) { totalCount edges { node { id } } } }"

    found = api.ask(query, filter=where)["rockets"]

    assert plain_find(workspace, rocket, where) == [edge["node"]["id"] for edge in found["edges"]]


def _assert_paged_alike(api: Api, workspace: Workspace, rocket: ObjectMetadata, data: st.DataObject) -> None:
    ordering = data.draw(orderings(workspace.model, rocket, frozenset({"company"})))
    note(f"orderBy: {ordering}")
    live = [key for key, record in workspace.records["rocket"].items() if not record.get("deletedAt")]

    pages = list(forward(api, rocket, ordering, data.draw(st.integers(1, 5))))

    assert plain_order(workspace, rocket, ordering, live) == [key for page in pages for key in page.keys]
