"""Records of a custom object of any fields are found, ordered and paged as the plain reference says."""

from __future__ import annotations

import random
from typing import Any

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
from tests.property.random_workspaces import MOMENTS, TEXTS, Dice, load, random_record, stored_workspace
from tests.property.raw_records import right

_settings = hypothesis_settings(
    deadline=None,
    max_examples=8,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_SAFE = {*map(chr, range(32, 127)), *"".join(TEXTS)}


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
    rockets = data.draw(st.lists(_rockets(rocket, companies), min_size=5, max_size=7))
    workspace = stored_workspace(model, {"company": companies, "rocket": rockets})
    with serving_in_process(tmp_path_factory.mktemp("custom") / "ferry.sqlite", model) as api:
        load(api, {"company": companies, "rocket": rockets})
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


@st.composite
def _rockets(draw: st.DrawFn, rocket: ObjectMetadata, companies: list[dict[str, Any]]) -> dict[str, Any]:
    moments = st.sampled_from(MOMENTS)
    custom = {field.name: right(field).map(_tamed) for field in rocket.fields if field.custom}
    makers = st.sampled_from([None, *(company["id"] for company in companies)])
    system = {"id": st.uuids(version=4).map(str), "position": st.integers(0, 9), "makerId": makers}
    times = {"createdAt": moments, "updatedAt": moments, "deletedAt": st.sampled_from([None, None, None, *MOMENTS])}
    drawn: dict[str, Any] = draw(st.fixed_dictionaries({**system, **times, **custom}))
    return drawn


def _tamed(raw: Any) -> Any:
    """Return a value without characters whose case has no single other, and without numbers only some can hold."""
    if isinstance(raw, str):
        return "".join(character if character in _SAFE else "x" for character in raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw if isinstance(raw, int) and abs(raw) < 10**6 else round(raw % 1000, 2)
    if isinstance(raw, list):
        return [_tamed(item) for item in raw]
    return {key: _tamed(item) for key, item in raw.items()} if isinstance(raw, dict) else raw
