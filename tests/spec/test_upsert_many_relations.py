"""Rows of upsertMany refer to other records, also to those that earlier rows make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.spec.upserting import actions, created_ids, error, rocket_workspace, stored, upsert

IDS = [f"e0000000-0000-4000-8000-00000000000{number}" for number in range(6)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("relations")) as running:
        yield running


def under(serial: str) -> dict[str, Any]:
    """Return the input that connects to a rocket."""
    return {"parent": {"connect": {"where": {"serial": serial}}}}


def parents(api: Api, *serials: str) -> list[str | None]:
    """Return the serials of the parents of rockets."""
    found = {r["serial"]: r["parent"] for r in stored(api, "serial parent { serial }", serial={"in": list(serials)})}
    return [found[serial] and found[serial]["serial"] for serial in serials]


def test_a_join_column_and_a_connect_set_a_relation(api: Api) -> None:
    """New and known records get their maker by either, lose it by null or disconnect, and a same one changes nothing."""
    make = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }"
    one, two = (
        c["id"] for c in api.ask(make, d=[{"name": "One"}, {"name": "Two", "deletedAt": "2020-01-01"}])["createCompanies"]
    )
    created_ids(api, {"serial": "kept", "makerId": one}, {"serial": "lost", "makerId": one}, {"serial": "cut", "makerId": one})
    connect = {"connect": {"where": {"id": one}}}
    rows: list[dict[str, Any]] = [
        {"serial": "new", "maker": connect},
        {"serial": "kept", "maker": connect},
        {"serial": "lost", "makerId": None},
        {"serial": "cut", "maker": {"disconnect": True}},
        {"serial": "deleted", "makerId": two},
    ]
    result = upsert(api, *rows)
    found = {r["serial"]: r["makerId"] for r in stored(api, "serial makerId", serial={"in": [row["serial"] for row in rows]})}

    assert ["CREATED", "UNCHANGED", "UPDATED", "UPDATED", "CREATED"] == actions(result)
    assert {"new": one, "kept": one, "lost": None, "cut": None, "deleted": two} == found


def test_a_deleted_record_is_not_connected(api: Api) -> None:
    """A connect finds live records only, and a record of the same call may be made deleted."""
    created_ids(api, {"serial": "gone", "deletedAt": "2020-01-01"})
    result = upsert(
        api, under("gone"), {"serial": "stillborn", "deletedAt": "2020-01-01"}, under("stillborn"), onError="CONTINUE"
    )

    assert ["parent", "parent"] == [error(result, row)["field"] for row in (0, 2)]


def test_a_child_finds_the_parent_of_an_earlier_row(api: Api) -> None:
    """A row may connect to, or name the id of, a record that an earlier row makes; a later one's is not there yet."""
    rows = [
        {"serial": "child0", **under("root")},
        {"id": IDS[0], "serial": "root"},
        {"serial": "child1", **under("root")},
        {"serial": "child2", "parentId": IDS[0]},
        {"serial": "child3", **under("child2")},
        {"serial": "child4", "parentId": IDS[1]},
        {"id": IDS[1], "serial": "late"},
    ]
    result = upsert(api, *rows, onError="CONTINUE")

    assert ["REJECTED", "CREATED", "CREATED", "CREATED", "CREATED", "REJECTED", "CREATED"] == actions(result)
    assert ["root", "root", "child2"] == parents(api, "child1", "child2", "child3")


def test_a_parent_that_was_rejected(api: Api) -> None:
    """What depends on a rejected row is rejected with it."""
    result = upsert(api, {"id": IDS[2], "serial": "bad", "mass": "x"}, under("bad"), {"parentId": IDS[2]}, onError="CONTINUE")

    assert ["REJECTED"] * 3 == actions(result)


def test_a_connect_meets_what_earlier_rows_changed(api: Api) -> None:
    """A parent is found by its new unique value and not by its old one, restored ones too, deleted ones no more."""
    first, second, third = created_ids(
        api, {"serial": "old"}, {"serial": "back", "deletedAt": "2020-01-01"}, {"serial": "leaving"}
    )
    rows: list[dict[str, Any]] = [
        {"id": first, "serial": "fresh"},
        {"serial": "k1", **under("fresh")},
        {"serial": "k2", **under("old")},
        {"id": second},
        {"serial": "k3", **under("back")},
        {"id": third, "deletedAt": "2020-01-01"},
        {"serial": "k4", **under("leaving")},
    ]
    result = upsert(api, *rows, onError="CONTINUE")

    assert ["UPDATED", "CREATED", "REJECTED", "RESTORED", "CREATED", "UPDATED", "REJECTED"] == actions(result)
    assert ["fresh", "back"] == parents(api, "k1", "k3")


def test_a_known_record_moves_below_a_new_one(api: Api) -> None:
    """An update may connect to a record of the same call."""
    created_ids(api, {"serial": "moving"})
    result = upsert(api, {"serial": "roof"}, {"serial": "moving", **under("roof")}, {"serial": "moving", **under("roof")})

    assert ["CREATED", "UPDATED", "UNCHANGED"] == actions(result)
    assert ["roof"] == parents(api, "moving")
