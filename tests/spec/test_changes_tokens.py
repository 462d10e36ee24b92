"""Tokens of the change feed: opaque, checked, and good for one object of one database."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schema.standard import standard_model
from server.engine.plans.positions import Position
from server.storage.statement import Statement, Steps
from tests.feeds import now, page
from tests.property.in_process import Served, serving

MODEL = standard_model()
QUERY = "query($since: String, $first: Int) { companiesChanges(since: $since, first: $first) { next } }"
ALPHABET = string.ascii_letters + string.digits + "-_"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve two companies."""
    with serving(tmp_path_factory.mktemp("tokens") / "ferry.sqlite", MODEL) as running:
        running.api.ask("mutation { createCompanies(data: [{}, {}]) { id } }")
        yield running


def refused(served: Served, since: Any, first: Any = None) -> tuple[str, str | None, str]:
    """Return code, sub-code and message of the refusal of a page."""
    response = served.api.post({"query": QUERY, "variables": {"since": since, "first": first}})
    answer = response.json()
    assert (200, {"companiesChanges": None}) == (response.status_code, answer["data"]), since
    (error,) = answer["errors"]
    return error["extensions"]["code"], error["extensions"].get("subCode"), error["message"]


def tokens(served: Served) -> list[str]:
    """Return a token of the end and one between two records of one version."""
    return [now(served.api, "companies"), page(served.api, "companies", None, 1)["next"]]


def test_a_changed_token_is_refused(served: Served) -> None:
    """Whatever is changed in a token, it is refused as no token."""
    chance = random.Random(5)
    for token in tokens(served):
        changed = [token[:-1], token[1:], token + "A", token + "=", f" {token}", token.swapcase(), token * 2]
        for place in range(len(token)):
            other = chance.choice(ALPHABET.replace(token[place], ""))
            changed.append(token[:place] + other + token[place + 1 :])
        for text in changed:
            assert ("BAD_USER_INPUT", "INVALID_CURSOR") == refused(served, text)[:2], text


@pytest.mark.parametrize("text", ["x", "NOW", "null", "é", "\x00", "W10", "eyJpZCI6MX0=", "A" * 10_000, "-" * 40, "e30"])
def test_what_never_was_a_token(served: Served, text: str) -> None:
    """Any other text is refused by its words, with the way out."""
    message = f'Invalid token in "since": {text}. Give the "next" of an earlier answer, or leave "since" out to start anew.'

    assert ("BAD_USER_INPUT", "INVALID_CURSOR", message) == refused(served, text)


@pytest.mark.parametrize(
    ("version", "record_id"),
    [(2**63, None), (2**64 - 1, "x"), ("1", None), (None, None), ([1], "x"), (1.5, None), (1, 5), (1, {"a": 1}), (1, ["x"])],
)
def test_a_forged_token_breaks_nothing(served: Served, version: Any, record_id: Any) -> None:
    """A token with a right digest over nonsense is refused like any other."""
    _, origin = served.write(counter)

    assert "INVALID_CURSOR" == refused(served, Position("company", origin, version, record_id).token)[1]


def counter() -> Steps[Any]:
    """Return the number of the running write and what tells this database from others."""
    (found,) = yield Statement("SELECT number, origin FROM ferry_counter")
    return found


def test_a_token_of_another_object(served: Served) -> None:
    """The token of another object is refused and says so."""
    message = 'The token in "since" belongs to the changes of another object, not to those of company.'

    assert ("BAD_USER_INPUT", "INVALID_CURSOR", message) == refused(served, now(served.api, "people"))


def test_a_token_of_another_database(served: Served, tmp_path: Path) -> None:
    """The token of another server is refused instead of leaving changes out."""
    with serving(tmp_path / "other.sqlite", MODEL) as other:
        token = now(other.api, "companies")
    message = 'The token in "since" belongs to another database. Leave "since" out to start anew with this one.'

    assert ("BAD_USER_INPUT", "INVALID_CURSOR", message) == refused(served, token)


def test_a_token_ahead_of_a_restored_database(served: Served) -> None:
    """A token from after the state a database was restored to is refused: what it stands behind is not there."""
    number, origin = served.write(counter)
    code, sub_code, message = refused(served, Position("company", origin, number + 1).token)

    assert ("BAD_USER_INPUT", "INVALID_CURSOR") == (code, sub_code)
    assert 'The token in "since" is ahead of this database' in message


@pytest.mark.parametrize("since", [5, True, ["x"], {"a": 1}])
def test_a_token_is_text(served: Served, since: Any) -> None:
    """Anything but text is refused."""
    message = 'Invalid argument: "since" must be a string'

    assert ("BAD_USER_INPUT", "INVALID_QUERY_INPUT", message) == refused(served, since)


@pytest.mark.parametrize(
    ("first", "sub_code", "message"),
    [
        (-1, "INVALID_ARGS_FIRST", "First argument must be non-negative"),
        ("2", "INVALID_QUERY_INPUT", 'Invalid argument: "first" must be a number'),
        (20_001, "TOO_COMPLEX_QUERY", "The pages of this request may hold 20001 records together, at most 20000 are allowed"),
    ],
)
def test_how_many_changes_may_be_asked(served: Served, first: Any, sub_code: str, message: str) -> None:
    """A page is as large as a page of records may be."""
    code, actual, words = refused(served, None, first)

    assert ("BAD_USER_INPUT", sub_code) == (code, actual)
    assert message in words


def test_an_unknown_argument(served: Served) -> None:
    """An argument the feed does not have is refused by name."""
    answer = served.api.send('{ companiesChanges(filter: {name: {eq: "x"}}) { next } }')

    assert "Argument not allowed: filter" == answer["errors"][0]["message"]
