"""upsertMany tells what became of every row, in the order of the request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import Api
from tests.spec.upserting import actions, created_ids, rocket_workspace, stored, upsert

STAMP = "2020-01-01T00:00:00.000Z"
IDS = [f"a0000000-0000-4000-8000-00000000000{number}" for number in range(4)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("outcomes")) as running:
        yield running


def test_every_action_in_one_call(api: Api) -> None:
    """Rows of all kinds stand side by side: each has its index, its action and the id of its record, and is counted."""
    same, other, gone = created_ids(
        api, {"serial": "same", "mass": 1}, {"serial": "other", "mass": 1}, {"serial": "gone", "deletedAt": STAMP}
    )
    result = upsert(
        api,
        {"serial": "gone", "mass": 2},
        {"serial": "bad", "mass": "heavy"},
        {"id": IDS[0], "serial": "new"},
        {"serial": "same", "mass": 1},
        {"serial": "other", "mass": 2},
        onError="CONTINUE",
    )

    assert ["RESTORED", "REJECTED", "CREATED", "UNCHANGED", "UPDATED"] == actions(result)
    assert [gone, None, IDS[0], same, other] == [row["id"] for row in result["results"]]
    assert [0, 1, 2, 3, 4] == [row["index"] for row in result["results"]]
    assert {"created": 1, "updated": 1, "unchanged": 1, "restored": 1, "rejected": 1, "skipped": 0} == {
        name: result[name] for name in ("created", "updated", "unchanged", "restored", "rejected", "skipped")
    }


def test_a_record_is_shown_as_it_is_after_the_call(api: Api) -> None:
    """Every row of a record shows what all rows together made of it, and a rejected row shows none."""
    result = upsert(
        api,
        {"id": IDS[1], "name": "first"},
        {"id": IDS[1], "name": "again"},
        onError="CONTINUE",
    )
    later = upsert(api, {"id": IDS[1], "name": "second"}, {"id": IDS[1], "serial": "third"})

    assert ["first", None] == [row["record"] and row["record"]["name"] for row in result["results"]]
    assert [("second", "third")] * 2 == [(row["record"]["name"], row["record"]["serial"]) for row in later["results"]]


def test_an_update_is_stamped_and_keeps_what_is_not_given(api: Api) -> None:
    """The caller and the moment are set; creator, position and other fields stay."""
    (rocket,) = created_ids(
        api, {"serial": "kept", "name": "Old", "mass": 4, "position": 7, "updatedAt": STAMP, "createdBy": {"source": "IMPORT"}}
    )
    upsert(api, {"serial": "kept", "name": "New", "createdBy": {"name": "Somebody"}})
    (found,) = stored(
        api, "name mass position updatedAt createdBy { source name } updatedBy { source name }", id={"eq": rocket}
    )

    assert STAMP < found.pop("updatedAt")
    assert {
        "name": "New",
        "mass": 4,
        "position": 7,
        "createdBy": {"source": "IMPORT", "name": "test"},
        "updatedBy": {"source": "API", "name": "test"},
    } == found


def test_new_records_count_down_from_the_smallest_position(api: Api) -> None:
    """Positions are given out as createMany does: first or none before all, last behind all, numbers as they are."""
    rows = [{"name": "a"}, {"name": "b", "position": 50}, {"name": "c", "position": "last"}, {"name": "d", "position": "first"}]
    upsert(api, {"id": IDS[2], "name": "low", "position": -100}, {"id": IDS[3], "name": "high", "position": 100})
    result = upsert(api, {"id": IDS[3], "position": "first"}, *rows, {"id": IDS[2], "position": "last"})
    names = ["a", "b", "c", "d", "low", "high"]
    found = {row["name"]: row["position"] for row in stored(api, "name position", name={"in": names})}

    assert ["UPDATED"] + ["CREATED"] * 4 + ["UPDATED"] == actions(result)
    assert {"high": -101, "a": -102, "b": 50, "c": 101, "d": -103, "low": 102} == found


def test_the_result_is_selected_like_any_other(api: Api) -> None:
    """Aliases, fragments, type names and nested relations work at every level."""
    (company,) = api.ask('mutation { createCompanies(data: [{ name: "Maker" }]) { id } }')["createCompanies"]
    answer = api.ask(
        """mutation($data: [RocketCreateInput!]!) { done: upsertRockets(data: $data, onError: CONTINUE) {
             __typename ...Counts
             rows: results { __typename index record { maker { name rockets { totalCount } } } again: record { n: name }
               error { __typename field } }
             indexes: results { index } } }
           fragment Counts on RocketUpsertResult { c: created rejected }""",
        data=[{"kind": "BIG", "name": "Nested", "makerId": company["id"]}, {"kind": "HUGE"}],
    )["done"]

    assert {
        "__typename": "RocketUpsertResult",
        "c": 1,
        "rejected": 1,
        "rows": [
            {
                "__typename": "RocketUpsertRow",
                "index": 0,
                "record": {"maker": {"name": "Maker", "rockets": {"totalCount": 1}}},
                "again": {"n": "Nested"},
                "error": None,
            },
            {
                "__typename": "RocketUpsertRow",
                "index": 1,
                "record": None,
                "again": None,
                "error": {"__typename": "UpsertError", "field": "kind"},
            },
        ],
        "indexes": [{"index": 0}, {"index": 1}],
    } == answer


def test_no_rows(api: Api) -> None:
    """An empty list is a call that did nothing."""
    result = upsert(api)

    assert [] == result["results"]
    assert 0 == sum(result[name] for name in ("created", "updated", "unchanged", "restored", "rejected", "skipped"))


def test_standard_objects_are_upserted_too(api: Api) -> None:
    """A person matches by its normalised e-mail, a note, which has no unique field, by its id alone."""
    people = """mutation($d: [PersonCreateInput!]!) { upsertPeople(data: $d) { results { action record { jobTitle } } } }"""
    api.ask(people, d=[{"emails": {"primaryEmail": "Ann@upsert.example"}, "jobTitle": "Chief"}])
    (person,) = api.ask(people, d=[{"emails": {"primaryEmail": "ANN@upsert.EXAMPLE"}, "jobTitle": "Boss"}])["upsertPeople"][
        "results"
    ]
    note = "mutation($d: [NoteCreateInput!]!) { upsertNotes(data: $d) { results { action } } }"
    notes = [api.ask(note, d=[{"id": IDS[0], "title": title}])["upsertNotes"]["results"] for title in ("One", "One", "Two")]

    assert {"action": "UPDATED", "record": {"jobTitle": "Boss"}} == person
    assert ["CREATED", "UNCHANGED", "UPDATED"] == [row["action"] for (row,) in notes]
