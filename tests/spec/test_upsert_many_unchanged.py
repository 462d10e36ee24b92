"""A row of upsertMany that equals the stored record is not written; what differs is, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.spec.upserting import actions, created_ids, rocket_workspace, stored, upsert

STAMP = "2020-01-01T00:00:00.000Z"
STORED: dict[str, Any] = {
    "name": "Saturn",
    "mass": 2.5,
    "kind": "BIG",
    "meta": {"a": 1, "b": [True, None]},
    "contact": {"primaryEmail": "saturn@x.example", "additionalEmails": ["two@x.example"]},
    "builder": {"firstName": "Wernher", "lastName": "B"},
    "createdAt": STAMP,
    "position": 4,
}
EQUAL: list[dict[str, Any]] = [
    {},
    STORED,
    {"kind": "BIG", "name": "Saturn"},
    {"contact": {"primaryEmail": "SATURN@X.example", "additionalEmails": ["Two@x.example"]}},
    {"contact": {"primaryEmail": "saturn@x.example"}},
    {"contact": None, "builder": None},
    {"builder": {"firstName": "Wernher"}},
    {"builder": {}},
    {"meta": '{"b": [true, null], "a": 1}'},
    {"mass": 2.50, "position": 4.0},
    {"createdAt": "2020-01-01"},
    {"deletedAt": None},
    {"maker": {"disconnect": True}, "parent": {"disconnect": False}},
    {"updatedAt": STAMP},
    {"createdBy": {"source": "IMPORT", "name": "Somebody else"}},
]
DIFFERENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"name": ""}, {"name": ""}),
    ({"name": "saturn"}, {"name": "saturn"}),
    ({"mass": None}, {"mass": None}),
    ({"meta": {"a": True, "b": [True, None]}}, {"meta": {"a": True, "b": [True, None]}}),
    ({"meta": {"a": 1, "b": [None, True]}}, {"meta": {"a": 1, "b": [None, True]}}),
    ({"builder": {"lastName": None}}, {"builder": {"firstName": "Wernher", "lastName": ""}}),
    (
        {"contact": {"additionalEmails": ["two@x.example"]}},
        {"contact": {"primaryEmail": "", "additionalEmails": ["two@x.example"]}},
    ),
    ({"position": 5}, {"position": 5}),
    ({"position": "first"}, {}),
    ({"createdBy": {"source": "API"}}, {"createdBy": {"source": "API", "name": "test"}}),
    ({"updatedAt": "2021-01-01T00:00:00.000Z"}, {"updatedAt": "2021-01-01T00:00:00.000Z"}),
    ({"deletedAt": STAMP}, {"deletedAt": STAMP}),
]
FIELDS = """name mass kind meta contact { primaryEmail additionalEmails } builder { firstName lastName } createdAt position
    updatedAt deletedAt createdBy { source name }"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("unchanged")) as running:
        yield running


@pytest.fixture
def saturn(api: Api) -> Iterator[str]:
    """Create the rocket that rows are compared with, and remove it afterwards."""
    (rocket,) = created_ids(api, {**STORED, "updatedAt": STAMP, "createdBy": {"source": "IMPORT"}})
    yield rocket
    api.ask("mutation($id: UUID!) { destroyRocket(id: $id) { id } }", id=rocket)


@pytest.mark.parametrize("row", EQUAL)
def test_a_row_that_equals_the_record(api: Api, saturn: str, row: dict[str, Any]) -> None:
    """It is UNCHANGED after normalisation, and `updatedAt` stays; what is not given does not count."""
    before = stored(api, FIELDS, id={"eq": saturn})
    result = upsert(api, {"kind": "BIG", "id": saturn, **row})

    assert ["UNCHANGED"] == actions(result)
    assert before == stored(api, FIELDS, id={"eq": saturn})


@pytest.mark.parametrize(("row", "expected"), DIFFERENT)
def test_a_row_that_differs(api: Api, saturn: str, row: dict[str, Any], expected: dict[str, Any]) -> None:
    """It is UPDATED: what it gives changes, as an update would, and nothing else but the stamp."""
    (before,) = stored(api, FIELDS, id={"eq": saturn})
    result = upsert(api, {"kind": "BIG", "id": saturn, **row})
    (after,) = stored(api, FIELDS, id={"eq": saturn})

    assert ["UPDATED"] == actions(result)
    assert STAMP < after["updatedAt"]
    given = {name: after[name] for name in {*row, "updatedAt"}}
    assert {**before, **expected, **{name: value for name, value in given.items() if name not in expected}} == after


def test_rows_that_change_different_columns(api: Api) -> None:
    """Each record gets its own changes, though all are written together."""
    rows: list[dict[str, Any]] = [
        {"serial": f"mixed{n}", "name": f"n{n}", "mass": n, "position": n, "kind": "SMALL"} for n in range(6)
    ]
    created_ids(api, *rows)
    changes: list[dict[str, Any]] = [
        {"name": "new"},
        {"mass": 9},
        {"position": 9},
        {"kind": "BIG", "position": 8},
        {"meta": {"x": 1}},
        {},
    ]
    result = upsert(api, *({"serial": row["serial"], **change} for row, change in zip(rows, changes, strict=True)))
    found = {r["serial"]: r for r in stored(api, "serial name mass position kind meta", serial={"startsWith": "mixed"})}

    assert ["UPDATED"] * 5 + ["UNCHANGED"] == actions(result)
    assert {row["serial"]: {"meta": None, **row, **change} for row, change in zip(rows, changes, strict=True)} == found


def test_a_record_that_changes_twice(api: Api) -> None:
    """The columns of both rows are written, in their order, beside those of other records."""
    created_ids(api, {"serial": "p", "name": "p"}, {"serial": "q", "name": "q"})
    upsert(
        api,
        {"serial": "q", "mass": 1},
        {"serial": "p", "mass": 1, "position": "last"},
        {"serial": "p", "mass": 2},
        {"serial": "q", "position": 77},
        {"serial": "q", "name": "Q"},
    )

    assert [("Q", 1, True), ("p", 2, False)] == [
        (r["name"], r["mass"], r["position"] == 77) for r in stored(api, "name mass position", serial={"in": ["p", "q"]})
    ]
