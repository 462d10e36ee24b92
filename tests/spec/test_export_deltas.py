"""What changed since the last export: nothing twice, nothing lost, also among equal times and late commits."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FileError, UsageError
from loaders.exports.deltas import Delta, Mark, MarkFile, parse_moment


@pytest.fixture
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MarkFile:
    """Keep marks in a folder of the test."""
    monkeypatch.setenv("FERRY_RUNS", str(tmp_path / "runs"))
    return MarkFile("nightly")


def record(record_id: str, at: str, **more: Any) -> dict[str, Any]:
    """Return a record updated at a time of the first of May."""
    return {"id": record_id, "updatedAt": f"2024-05-01T{at}Z", **more}


def after(delta: Delta) -> Delta:
    """Return the delta of the next run."""
    return Delta(delta.next_mark("token"))


def ids(delta: Delta, *records: dict[str, Any]) -> list[str]:
    """Return the ids of what is fresh."""
    return [found["id"] for found in delta.fresh(records)]


def test_the_first_run_takes_everything_and_the_next_what_came() -> None:
    """Equal times are neither lost nor repeated: the ids at that instant are remembered."""
    first = Delta(Mark("all"))
    assert (None, ["a", "b"]) == (first.condition, ids(first, record("a", "10:00:00.000"), record("b", "10:00:00.000")))

    second = after(first)
    assert {"updatedAt": {"gte": "2024-05-01T09:59:55.000Z"}} == second.condition
    same = (record("a", "10:00:00.000"), record("b", "10:00:00.000"), record("c", "10:00:00.000"))
    assert ["c"] == ids(second, *same)
    assert [] == ids(after(second), *same)


def test_a_transaction_that_committed_late_is_found() -> None:
    """The last five seconds are read again, and what was exported is told by what it holds."""
    first = Delta(Mark("all"))
    ids(first, record("a", "10:00:00.000", name="x"), record("b", "10:00:04.000"))
    second = after(first)
    found = ids(second, record("late", "09:59:59.500"), record("a", "10:00:00.000", name="y"), record("b", "10:00:04.000"))

    assert ["late", "a"] == found
    assert "2024-05-01T09:59:59.000Z" == (second.condition or {})["updatedAt"]["gte"]


def test_only_the_last_seconds_are_remembered() -> None:
    """The state is as small as what five seconds bring."""
    delta = Delta(Mark("all"))
    ids(delta, *(record(f"r{minute}", f"10:{minute:02}:00.000") for minute in range(60)))

    assert ["r59"] == list(delta.next_mark(None).seen)


def test_a_run_that_finds_nothing_keeps_the_mark() -> None:
    """The time does not go back, and the token of the feed is renewed."""
    mark = Mark("all", "2024-05-01T10:00:00.000Z", {"a": "hash"}, "old")

    assert Mark("all", mark.at, mark.seen, "new") == Delta(mark).next_mark("new")


def test_marks_are_kept_by_name_server_and_object(marks: MarkFile) -> None:
    """The file is its owner's alone and holds a mark for each."""
    mark = Mark("scope", "2024-05-01T10:00:00.000Z", {"a": "hash"}, "token")
    marks.write("http://one", "person", mark)
    marks.write("http://one", "company", Mark("scope"))

    assert mark == MarkFile("nightly").read("http://one", "person", "scope")
    assert Mark("scope") == marks.read("http://two", "person", "scope")
    assert 0o600 == stat.S_IMODE(marks.path.stat().st_mode)


def test_another_filter_needs_another_name(marks: MarkFile) -> None:
    """What one filter left out the next would never bring."""
    marks.write("s", "person", Mark("one"))
    with pytest.raises(UsageError, match="with another filter; give the same filter, or use another name"):
        marks.read("s", "person", "two")


def test_a_damaged_file_is_named(marks: MarkFile) -> None:
    """The message says what follows from removing it."""
    marks.path.parent.mkdir(parents=True)
    marks.path.write_text("{")
    with pytest.raises(FileError, match="is damaged; remove it"):
        marks.read("s", "person", "x")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-01", "2024-05-01T00:00:00.000Z"),
        ("2024-05-01T08:00:00Z", "2024-05-01T08:00:00.000Z"),
        ("2024-05-01T08:00:00.5+02:00", "2024-05-01T06:00:00.500Z"),
    ],
)
def test_a_time_is_understood_in_its_zone(text: str, moment: str) -> None:
    """A date alone is its midnight in UTC."""
    assert moment == parse_moment(text)


@pytest.mark.parametrize(("text", "said"), [("yesterday", "is no time"), ("2024-05-01T08:00:00", "has no time zone")])
def test_a_time_that_could_be_two_is_refused(text: str, said: str) -> None:
    """No zone is guessed."""
    with pytest.raises(UsageError, match=said):
        parse_moment(text)


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden"])
def test_a_name_is_no_path(name: str) -> None:
    """Marks lie in one folder."""
    with pytest.raises(UsageError, match="a name has letters"):
        MarkFile(name)
