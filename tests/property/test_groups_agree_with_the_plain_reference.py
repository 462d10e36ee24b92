"""Groups of a custom object of every type are those the plain reference makes, with what is said of each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import isclose
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.aggregates import Aggregate
from schema.field_types import FieldType
from schema.model import ObjectMetadata
from tests.processes import Api
from tests.property.custom_objects import EVERY_TYPE, FieldSpecification, specified_model
from tests.property.in_process import serving_in_process
from tests.property.plain_filters import Workspace
from tests.property.plain_groups import Grouping, PlainGroup, plain_groups
from tests.property.random_groupings import aggregates, groupings
from tests.property.random_moments import random_moment
from tests.property.random_rockets import rockets, tamed
from tests.property.random_workspaces import Dice, load, random_record, stored_workspace

_settings = hypothesis_settings(
    deadline=None,
    max_examples=2,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_RECORDS, _GROUPINGS = 40, 60
_QUERY = """
query(
  $g: [RocketGroupByInput!]!, $filter: RocketFilterInput, $orderBy: [RocketOrderByWithGroupByInput], $limit: Int,
  $orderByForRecords: [RocketOrderByInput], $offset: Int
) {{
  rocketsGroupBy(
    groupBy: $g, filter: $filter, orderBy: $orderBy, limit: $limit, orderByForRecords: $orderByForRecords,
    offsetForRecords: $offset
  ) {{ groupByDimensionValues totalCount {} edges {{ node {{ id }} }} pageInfo {{ hasNextPage }} }}
}}"""


@given(data=st.data(), fields=EVERY_TYPE, seed=st.integers(0, 2**32))
@_settings
def test_groups_are_made_alike(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, fields: list[FieldSpecification], seed: int
) -> None:
    """Any dimensions, filters, orders and limits give the same groups, aggregates and records of each group."""
    model = specified_model(fields)
    rocket = model.by_name["rocket"]
    dice = Dice(seed, random.Random(seed))
    companies = [random_record(dice, {}, "company", place, 0.3) for place in range(6)]
    rows = _mixed(dice, rocket, data.draw(st.lists(rockets(rocket, companies).map(tamed), min_size=3, max_size=4)))
    workspace = stored_workspace(model, {"company": companies, "rocket": rows})
    with serving_in_process(tmp_path_factory.mktemp("groups") / "ferry.sqlite", model) as api:
        load(api, {"company": companies, "rocket": rows})
        for _ in range(_GROUPINGS):
            grouping = data.draw(groupings(workspace, rocket))
            _assert_grouped_alike(api, workspace, rocket, grouping, data.draw(aggregates(rocket)))


def _mixed(dice: Dice, rocket: ObjectMetadata, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records that share their values, each taken from any of those drawn; moments are new, and some are shared."""
    moments = [field.name for field in rocket.fields if field.type is FieldType.DATE_TIME and field.name != "deletedAt"]
    shared = [random_moment(dice.chance) for _ in range(8)]
    return [
        {name: dice.chance.choice(drawn)[name] for name in drawn[0]}
        | {name: dice.chance.choice([None, *shared] if name not in ("createdAt", "updatedAt") else shared) for name in moments}
        | {"id": dice.identifier()}
        for _ in range(_RECORDS)
    ]


def _assert_grouped_alike(
    api: Api, workspace: Workspace, rocket: ObjectMetadata, grouping: Grouping, said: list[Aggregate]
) -> None:
    note(f"{grouping} with {[each.name for each in said]}")

    found = api.ask(
        _QUERY.format(" ".join(each.name for each in said)),
        g=grouping.group_by,
        filter=grouping.where,
        orderBy=grouping.order_by,
        limit=grouping.limit,
        orderByForRecords=grouping.order_by_for_records,
        offset=grouping.offset_for_records,
    )["rocketsGroupBy"]

    assert plain_groups(workspace, rocket, grouping, said) == [_Nearly(group, said) for group in found]


@dataclass(frozen=True, slots=True)
class _Nearly:
    """A group as it was answered; it equals a plain one up to the last digits of what was added up."""

    group: dict[str, Any]
    said: list[Aggregate]

    def __eq__(self, other: object) -> bool:
        group = self.group
        return isinstance(other, PlainGroup) and (
            repr(other.values) == repr(group["groupByDimensionValues"])
            and other.size == group["totalCount"]
            and other.keys == [edge["node"]["id"] for edge in group["edges"]]
            and other.has_next == group["pageInfo"]["hasNextPage"]
            and all(_near(other.aggregates[each.name], group[each.name]) for each in self.said)
        )

    def __hash__(self) -> int:
        return 0


def _near(expected: Any, found: Any) -> bool:
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return isclose(expected, found, rel_tol=1e-9, abs_tol=1e-6)
    return bool(found == expected)
