"""The order of hits: rank, then object, then id; and how a rank is made (`data-api.md` 14.2, 14.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.engine.operations import search
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.searching import create, ids, labels, nodes


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", MODEL) as running:
        yield running


def test_a_word_that_comes_often_counts_more(api: Api) -> None:
    """The more words of a record begin with the input, the higher it ranks."""
    create(api, "companies", {"name": "Bolt"}, {"name": "Bolt Bolts"}, {"name": "Bolt bolt Bolt"})

    assert ["Bolt bolt Bolt", "Bolt Bolts", "Bolt"] == labels(api, "bolt")


def test_words_that_stand_together_count_more(api: Api) -> None:
    """Of records with all words those rank higher whose words are nearer to each other."""
    create(api, "companies", {"name": "Copper and old Nickel"}, {"name": "Copper Nickel"}, {"name": "Nickel and Copper"})

    assert ["Copper Nickel", "Nickel and Copper", "Copper and old Nickel"] == labels(api, "copper nickel")


def test_hits_of_equal_rank_are_in_the_order_of_objects_and_ids(api: Api) -> None:
    """Person, company, opportunity, note, task, then the others; within an object by id, not by when they came."""
    create(api, "rockets", {"name": "Tulip", "must": "-"})
    tasks = create(api, "tasks", {"title": "Tulip"})
    create(api, "notes", {"title": "Tulip"})
    create(api, "opportunities", {"name": "Tulip"})
    given = [f"c0000000-0000-4000-8000-00000000000{place}" for place in (3, 1, 2)]
    create(api, "companies", *({"id": each, "name": "Tulip"} for each in given))
    create(api, "people", {"name": {"lastName": "Tulip"}})

    found = nodes(api, "tulip")

    assert ["person", *["company"] * 3, "opportunity", "note", "task", "rocket"] == [n["objectNameSingular"] for n in found]
    assert sorted(given) == ids(api, "tulip", included=["company"])
    assert tasks == ids(api, "tulip", included=["task"])


def test_a_higher_rank_goes_before_the_order_of_objects(api: Api) -> None:
    """A company that has the word twice stands before a person that has it once."""
    create(api, "people", {"name": {"lastName": "Basil"}})
    create(api, "companies", {"name": "Basil & Basil"})

    assert ["Basil & Basil", "Basil"] == labels(api, "basil")


def test_the_numbers_fall_along_the_hits(api: Api) -> None:
    """`tsRankCD` and `tsRank` tell the order; a record with some of the words has no tsRankCD."""
    create(api, "companies", {"name": "Larch Maple"}, {"name": "Larch or Maple"}, {"name": "Larch"}, {"name": "Maple Maple"})
    found = [(node["label"], node["tsRankCD"], node["tsRank"]) for node in nodes(api, "larch maple")]

    assert [
        ("Larch Maple", 0.1, 0.06079271),
        ("Larch or Maple", 0.05, 0.06079271),
        ("Maple Maple", 0.0, 0.03799544),
        ("Larch", 0.0, 0.03039636),
    ] == found


@pytest.mark.parametrize("listed", [5, 100])
def test_a_crowd_is_in_the_order_of_ids(api: Api, monkeypatch: pytest.MonkeyPatch, listed: int) -> None:
    """Where more records match than are ranked, all rank alike, however their hits are looked up."""
    monkeypatch.setattr(search, "RANKED", 3)
    monkeypatch.setattr(search, "_LISTED", listed)
    word = f"crowd{listed}"
    keys = [f"c0000000-0000-4000-8000-{listed:04}0000000{place}" for place in range(10)]
    inside, *rows = [{"id": key, "name": word * (place % 2 + 1)} for place, key in enumerate(keys)]
    inside["name"] = f"no{word}"
    create(api, "companies", *reversed(rows), inside)

    found = nodes(api, word, limit=7, filter={"createdAt": {"gt": "2020-01-01T00:00:00.000Z"}})

    assert [row["id"] for row in rows[:7]] == [node["recordId"] for node in found]
    assert {(0.1, 0.06079271)} == {(node["tsRankCD"], node["tsRank"]) for node in found}
