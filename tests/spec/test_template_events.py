"""The events of a run have stable names, and no value of a cell unless it was asked for."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest

from loaders.events import Events, JsonLines, NoEvents, choose_events
from loaders.runs.outcomes import Outcome, RowError

ERROR = RowError("EMAIL_INVALID", '"secret" is not an e-mail address', "Emails / Primary Email")


def told(*, values: bool = False) -> list[dict[str, Any]]:
    """Return one of every event."""
    stream = io.StringIO()
    events = JsonLines(stream, values=values)
    events.plan("person", "people.csv", 2, "http://ferry", run="r1", columns={"Name": "name"}, left_out=["Shoe size"])
    events.batch("person", 1, 1, 2, 1)
    events.row("person", 1, 2, Outcome.CREATED, "3f0c")
    events.row("person", 2, 3, Outcome.REJECTED, "", errors=[ERROR], cells={"Emails / Primary Email": "secret"})
    events.wait(1.23456, "100 requests a minute")
    events.summary("person", {"created": 1, "rejected": 1}, {"EMAIL_INVALID": 1}, seconds=2.0, complete=True, next_step="none")
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_events_have_the_members_that_are_documented() -> None:
    """Names and members are those of the docstring; reasons and cells come on request only."""
    members = {event["event"]: sorted(set(event) - {"event"}) for event in told()}
    documented = {
        name: sorted(re.findall(r"[a-zA-Z]+", re.sub(r"\([^)]*\)|:.*|;.*", "", listed)))
        for name, listed in re.findall(r"`(\w+)`  +(.*)", str(Events.__doc__))
    }

    assert documented == members


def test_a_row_says_what_became_of_it() -> None:
    """Object, row, line, outcome and record of every row; codes and columns of a rejected one."""
    created, rejected = (event for event in told() if event["event"] == "row")

    assert ("person", 1, 2, "created", "3f0c", [], []) == tuple(created.values())[1:]
    assert ("rejected", None, ["EMAIL_INVALID"], ["Emails / Primary Email"]) == tuple(rejected.values())[4:]


@pytest.mark.parametrize("values", [False, True])
def test_cells_are_told_on_request_only(*, values: bool) -> None:
    """Neither the cell nor the reason that quotes it is told without --json-values."""
    assert values is ("secret" in json.dumps(told(values=values)))


def test_a_summary_has_every_outcome() -> None:
    """Outcomes of no row are zero, and rows is their sum."""
    summary = told()[-1]

    assert {"created": 1, "updated": 0, "restored": 0, "unchanged": 0, "rejected": 1, "skipped": 0} == summary["outcomes"]
    assert 2 == summary["rows"]


def test_events_are_told_with_the_option_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json nothing is written; with it an event is a line on standard output at once."""
    choose_events(json=False, values=False).wait(1.0, "why")
    silent = capsys.readouterr().out
    choose_events(json=True, values=False).wait(1.0, "why")

    assert ("", '{"event":"wait","seconds":1.0,"reason":"why"}\n') == (silent, capsys.readouterr().out)
    assert isinstance(choose_events(json=False, values=True), NoEvents)
