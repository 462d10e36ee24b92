"""upsertMany refuses arguments that leave it unclear what to do, before it looks at any row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.spec.upserting import actions, rocket_workspace, stored, upsert

QUERY = """mutation($data: JSON, $match: JSON, $onConflict: JSON, $restoreDeleted: JSON, $onError: JSON, $dryRun: JSON) {
  upsertRockets(data: $data, match: $match, onConflict: $onConflict, restoreDeleted: $restoreDeleted, onError: $onError,
  dryRun: $dryRun) { created aborted } }"""
KEYS = "Unique keys of rocket are: id, serial, contact, row+seat"
REFUSED = [
    ({}, 'Missing required argument: "data" (array)'),
    ({"data": {}}, 'Missing required argument: "data" (array)'),
    ({"match": ["nope"]}, f'Unknown unique key "nope" in "match". {KEYS}'),
    ({"match": ["serial", "name"]}, f'Unknown unique key "name" in "match". {KEYS}'),
    ({"match": ["row"]}, f'Unknown unique key "row" in "match". {KEYS}'),
    ({"match": {"serial": True}}, 'Invalid argument: "match" must be a list of unique keys'),
    ({"match": [5]}, 'Invalid argument: "match" must be a list of unique keys'),
    ({"onConflict": "REPLACE"}, 'Invalid argument: "onConflict" must be one of UPDATE, SKIP, ERROR'),
    ({"onConflict": ["SKIP"]}, 'Invalid argument: "onConflict" must be one of UPDATE, SKIP, ERROR'),
    ({"onError": "STOP"}, 'Invalid argument: "onError" must be one of ABORT, CONTINUE'),
    ({"restoreDeleted": "no"}, 'Invalid argument: "restoreDeleted" must be a boolean'),
    ({"dryRun": 1}, 'Invalid argument: "dryRun" must be a boolean'),
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("arguments")) as running:
        yield running


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_a_call_is_refused_as_a_whole(api: Api, arguments: dict[str, Any], message: str) -> None:
    """The error says which argument and what it may be, and nothing is written."""
    data = {} if "data" in message else {"data": [{"kind": "BIG", "name": "never"}]}
    answer = api.send(QUERY, **data, **arguments)
    (error,) = answer["errors"]

    assert {"upsertRockets": None} == answer["data"]
    assert (message, "BAD_USER_INPUT", "INVALID_QUERY_INPUT") == (
        error["message"],
        error["extensions"]["code"],
        error["extensions"]["subCode"],
    )
    assert [] == stored(api, "id", name={"eq": "never"})


def test_an_unknown_argument(api: Api) -> None:
    """Arguments that other mutations have are refused by name."""
    answer = api.send("mutation { upsertRockets(data: [], upsert: true) { created } }")

    assert "Argument not allowed: upsert" == answer["errors"][0]["message"]


def test_null_stands_for_the_default(api: Api) -> None:
    """Arguments that are null are those that are left out."""
    nothing = dict.fromkeys(("match", "onConflict", "restoreDeleted", "onError", "dryRun"))
    result = upsert(api, {"serial": "default", "deletedAt": "2020-01-01"}, **nothing)
    again = upsert(api, {"serial": "default"}, **nothing)
    aborted = upsert(api, {"mass": "x"}, {"serial": "default"}, **nothing)

    assert ["CREATED", "RESTORED", "REJECTED", "SKIPPED"] == actions(result) + actions(again) + actions(aborted)


def test_words_may_be_written_in_the_text(api: Api) -> None:
    """Enum values stand in the document as they do in variables."""
    query = """mutation { upsertRockets(data: [{kind: BIG, serial: "text"}, {kind: HUGE}], match: ["serial"], onConflict: SKIP,
        onError: CONTINUE, dryRun: true) { created rejected dryRun } }"""

    assert {"created": 1, "rejected": 1, "dryRun": True} == api.ask(query)["upsertRockets"]


def test_as_many_records_as_the_limit_says(api: Api) -> None:
    """`limits` tells the number, which is larger than that of createMany; one more is refused as createMany refuses it."""
    most = api.ask("{ limits { maxRecordsPerUpsert } }")["limits"]["maxRecordsPerUpsert"]
    full = upsert(api, *[{}] * most)
    answer = api.send(QUERY, data=[{"kind": "BIG"}] * (most + 1))
    (error,) = answer["errors"]

    assert (1000, 1000) == (most, full["created"])
    assert ("Maximum number of records to upsert is 1000.", "TOO_MANY_RECORDS_TO_UPDATE") == (
        error["message"],
        error["extensions"]["subCode"],
    )


def test_managed_objects_are_refused(api: Api) -> None:
    """Workspace members are not made through the record API, nor changed by an operation that could make them."""
    answer = api.send("mutation { upsertWorkspaceMembers(data: []) { created } }")

    assert "Entity performing the request does not have permission" == answer["errors"][0]["message"]
    assert ("FORBIDDEN", "PERMISSION_DENIED") == tuple(answer["errors"][0]["extensions"][key] for key in ("code", "subCode"))
