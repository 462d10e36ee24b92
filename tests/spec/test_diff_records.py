"""Two sets of records compared by id and field."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.backups.differences import Counts, Difference, Kind, Record, compare
from loaders.errors import FileError


def records(**contents: dict[str, Any]) -> list[Record]:
    """Return records by their ids."""
    return list(contents.items())


def test_records_are_matched_by_id_in_any_order() -> None:
    """Added, removed and changed records are told, equal ones counted."""
    counts = Counts()
    left = records(a={"n": 1}, b={"n": 2, "m": "x"}, c={"n": 3})
    right = records(d={"n": 4}, b={"n": 5, "k": [1]}, a={"n": 1})
    found = list(compare(left, right, counts))

    changes = {"k": (None, [1]), "m": ("x", None), "n": (2, 5)}
    assert [Difference(Kind.ADDED, "d"), Difference(Kind.CHANGED, "b", changes), Difference(Kind.REMOVED, "c")] == found
    assert (1, {Kind.ADDED: 1, Kind.CHANGED: 1, Kind.REMOVED: 1}) == (counts.equal, dict(counts.kinds))
    assert {"k": 1, "m": 1, "n": 1} == dict(counts.fields)


def test_more_records_than_are_looked_at_together() -> None:
    """Windows hide nothing at their edges."""
    counts = Counts()
    left = [(f"{number:05}", {"n": number}) for number in range(2_000)]
    right = [(record_id, {"n": content["n"] // 1_999 * 7 or content["n"]}) for record_id, content in reversed(left)]

    assert ["01999"] == [difference.id for difference in compare(left, right, counts)]
    assert 1_999 == counts.equal


@pytest.mark.parametrize("distance", [1, 700])
@pytest.mark.parametrize("side", ["left", "right"])
def test_an_id_that_comes_twice_is_refused(side: str, distance: int) -> None:
    """Which of two records is meant cannot be told, near by and far apart."""
    once: list[Record] = [(f"{number}", {}) for number in range(1_000)]
    twice: list[Record] = [*once[: 5 + distance], ("5", {"n": 1}), *once[5 + distance :]]
    left, right = (twice, once) if side == "left" else (once, twice)

    with pytest.raises(FileError, match="the id 5 comes twice"):
        list(compare(left, right, Counts()))
