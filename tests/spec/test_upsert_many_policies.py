"""The caller of upsertMany says what becomes of matches, of deleted matches and of calls with bad rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.spec.upserting import DUPLICATE, NOBODY, actions, created_ids, error, rocket_workspace, stored, upsert

GONE = "2020-01-01T00:00:00.000Z"
COUNTS = ("created", "updated", "unchanged", "restored", "rejected", "skipped")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("policies")) as running:
        yield running


def test_a_match_may_be_skipped(api: Api) -> None:
    """SKIP leaves the record alone, deleted or not, and shows it; rows without a match go in."""
    live, gone = created_ids(api, {"serial": "s1", "mass": 1}, {"serial": "s2", "mass": 1, "deletedAt": GONE})
    result = upsert(
        api, {"serial": "s1", "mass": 2}, {"serial": "s2", "mass": 2}, {"serial": "s3", "mass": 2}, onConflict="SKIP"
    )

    assert ["SKIPPED", "SKIPPED", "CREATED"] == actions(result)
    assert [live, gone] == [row["record"]["id"] for row in result["results"][:2]]
    assert [(1, None), (1, GONE)] == [
        (r["mass"], r["deletedAt"]) for r in stored(api, "mass deletedAt", id={"in": [live, gone]})
    ]


def test_a_match_may_be_an_error(api: Api) -> None:
    """ERROR rejects it as a duplicate of the key that matched."""
    (live, _) = created_ids(api, {"serial": "e1"}, {"serial": "e2", "deletedAt": GONE})
    rows = [{"serial": "e1"}, {"serial": "e2"}, {"id": live}, {"serial": "e3"}]
    result = upsert(api, *rows, onConflict="ERROR", onError="CONTINUE")

    assert ["REJECTED", "REJECTED", "REJECTED", "CREATED"] == actions(result)
    assert [(DUPLICATE, "serial", live), (DUPLICATE, "serial", None), (DUPLICATE, "id", None)] == [
        (told["message"], told["field"], told["conflictingRecordId"]) for told in (error(result, row) for row in range(3))
    ]


def test_a_deleted_match_comes_back(api: Api) -> None:
    """It is live again with the given values, also when nothing else changes, and shows so."""
    created_ids(api, {"serial": "r1", "mass": 1, "deletedAt": GONE}, {"serial": "r2", "mass": 1, "deletedAt": GONE})
    result = upsert(api, {"serial": "r1", "mass": 1}, {"serial": "r2", "mass": 2})

    assert ["RESTORED", "RESTORED"] == actions(result)
    assert [None, None] == [row["record"]["deletedAt"] for row in result["results"]]
    assert [1, 2] == sorted(r["mass"] for r in stored(api, "mass", serial={"in": ["r1", "r2"]}))


def test_a_deleted_match_may_stay_deleted(api: Api) -> None:
    """Without restoring it is changed where it differs, and stays deleted."""
    created_ids(api, {"serial": "d1", "mass": 1, "deletedAt": GONE}, {"serial": "d2", "mass": 1, "deletedAt": GONE})
    result = upsert(api, {"serial": "d1", "mass": 2}, {"serial": "d2", "mass": 1}, restoreDeleted=False)

    assert ["UPDATED", "UNCHANGED"] == actions(result)
    assert [GONE, GONE] == [row["record"]["deletedAt"] for row in result["results"]]


def test_a_row_that_gives_the_mark_itself(api: Api) -> None:
    """`deletedAt` in the data decides, whatever `restoreDeleted` says."""
    created_ids(api, {"serial": "m1"}, {"serial": "m2", "deletedAt": GONE}, {"serial": "m3", "deletedAt": GONE})
    rows: list[dict[str, Any]] = [{"serial": "m1", "deletedAt": GONE}, {"serial": "m2", "deletedAt": GONE}]
    kept = upsert(api, *rows)
    back = upsert(api, {"serial": "m3", "deletedAt": None}, restoreDeleted=False)

    assert ["UPDATED", "UNCHANGED", "RESTORED"] == actions(kept) + actions(back)


@pytest.fixture(scope="module")
def two(api: Api) -> list[str]:
    """Create two rockets that no call may change."""
    return created_ids(api, {"serial": "a1", "name": "A1"}, {"serial": "a2", "name": "A2"})


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("bad", [{"mass": "x"}, {"makerId": NOBODY}, {"parentId": NOBODY}, {"serial": "a2"}])
def test_one_bad_row_aborts_the_call(api: Api, two: list[str], place: int, bad: dict[str, Any]) -> None:
    """Nothing is written wherever it stands; every bad row is told, and no other claims to have been written."""
    rows: list[dict[str, Any]] = [{"id": two[0], "name": "A9"}, {"serial": "a new", "name": "A8"}]
    rows.insert(place, {"id": two[0], **bad})
    result = upsert(api, *rows)

    assert (True, False) == (result["aborted"], result["dryRun"])
    assert ["REJECTED" if row == place else "SKIPPED" for row in range(3)] == actions(result)
    assert ["A1", "A2"] == [r["name"] for r in stored(api, "name", name={"startsWith": "A"})]


def test_an_aborted_call_shows_what_is_stored(api: Api) -> None:
    """Skipped rows show the record they matched as it is, and those that would have made one show none."""
    (known,) = created_ids(api, {"serial": "shown", "name": "Before"})
    rows: list[dict[str, Any]] = [
        {"serial": "shown", "name": "After"},
        {"id": "d0000000-0000-4000-8000-000000000002"},
        {"mass": "x"},
    ]
    result = upsert(api, *rows)

    assert [("SKIPPED", known), ("SKIPPED", None), ("REJECTED", None)] == [(r["action"], r["id"]) for r in result["results"]]
    assert ["Before", None, None] == [row["record"] and row["record"]["name"] for row in result["results"]]
    assert {"skipped": 2, "rejected": 1} == {name: result[name] for name in COUNTS if result[name]}


def test_all_bad_rows_are_told(api: Api) -> None:
    """Aborting does not stop at the first bad row."""
    result = upsert(api, {"mass": "x"}, {"serial": "fine"}, {"nope": 1}, {"kind": "HUGE"})

    assert ["mass", "nope", "kind"] == [error(result, row)["field"] for row in (0, 2, 3)]


def test_a_dry_run_tells_all_and_writes_nothing(api: Api) -> None:
    """Its report is that of the call which then writes, records included."""
    fixed = "d0000000-0000-4000-8000-000000000003"
    created_ids(api, {"serial": "dry1", "name": "D1"}, {"serial": "dry2", "name": "D2", "deletedAt": GONE})
    rows: list[dict[str, Any]] = [
        {"serial": "dry1", "name": "D3"},
        {"serial": "dry2", "mass": 5},
        {"id": fixed, "serial": "dry3", "name": "D5"},
        {"serial": "dry3"},
        {"mass": "x"},
    ]
    before = stored(api, "id name mass updatedAt deletedAt position", serial={"startsWith": "dry"})
    dry = upsert(api, *rows, onError="CONTINUE", dryRun=True)
    between = stored(api, "id name mass updatedAt deletedAt position", serial={"startsWith": "dry"})
    wet = upsert(api, *rows, onError="CONTINUE")

    assert before == between
    assert (True, False) == (dry.pop("dryRun"), wet.pop("dryRun"))
    for row in (*dry["results"], *wet["results"]):
        row["record"] = row["record"] and {**row["record"], "updatedAt": None}
    assert wet == dry
    assert ["UPDATED", "RESTORED", "CREATED", "REJECTED", "REJECTED"] == actions(wet)


def test_a_dry_run_is_aborted_alike(api: Api) -> None:
    """A bad row makes it tell what the real call would."""
    result = upsert(api, {"serial": "never"}, {"mass": "x"}, dryRun=True)

    assert (True, True, ["SKIPPED", "REJECTED"]) == (result["dryRun"], result["aborted"], actions(result))


def test_the_next_mutation_of_a_document_writes_after_a_dry_run(api: Api) -> None:
    """What a dry run takes back is its own work alone."""
    answer = api.ask(
        """mutation {
            createRocket(data: { kind: SMALL, name: "W1" }) { name }
            upsertRockets(data: [{ kind: SMALL, name: "W2" }], dryRun: true) { created }
            createCompany(data: { name: "W3" }) { name }
        }"""
    )

    assert {"created": 1} == answer["upsertRockets"]
    assert [{"name": "W1"}] == stored(api, "name", name={"startsWith": "W"})
    assert 1 == api.ask('{ companies(filter: { name: { eq: "W3" } }) { totalCount } }')["companies"]["totalCount"]
