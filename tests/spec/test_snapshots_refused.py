"""What snapshots refuse: tokens that stand for nothing, more states than may be held, and places that take none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

COUNTS = "query($s: String) { companies(snapshot: $s) { totalCount } }"
OPEN = "{ companies { snapshot { token } } }"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("refused") / "ferry.sqlite", standard_model()) as running:
        yield running


def opened(api: Api) -> str:
    """Open a snapshot, write something, and return the token."""
    token: str = api.ask(OPEN)["companies"]["snapshot"]["token"]
    api.ask("mutation { createCompany(data: {}) { id } }")
    return token


def refusal(api: Api, query: str, **variables: Any) -> dict[str, Any]:
    """Return the only error of a document."""
    (error,) = api.send(query, **variables)["errors"]
    return {"message": error["message"], **error["extensions"]}


@pytest.mark.parametrize("token", ["nonsense", "x" * 5_000, "é"])
def test_an_unknown_snapshot(api: Api, token: str) -> None:
    """A token that stands for nothing is refused with the way out, and others of the document still answer."""
    error = refusal(api, COUNTS, s=token)
    both = api.send("query($s: String) { companies(snapshot: $s) { totalCount } people { totalCount } }", s=token)

    assert ("BAD_USER_INPUT", "SNAPSHOT_EXPIRED") == (error["code"], error["subCode"])
    assert "Start again at the first page and select snapshot { token expiresAt } there." in error["message"]
    assert {"companies": None, "people": {"totalCount": 0}} == both["data"]


@pytest.mark.parametrize("token", [5, True, ["x"], {}])
def test_a_snapshot_is_named_by_text(api: Api, token: Any) -> None:
    """Anything but text is refused."""
    error = refusal(api, COUNTS, s=token)

    assert ('Invalid argument: "snapshot" must be a string', "INVALID_QUERY_INPUT") == (error["message"], error["subCode"])


def test_where_a_snapshot_cannot_be_given(api: Api) -> None:
    """Other root fields, and connections below records, take no snapshot."""
    error = refusal(api, '{ company(filter: {name: {eq: "1"}}, snapshot: "x") { id } }')
    below = api.post({"query": '{ companies { edges { node { people(snapshot: "x") { totalCount } } } } }'}).json()

    assert "Argument not allowed: snapshot" == error["message"]
    assert 'Unknown argument "snapshot" on field "Company.people".' == below["errors"][0]["message"]


def test_more_snapshots_than_allowed(api: Api) -> None:
    """The ninth state is refused with the time to wait; what asks for no snapshot is answered, open ones go on."""
    tokens = [opened(api) for _ in range(8)]
    answer = api.send("{ companies { snapshot { token } } people { totalCount } }")
    (error,) = answer["errors"]

    assert ("BAD_USER_INPUT", "LIMIT_REACHED") == (error["extensions"]["code"], error["extensions"]["subCode"])
    assert f"one may be free in {error['extensions']['retryAfter']} seconds" in error["message"]
    assert 50 <= error["extensions"]["retryAfter"] <= 60
    assert {"companies": None, "people": {"totalCount": 0}} == answer["data"]
    assert list(range(8)) == [api.ask(COUNTS, s=token)["companies"]["totalCount"] for token in tokens]


def test_a_server_ends_with_snapshots_open(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Snapshots that are open do not keep a server from ending, and the log is written back."""
    path = tmp_path_factory.mktemp("ending") / "ferry.sqlite"
    with serving_in_process(path, standard_model()) as api:
        token = opened(api)

    assert not path.with_name("ferry.sqlite-wal").exists()
    with serving_in_process(path, standard_model()) as api:
        assert "SNAPSHOT_EXPIRED" == refusal(api, COUNTS, s=token)["subCode"]
