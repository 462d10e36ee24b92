"""upsertMany finds the record a row means by its unique keys, as the rows before it leave them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.spec.upserting import DUPLICATE, actions, created_ids, error, rocket_workspace, stored, upsert

OTHER = "c0000000-0000-4000-8000-000000000009"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("matching")) as running:
        yield running


def contact(address: str | None) -> dict[str, Any]:
    """Return a row with this address."""
    return {"contact": {"primaryEmail": address}}


@pytest.mark.parametrize("row", [{"serial": "any"}, contact("ANY@x.example"), {"row": 1, "seat": 2.0}])
def test_any_unique_key_matches(api: Api, row: dict[str, Any]) -> None:
    """Without `match` every key finds the record, its values normalised like those of a write."""
    key = {"row": 1, "seat": 2, "serial": "any", **contact("any@x.example")}
    rocket = upsert(api, key)["results"][0]["id"]
    (found,) = upsert(api, {**row, "mass": 5})["results"]

    assert rocket == found["id"]


def test_an_id_matches_however_it_is_written(api: Api) -> None:
    """Ids are compared in lower case, and a new record takes the id it was given."""
    identity = "c0000000-0000-4000-8000-00000000000a"
    result = [upsert(api, {"id": text, "mass": mass})["results"][0] for mass, text in enumerate((identity, identity.upper()))]

    assert [("CREATED", identity), ("UPDATED", identity)] == [(row["action"], row["id"]) for row in result]


def test_empty_values_never_match(api: Api) -> None:
    """Null and empty text are no value, and half a pair is no key."""
    rows = [{"serial": ""}, {"serial": None}, contact(""), {"row": 5}, {"row": 5, "seat": None}]

    assert ["CREATED"] * 10 == actions(upsert(api, *rows, *rows))


def test_an_id_that_differs_is_ignored(api: Api) -> None:
    """A record keeps its id when another key matches."""
    (rocket,) = created_ids(api, {"serial": "own id"})
    result = upsert(api, {"id": OTHER, "serial": "own id", "name": "Named"})

    assert [("UPDATED", rocket)] == [(row["action"], row["id"]) for row in result["results"]]
    assert [] == stored(api, "id", id={"eq": OTHER})


def test_two_records_at_once(api: Api) -> None:
    """A row whose keys are those of two records is rejected and names both keys; neither record changes."""
    first, _ = created_ids(api, {"serial": "two", "name": "M1"}, {**contact("two@x.example"), "name": "M2"})
    told = error(upsert(api, {"id": first, "name": "M3", **contact("two@x.example")}, onError="CONTINUE"))

    keys = f"id (id: {first}); contact (contact.primaryEmail: two@x.example)"
    message = f"Multiple records found with the same unique field values for {keys}. Cannot determine which record to update."
    assert (message, "UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT", message, "contact.primaryEmail") == (
        told["message"],
        told["subCode"],
        told["userFriendlyMessage"],
        told["field"],
    )
    assert ["M1", "M2"] == [rocket["name"] for rocket in stored(api, "name", name={"in": ["M1", "M2", "M3"]})]


@pytest.mark.parametrize("match", [["contact"], "contact"])
def test_only_the_keys_to_match_by(api: Api, match: Any) -> None:
    """A key that is not named finds nothing: its value may be changed by a row that another key matches."""
    address = f"only{len(match)}@x.example"
    (rocket,) = created_ids(api, {"serial": address, **contact(address)})
    result = upsert(
        api, {"serial": f"new {address}", **contact(address)}, {"serial": f"new {address}"}, match=match, onError="CONTINUE"
    )

    assert [("UPDATED", rocket), ("REJECTED", None)] == [(row["action"], row["id"]) for row in result["results"]]
    assert (DUPLICATE, "serial") == (error(result)["message"], error(result)["field"])


def test_no_key_to_match_by(api: Api) -> None:
    """With an empty list every row is new, or a duplicate."""
    created_ids(api, {"serial": "there"})

    assert ["REJECTED", "CREATED"] == actions(
        upsert(api, {"serial": "there"}, {"serial": "here"}, match=[], onError="CONTINUE")
    )


def test_a_key_of_two_fields(api: Api) -> None:
    """It is named by both, joined by a plus, and its values match only together."""
    first, second = created_ids(api, {"row": 30, "seat": 1}, {"row": 30, "seat": 2})
    result = upsert(api, {"row": 30, "seat": 2, "mass": 1}, {"row": 30, "seat": 3}, {"row": 30, "mass": 1}, match=["row+seat"])

    assert [("UPDATED", second), ("CREATED", None), ("CREATED", None)] == [
        (row["action"], row["id"] if row["action"] == "UPDATED" else None) for row in result["results"]
    ]
    assert first not in {row["id"] for row in result["results"]}


def test_half_of_a_key_changes(api: Api) -> None:
    """A row that changes one of two fields collides with the record that holds the pair which results."""
    first, second = created_ids(api, {"row": 31, "seat": 1}, {"row": 31, "seat": 2})
    result = upsert(api, {"id": second, "seat": 1}, {"id": second, "seat": 3}, {"id": first, "seat": 2}, onError="CONTINUE")

    assert ["REJECTED", "UPDATED", "UPDATED"] == actions(result)
    assert ("row+seat", first) == (error(result, 0)["field"], error(result, 0)["conflictingRecordId"])
    assert [{"seat": 2}, {"seat": 3}] == [stored(api, "seat", id={"eq": rocket})[0] for rocket in (first, second)]


def test_half_of_a_key_changes_beside_a_record_nobody_named(api: Api) -> None:
    """The record that holds the pair need not be one of the call: no other row could tell."""
    holder, other = created_ids(api, {"row": 34, "seat": 1}, {"row": 34, "seat": 2})
    result = upsert(api, {"id": other, "seat": 1}, {"id": other, "seat": 5}, onError="CONTINUE")

    assert ["REJECTED", "UPDATED"] == actions(result)
    assert (DUPLICATE, holder) == (error(result, 0)["message"], error(result, 0)["conflictingRecordId"])


def test_a_deleted_record_holds_no_live_key(api: Api) -> None:
    """One that a row deletes gives its pair up, one born deleted takes none, and one whose pair is held stays deleted."""
    leaving, held, gone = created_ids(
        api, {"row": 35, "seat": 1}, {"row": 35, "seat": 2}, {"row": 35, "seat": 2, "deletedAt": "2020-01-01"}
    )
    result = upsert(
        api,
        {"id": leaving, "deletedAt": "2020-01-01"},
        {"row": 35, "seat": 1},
        {"row": 35, "seat": 2, "deletedAt": "2020-01-01"},
        {"id": gone, "mass": 1},
        {"id": leaving, "seat": 3},
        match=["id"],
        onError="CONTINUE",
    )

    assert ["UPDATED", "CREATED", "CREATED", "REJECTED", "RESTORED"] == actions(result)
    assert ("row+seat", held) == (error(result, 3)["field"], error(result, 3)["conflictingRecordId"])


def test_a_key_of_live_records(api: Api) -> None:
    """Where only live records are unique a deleted one is not matched, and cannot come back beside its successor."""
    (gone,) = created_ids(api, {"row": 32, "seat": 1, "deletedAt": "2020-01-01"})
    result = upsert(api, {"row": 32, "seat": 1}, {"id": gone, "mass": 9}, onError="CONTINUE")
    kept = upsert(api, {"id": gone, "mass": 9}, restoreDeleted=False)

    assert ["CREATED", "REJECTED"] == actions(result)
    assert (DUPLICATE, "row+seat") == (error(result)["message"], error(result)["field"])
    assert ["UPDATED"] == actions(kept)


def test_the_same_new_key_twice(api: Api) -> None:
    """A key that an earlier row of the call made is a duplicate, whatever else the row matches."""
    (known,) = created_ids(api, {"serial": "known"})
    result = upsert(
        api, contact("new@x.example"), contact("NEW@x.example"), {"id": known, **contact("new@x.example")}, onError="CONTINUE"
    )

    assert ["CREATED", "REJECTED", "REJECTED"] == actions(result)
    assert [DUPLICATE] * 2 == [error(result, row)["message"] for row in (1, 2)]


def test_the_same_existing_key_twice(api: Api) -> None:
    """Both rows are applied, in order: the last one wins, and one that has nothing to add is unchanged."""
    created_ids(api, {"serial": "twice", "mass": 1, "name": "N1"})
    result = upsert(
        api,
        {"serial": "twice", "mass": 2},
        {"serial": "twice", "mass": 2},
        {"serial": "twice", "name": "N2"},
        {"serial": "twice", "mass": 3},
    )

    assert ["UPDATED", "UNCHANGED", "UPDATED", "UPDATED"] == actions(result)
    assert [{"mass": 3, "name": "N2"}] == stored(api, "mass name", serial={"eq": "twice"})


def test_a_value_that_an_earlier_row_gave_up(api: Api) -> None:
    """It matches nothing any more, and the next row may take it."""
    first, second = created_ids(api, {"serial": "left"}, {"serial": "right"})
    result = upsert(
        api,
        {"id": first, "serial": "moved"},
        {"serial": "left"},
        {"id": second, "serial": "moved"},
        match=["id", "serial"],
        onError="CONTINUE",
    )

    assert ["UPDATED", "CREATED", "REJECTED"] == actions(result)
    assert [("moved", first)] == [(r["serial"], r["id"]) for r in stored(api, "id serial", serial={"eq": "moved"})]


def test_records_that_exchange_their_values(api: Api) -> None:
    """Rows that pass a unique value round leave each record with its own, for every key at once."""
    first, second = created_ids(api, {"serial": "heads", "row": 33, "seat": 1}, {"serial": "tails", "row": 33, "seat": 2})
    result = upsert(
        api,
        {"id": first, "serial": "edge", "seat": 3},
        {"id": second, "serial": "heads", "seat": 1},
        {"id": first, "serial": "tails", "seat": 2},
        match=["id"],
    )

    assert ["UPDATED"] * 3 == actions(result)
    assert [{"serial": "tails", "seat": 2}, {"serial": "heads", "seat": 1}] == [
        stored(api, "serial seat", id={"eq": rocket})[0] for rocket in (first, second)
    ]


def test_a_value_changes_hands_beside_other_changes(api: Api) -> None:
    """It is given up before it is taken, though rows that change other columns stand between."""
    one, two, three = created_ids(api, {"serial": "h1"}, {"serial": "h2"}, {"serial": "h3"})
    result = upsert(
        api,
        {"id": one, "serial": "h4"},
        {"id": two, "serial": "h5", "position": 3},
        {"id": three, "serial": "h2"},
        match=["id"],
    )

    assert ["UPDATED"] * 3 == actions(result)
    assert [{"serial": serial} for serial in ("h4", "h5", "h2")] == [
        stored(api, "serial", id={"eq": rocket})[0] for rocket in (one, two, three)
    ]


def test_rejected_rows_take_nothing(api: Api) -> None:
    """A key that only a rejected row had is still free."""
    result = upsert(api, {"serial": "free", "mass": "x"}, {"serial": "free"}, onError="CONTINUE")

    assert ["REJECTED", "CREATED"] == actions(result)
