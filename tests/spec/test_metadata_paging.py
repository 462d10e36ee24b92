"""Pages of objects and fields: ten unless asked otherwise, named by offset cursors."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.model import ObjectMetadata
from schema.standard import standard_model
from schema.system_fields import system_fields
from tests.spec.metadata_reading import ask, plain_model, read

NAMES = [f"thing{place}" for place in range(11)]


def model_of_eleven() -> DataModel:
    """Return a model of eleven objects."""
    return plain_model(*(ObjectMetadata(name, f"{name}s", name, name, system_fields(name)) for name in NAMES))


def cursor(offset: int) -> str:
    """Return the cursor of an offset."""
    return base64.b64encode(f"arrayconnection:{offset}".encode()).decode()


def page(**paging: Any) -> tuple[list[str], dict[str, Any]]:
    """Return the names of the objects on a page, and its page info."""
    query = """query ($paging: CursorPaging!) { objects(paging: $paging) {
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { nameSingular } } } }"""
    found = read(query, model_of_eleven(), paging=paging)["objects"]
    return [edge["node"]["nameSingular"] for edge in found["edges"]], found["pageInfo"]


def info(start: int, end: int, *, after: bool, before: bool) -> dict[str, Any]:
    """Return the page info of a page from one offset to another."""
    return {"hasNextPage": after, "hasPreviousPage": before, "startCursor": cursor(start), "endCursor": cursor(end)}


def test_ten_objects_come_without_paging() -> None:
    """A request without paging gets the first ten objects, in the order of the model, and the cursor of the tenth."""
    found = read("{ objects { edges { node { nameSingular } } pageInfo { hasNextPage endCursor } } }", model_of_eleven())

    assert NAMES[:10] == [edge["node"]["nameSingular"] for edge in found["objects"]["edges"]]
    assert {"hasNextPage": True, "endCursor": "YXJyYXljb25uZWN0aW9uOjk="} == found["objects"]["pageInfo"]


@pytest.mark.parametrize(
    ("paging", "start", "end"),
    [
        ({"first": 1000}, 0, 11),
        ({"first": 3}, 0, 3),
        ({"first": 3, "after": cursor(2)}, 3, 6),
        ({"after": cursor(2)}, 3, 11),
        ({"first": 5, "after": cursor(8)}, 9, 11),
        ({"last": 2, "before": cursor(5)}, 3, 5),
        ({"before": cursor(5)}, 0, 5),
        ({"last": 9, "before": cursor(2)}, 0, 2),
        ({"last": 2}, 9, 11),
        ({"first": None, "after": None}, 0, 10),
        ({"after": ""}, 0, 10),
        ({}, 0, 10),
    ],
)
def test_a_page_is_a_part_of_the_list(paging: dict[str, Any], start: int, end: int) -> None:
    """First and last count, after and before bound, and the page info tells what lies around."""
    expected = (NAMES[start:end], info(start, end - 1, after=end < len(NAMES), before=start > 0))

    assert expected == page(**paging)


@pytest.mark.parametrize("paging", [{"first": 0}, {"first": 3, "after": cursor(10)}, {"last": 3, "before": cursor(0)}])
def test_an_empty_page_has_no_cursors(paging: dict[str, Any]) -> None:
    """A page without objects has null for both cursors."""
    names, page_info = page(**paging)

    assert ([], None, None) == (names, page_info["startCursor"], page_info["endCursor"])


def test_pages_in_a_row_show_every_field_once() -> None:
    """Following endCursor while hasNextPage says so shows every field exactly once."""
    query = """query ($after: ConnectionCursor) { fields(paging: {first: 70, after: $after}) {
      pageInfo { hasNextPage endCursor } edges { node { id } } } }"""
    seen: list[str] = []
    after = None
    while True:
        found = read(query, after=after)["fields"]
        seen += [edge["node"]["id"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    everything = read("{ fields(paging: {first: 1000}) { edges { node { id } } } }")["fields"]["edges"]

    assert [edge["node"]["id"] for edge in everything] == seen
    assert len(seen) == len(set(seen))


def test_the_fields_of_an_object_have_pages_too() -> None:
    """Object.fields and Object.indexMetadatas take the same paging."""
    query = "{ objects(paging: {first: 1}) { edges { node { fields(paging: {first: 2}) { edges { node { name } } } } } } }"
    company = standard_model().by_name["company"]

    fields = read(query)["objects"]["edges"][0]["node"]["fields"]["edges"]

    assert [member.name for member in company.members[:2]] == [edge["node"]["name"] for edge in fields]


@pytest.mark.parametrize(
    ("paging", "message", "sub_code"),
    [
        ({"first": 1, "last": 1}, "Cannot provide both first and last", "ARGS_CONFLICT"),
        ({"before": cursor(1), "after": cursor(1)}, "Cannot provide both before and after", "ARGS_CONFLICT"),
        ({"before": cursor(1), "first": 1}, "Cannot provide both before and first", "ARGS_CONFLICT"),
        ({"after": cursor(1), "last": 1}, "Cannot provide both after and last", "ARGS_CONFLICT"),
        ({"first": -1}, "First argument must be non-negative", "INVALID_ARGS_FIRST"),
        ({"last": -1}, "Last argument must be non-negative", "INVALID_ARGS_LAST"),
        ({"after": "not-a-cursor"}, "Invalid cursor: not-a-cursor", "INVALID_CURSOR"),
        ({"after": "bm9wZQ=="}, "Invalid cursor: bm9wZQ==", "INVALID_CURSOR"),
        ({"before": cursor(-1)}, f"Invalid cursor: {cursor(-1)}", "INVALID_CURSOR"),
    ],
)
def test_contradictory_or_unreadable_paging_is_refused(paging: dict[str, Any], message: str, sub_code: str) -> None:
    """Paging that cannot be meant is refused with the words of the record API."""
    body = ask("query ($p: CursorPaging!) { objects(paging: $p) { edges { cursor } } }", p=paging)
    extensions = {"code": "BAD_USER_INPUT", "subCode": sub_code, "userFriendlyMessage": "An error occurred."}

    assert {"errors": [{"message": message, "extensions": extensions}], "data": None} == body
