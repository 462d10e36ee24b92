"""Any batch of rows, with any options, becomes what the plain reference makes of it: row by row, and in the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.processes import Api
from tests.property.plain_upserts import Options, Outcome, Record, Workspace, plain_upsert
from tests.property.random_upserts import DELETED, LIVE, OPTIONS, ROWS, STORED
from tests.spec.upserting import rocket_workspace

_UPSERT = """mutation($data: [RocketCreateInput!]!, $match: [String!], $onConflict: UpsertOnConflict, $restoreDeleted: Boolean,
  $onError: UpsertOnError, $dryRun: Boolean) { upsertRockets(data: $data, match: $match, onConflict: $onConflict,
  restoreDeleted: $restoreDeleted, onError: $onError, dryRun: $dryRun) {
    created updated unchanged restored rejected skipped dryRun aborted
    results { index action id record { id serial } error { code subCode message field conflictingRecordId } } } }"""
_READ = """{ rockets(first: 1000, filter: { or: [{ deletedAt: { is: NULL } }, { deletedAt: { is: NOT_NULL } }] }) {
  edges { node { id serial contact { primaryEmail additionalEmails } row seat name mass kind builder { firstName lastName }
    makerId parentId deletedAt updatedAt } } } }"""
_CREATE = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }"
_COMPANIES = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"
_EMPTY = "mutation { destroyRockets(filter: { id: { is: NOT_NULL } }) { id } }"
_settings = hypothesis_settings(
    deadline=None, max_examples=60, print_blob=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve rockets and two companies, one of them deleted."""
    with rocket_workspace(tmp_path_factory.mktemp("upserts")) as running:
        running.ask(_COMPANIES, data=[{"id": LIVE}, {"id": DELETED, "deletedAt": "2020-01-01"}])
        yield running


@given(first=STORED, calls=st.lists(st.tuples(ROWS, OPTIONS), min_size=1, max_size=2))
@_settings
def test_bulk_upserts_agree_with_the_plain_reference(
    api: Api, first: list[dict[str, Any]], calls: list[tuple[list[dict[str, Any]], Options]]
) -> None:
    """Actions, errors and ids of all rows, their counts, every stored value and the stamps are as the reference says."""
    api.ask(_EMPTY)
    for row in first:
        api.send(_CREATE, data=[{"kind": "SMALL", **row, "updatedAt": "2020-01-01"}])
    for rows, options in calls:
        before, stamps = _stored(api)
        expected, after = plain_upsert(_workspace(before), rows, options)
        answer = api.ask(_UPSERT, data=rows, **_arguments(options))["upsertRockets"]
        note(f"{answer}")
        names = _names(expected, answer)
        assert _named(expected, names) == [_outcome(row) for row in answer["results"]]
        _assert_told(answer, options)
        found, stamped = _stored(api)
        assert {names.get(key, key): _renamed(record, names) for key, record in after.rockets.items()} == found
        assert {key for key in stamps if stamps[key] != stamped[key]} <= after.touched


def _arguments(options: Options) -> dict[str, Any]:
    return {
        "match": list(options.match),
        "onConflict": options.on_conflict,
        "restoreDeleted": options.restore_deleted,
        "onError": options.on_error,
        "dryRun": options.dry_run,
    }


def _workspace(rockets: Mapping[str, Record]) -> Workspace:
    return Workspace(dict(rockets), frozenset({LIVE}), frozenset({DELETED}))


def _stored(api: Api) -> tuple[dict[str, Record], dict[str, str]]:
    """Return all rockets by id as columns, empty text as null, and apart from them the moments of their last change."""
    nodes = [edge["node"] for edge in api.ask(_READ)["rockets"]["edges"]]
    stamps = {node["id"]: node.pop("updatedAt") for node in nodes}
    for node in nodes:
        node |= {name: value or None for part in ("contact", "builder") for name, value in node.pop(part).items()}
        node |= {name: node[name] or None for name in ("name", "serial")}
    return {node["id"]: node for node in nodes}, stamps


def _names(expected: list[Outcome], answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the real ids of the records to which the reference gave made-up ones."""
    pairs = zip(expected, answer["results"], strict=True)
    return {record: row["id"] for (_, record, _), row in pairs if record is not None and row["id"] is not None}


def _named(expected: list[Outcome], names: Mapping[str, str]) -> list[Outcome]:
    return [(action, None if record is None else names.get(record, record), told) for action, record, told in expected]


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    return {**record, **{column: names.get(record[column], record[column]) for column in ("id", "parentId")}}


def _outcome(row: Mapping[str, Any]) -> Outcome:
    error = row["error"]
    if error is None:
        return row["action"], row["id"], None
    message = error["message"]
    for word, beginning in (("foreign key", "insert or update on table"), ("multiple", "Multiple records found")):
        message = word if message.startswith(beginning) else message
    assert "BAD_USER_INPUT" == error["code"]
    return row["action"], row["id"], (message, error["subCode"], error["field"], error["conflictingRecordId"])


def _assert_told(answer: Mapping[str, Any], options: Options) -> None:
    """Check what the result says beside its rows, and that rows show their record exactly when they have one."""
    actions = [row["action"] for row in answer["results"]]
    assert list(range(len(actions))) == [row["index"] for row in answer["results"]]
    for action in ("CREATED", "UPDATED", "UNCHANGED", "RESTORED", "REJECTED", "SKIPPED"):
        assert actions.count(action) == answer[action.lower()]
    assert options.dry_run == answer["dryRun"]
    assert (options.on_error == "ABORT" and "REJECTED" in actions) == answer["aborted"]
    assert [row["id"] for row in answer["results"]] == [row["record"] and row["record"]["id"] for row in answer["results"]]
