"""What groupBy refuses, and how (`data-api.md` 12.8)."""

from __future__ import annotations

from typing import Any

import pytest

from schema.grouping import DateGranularity
from tests.processes import Api
from tests.spec.rockets import refusal

INPUT = "INVALID_QUERY_INPUT"
_VIEW = "20202020-0000-4000-8000-000000000000"
_DATE = 'Invalid groupBy definition for field "firedAt"'
_NEVER: list[Any] = [False, None, 1, "true", [True], {}]
_DAY = {"granularity": "DAY", "timeZone": "UTC"}

DIMENSIONS: list[tuple[Any, str, str | None]] = [
    ({"kind": True}, 'Missing required argument: "groupBy" must be an array.', INPUT),
    ("kind", 'Missing required argument: "groupBy" must be an array.', INPUT),
    (["kind"], 'Invalid argument: "groupBy" must be an array of objects', INPUT),
    ([None], 'Invalid argument: "groupBy" must be an array of objects', INPUT),
    ([{}], "A GroupByInput must name one field", INPUT),
    (
        [{"kind": True, "name": True}],
        "You cannot provide multiple fields in one GroupByInput, split them into multiple GroupByInput",
        INPUT,
    ),
    ([{"nope": True}], "Unidentified field in groupBy: nope", INPUT),
    ([{"hidden": True}], "Unidentified field in groupBy: hidden", INPUT),
    *(
        ([{name: True}], f'Field "{name}" is not supported in groupBy', INPUT)
        for name in ("id", "position", "searchVector", "meta", "photos", "deletedAt", "createdBy", "noteTargets")
    ),
    ([{"createdBy": {"source": True}}], 'Field "createdBy" is not supported in groupBy', INPUT),
    *(([{"kind": bad}], 'Invalid groupBy definition for field "kind"', INPUT) for bad in _NEVER),
    *(([{"makerId": bad}], 'Invalid groupBy definition for field "makerId"', INPUT) for bad in (False, {"id": True})),
    *(([{"firedAt": bad}], _DATE, INPUT) for bad in (False, "DAY", None)),
    (
        [{"firedAt": {}}],
        f"{_DATE}: granularity must be one of {', '.join(DateGranularity)}, got null",
        INPUT,
    ),
    (
        [{"firedAt": {**_DAY, "weekStartDay": "FRIDAY"}}],
        "Invalid groupBy definition for field \"firedAt\": weekStartDay must be one of MONDAY, SUNDAY, SATURDAY, got 'FRIDAY'",
        INPUT,
    ),
    (
        [{"firedAt": {**_DAY, "zone": "UTC"}}],
        'Invalid groupBy definition for field "firedAt": "zone" is none of granularity, timeZone, weekStartDay',
        INPUT,
    ),
    ([{"price": True}], 'Composite field "price" requires a subfield to be specified', INPUT),
    ([{"price": {"nope": True}}], 'Composite subfield "nope" is not supported in groupBy for "price"', INPUT),
    (
        [{"price": {"currencyCode": 1}}],
        'Composite subfield "currencyCode" must be set to true in groupBy for "price"',
        INPUT,
    ),
    (
        [{"price": {"currencyCode": True, "amountMicros": True}}],
        "You cannot provide multiple subfields in one GroupByInput, split them into multiple GroupByInput",
        INPUT,
    ),
    ([{"maker": True}], 'Relation field "maker" requires a field of the related company to be specified', INPUT),
    ([{"maker": {"nope": True}}], 'Nested field "nope" not found in target object "company"', INPUT),
    ([{"maker": {"position": True}}], 'Nested field "position" is not supported in groupBy', INPUT),
    ([{"maker": {"people": True}}], 'Nested field "people" is not supported in groupBy', INPUT),
    (
        [{"maker": {"accountOwner": {"name": {"firstName": True}}}}],
        'Cannot group by a relation field of the relation field: "accountOwner" is a relation field of "company"',
        INPUT,
    ),
    ([{"maker": {"name": False}}], 'Invalid groupBy definition for nested field "maker.name"', INPUT),
    (
        [{"maker": {"name": True, "employees": True}}],
        "You cannot provide multiple nested fields in one relation GroupByInput, split them into multiple GroupByInput",
        INPUT,
    ),
    (
        [{"name": True}] * 21,
        "Query complexity is too high. Records can be grouped by 20 fields at most, got 21.",
        "TOO_COMPLEX_QUERY",
    ),
]


@pytest.mark.parametrize(("group_by", "message", "sub_code"), DIMENSIONS, ids=str)
def test_dimensions_that_are_none(rockets: Api, group_by: Any, message: str, sub_code: str) -> None:
    """Whatever is not one field to group by is refused by name."""
    assert (message, sub_code) == refusal(rockets, group_by)


@pytest.mark.parametrize("granularity", ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])
@pytest.mark.parametrize("zone", [{}, {"timeZone": None}, {"timeZone": ""}])
def test_a_moment_needs_a_time_zone(rockets: Api, granularity: str, zone: dict[str, Any]) -> None:
    """The period of a moment depends on the time zone, so that one must be given."""
    message = "Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year"

    assert (message, "MISSING_TIMEZONE_FOR_DATE_GROUP_BY") == refusal(
        rockets, [{"firedAt": {"granularity": granularity, **zone}}]
    )


@pytest.mark.parametrize("granularity", ["DAY", "DAY_OF_THE_WEEK", "NONE"])
@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Mars/One", "Mars/One"),
        ("utc'; DROP TABLE company; --", "utc'; DROP TABLE company; --"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("localtime", "localtime"),
        (5, "5"),
        (["UTC"], "[ 'UTC' ]"),
    ],
)
def test_time_zones_that_are_none(rockets: Api, granularity: str, zone: Any, shown: str) -> None:
    """A time zone is a name of IANA."""
    period = {"granularity": granularity, "timeZone": zone}

    assert (f"Invalid timezone: {shown}", "INVALID_TIMEZONE") == refusal(rockets, [{"firedAt": period}])


ORDERS: list[tuple[Any, str, str | None]] = [
    ("name", 'Invalid argument: "orderBy" must be an array of objects', INPUT),
    ([5], 'Invalid argument: "orderBy" must be an array of objects', INPUT),
    ([{}], "Please provide orderBy field criteria one by one in orderBy array", None),
    (
        [{"kind": "AscNullsLast", "name": "AscNullsLast"}],
        "Please provide orderBy field criteria one by one in orderBy array",
        None,
    ),
    ([{"nope": "AscNullsLast"}], "Cannot orderBy unknown field: nope.", None),
    ([{"name": "AscNullsLast"}], "Cannot order by a field that is not an aggregate nor in groupBy criteria: name.", None),
    ([{"makerId": "AscNullsLast"}], "Cannot order by a field that is not an aggregate nor in groupBy criteria: makerId.", None),
    ([{"price": "AscNullsLast"}], "Cannot order by a field that is not an aggregate nor in groupBy criteria: price.", None),
    (
        [{"price": {"currencyCode": "AscNullsLast"}}],
        "Cannot order by a field that is not in groupBy or that is not an aggregate field: currencyCode",
        None,
    ),
    (
        [{"maker": {"name": "AscNullsLast"}}],
        "Cannot order by a relation field that is not in groupBy criteria: maker.name",
        None,
    ),
    (
        [{"firedAt": {"orderBy": "AscNullsLast", "granularity": "MONTH"}}],
        "Cannot order by a date granularity that is not in groupBy criteria: MONTH",
        None,
    ),
    ([{"firedAt": {"orderBy": "AscNullsLast"}}], "Missing date granularity for field firedAt", None),
    *(
        (
            order,
            f'Scalar field "{field}" requires a direction value (AscNullsFirst, AscNullsLast, DescNullsFirst, DescNullsLast)',
            INPUT,
        )
        for field, order in (
            ("kind", [{"kind": "ASC"}]),
            ("kind", [{"kind": None}]),
            ("firedAt", [{"firedAt": {"orderBy": 1, "granularity": "DAY"}}]),
            ("totalCount", [{"aggregate": {"totalCount": "up"}}]),
        )
    ),
    ([{"aggregate": {"nope": "AscNullsLast"}}], "Unknown aggregate field: nope", None),
    ([{"aggregate": {"maker": {"name": "AscNullsLast"}}}], "Unknown aggregate field: maker", None),
    *(
        ([{"aggregate": bad}], "Please provide aggregate criteria one by one in orderBy array", None)
        for bad in (None, {}, "totalCount", {"totalCount": "AscNullsLast", "sumMass": "AscNullsLast"})
    ),
]


@pytest.mark.parametrize(("order", "message", "sub_code"), ORDERS, ids=str)
def test_orders_of_what_is_not_grouped(rockets: Api, order: Any, message: str, sub_code: str | None) -> None:
    """Groups are ordered by their dimensions and aggregates only."""
    assert (message, sub_code) == refusal(rockets, [{"kind": True}, {"firedAt": _DAY}], orderBy=order)


OTHERS: list[tuple[dict[str, Any], str, str | None]] = [
    ({"limit": "many"}, 'Invalid argument: "limit" must be a number', INPUT),
    ({"limit": True}, 'Invalid argument: "limit" must be a number', INPUT),
    ({"offsetForRecords": "few"}, 'Invalid argument: "offsetForRecords" must be a number', INPUT),
    ({"offsetForRecords": -1}, "OffsetForRecords argument must be non-negative", INPUT),
    ({"orderByForRecords": [{"nope": "AscNullsLast"}]}, 'Field "nope" does not exist or is not sortable', "FIELD_NOT_FOUND"),
    ({"orderByForRecords": "name"}, 'Invalid argument: "orderByForRecords" must be an array of objects', INPUT),
    ({"filter": {"nope": {"eq": 1}}}, 'Object rocket doesn\'t have any "nope" field.', "INVALID_ARGS_FILTER"),
    (
        {"viewId": _VIEW},
        f'View not found: {_VIEW}. Saved views are not served; say in "filter" what its filters say',
        INPUT,
    ),
]


@pytest.mark.parametrize(("arguments", "message", "sub_code"), OTHERS, ids=str)
def test_other_arguments(rockets: Api, arguments: dict[str, Any], message: str, sub_code: str | None) -> None:
    """The other arguments are judged like those of findMany; a view that is not there is not taken for one without filters."""
    assert (message, sub_code) == refusal(rockets, [{"kind": True}], **arguments)


@pytest.mark.parametrize("arguments", ["", "(groupBy: null)", "(limit: 1)"])
def test_group_by_is_needed(rockets: Api, arguments: str) -> None:
    """Without the argument groupBy there is nothing to do."""
    answer = rockets.send(f"{{ rocketsGroupBy{arguments} {{ totalCount }} }}")

    assert 'Missing required argument: "groupBy" must be an array.' == answer["errors"][0]["message"]


def test_an_argument_that_is_none(rockets: Api) -> None:
    """An argument that groupBy lacks is refused by name."""
    answer = rockets.send("{ rocketsGroupBy(groupBy: [], first: 5) { totalCount } }")

    assert "Argument not allowed: first" == answer["errors"][0]["message"]
