"""Which records are taken: filters joined, said in words, kept as views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FerryError, FileError, UsageError
from loaders.exports.conditions import Deleted, all_of, deleted_condition, describe
from loaders.exports.views import View, fix_words, read_view, save_view


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep views in a folder of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "every record"),
        ({"name": {"eq": "x"}}, 'name is "x"'),
        ({"name": {"firstName": {"ilike": "a%"}}, "jobTitle": {"is": "NULL"}},
         'name.firstName is like, in any case, "a%" and jobTitle is empty'),
        ({"or": [{"a": {"gte": 1}}, {"not": {"b": {"in": ["X", "Y"]}}}]}, '(a is at least 1 or not (b is one of ["X","Y"]))'),
        ({"and": [{"a": {"lt": 1}}, {"b": {"is": "NOT_NULL"}}]}, "(a is less than 1 and b is not empty)"),
        ({"tags": {"isEmptyArray": True}}, "tags is empty"),
        ({"a": {"someday": 1}}, "a someday 1"),
        (deleted_condition(Deleted.WITH), "deleted ones too"),
        (deleted_condition(Deleted.ONLY), "deletedAt is not empty"),
    ],
)  # fmt: skip
def test_a_filter_is_said_in_words(condition: Any, words: str) -> None:
    """People read what the API will obey; an operator that is not known is shown as it is."""
    assert words == describe(condition)


def test_filters_are_joined_by_and() -> None:
    """One alone stands alone, none is none."""
    one, two = {"a": {"eq": 1}}, {"b": {"eq": 2}}

    assert [None, one, {"and": [one, two]}] == [all_of(None, {}), all_of(None, one), all_of(one, None, two)]


def test_a_view_is_kept_and_read() -> None:
    """Columns, filter and sort come back as they were."""
    view = View("Export - Board", "person", ("id", "name.firstName"), {"jobTitle": {"eq": "Été"}}, ("jobTitle:DescNullsLast",))

    assert Path("views/Export - Board.yaml") == save_view(view)
    assert view == read_view("Export - Board")


def test_words_for_one_instant_and_one_person_are_replaced() -> None:
    """At any depth; `@me` without a person is refused."""
    condition = {"or": [{"at": {"lt": "@now"}}, {"ownerId": {"in": ["@me", "x"]}}]}

    assert {"or": [{"at": {"lt": "N"}}, {"ownerId": {"in": ["M", "x"]}}]} == fix_words(condition, {"@now": "N", "@me": "M"})
    with pytest.raises(UsageError, match="@me, and a key is nobody; say who with --as EMAIL"):
        fix_words(condition, {"@now": "N"})


def test_a_view_that_is_not_there_is_refused_with_the_way_to_one() -> None:
    """The file that was looked for is named, and how to write it."""
    with pytest.raises(UsageError, match=r'there is no view "Board": .* does not exist, and'):
        read_view("Board")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "is not YAML"),
        ("columns: [name]", "must name its object"),
        ("object: person\ncolour: red", "colour is unknown"),
        ("object: person\ncolumns: name", "columns and sort are lists"),
        ("object: person\nversion: 2", "version 2 is not known"),
    ],
)
def test_a_mistaken_view_is_explained(here: Path, text: str, said: str) -> None:
    """The file is named with what it should say."""
    (here / "views").mkdir()
    (here / "views" / "v.yaml").write_text(text)
    with pytest.raises(FileError, match=said):
        read_view("v")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x"])
def test_a_name_of_a_view_is_no_path(name: str) -> None:
    """Views lie in one folder."""
    with pytest.raises(FerryError, match="cannot be the name of a view"):
        read_view(name)
