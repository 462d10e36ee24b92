"""Which objects and records a search is confined to (`data-api.md` 14.1 to 14.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.searching import create, labels, nodes, refusal

OLD, NEW, GONE = (f"c0000000-0000-4000-8000-00000000000{place}" for place in range(1, 4))
YEAR = {"createdAt": {"lt": "2020-01-01T00:00:00.000Z"}}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an old, a new and a soft-deleted company, and a person, all called Iris."""
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", MODEL) as running:
        old = {"id": OLD, "name": "Iris Old", "createdAt": "2019-05-05T00:00:00.000Z"}
        create(running, "companies", old, {"id": NEW, "name": "Iris New"}, {"id": GONE, "name": "Iris Gone"})
        create(running, "people", {"name": {"lastName": "Iris"}})
        running.ask(f'mutation {{ deleteCompany(id: "{GONE}") {{ id }} }}')
        yield running


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        (None, ["Iris", "Iris Old", "Iris New"]),
        ({}, ["Iris", "Iris Old", "Iris New"]),
        ({"deletedAt": {"is": "NOT_NULL"}}, ["Iris Gone"]),
        ({"deletedAt": {"is": "NotNull"}}, ["Iris Gone"]),
        ({"deletedAt": {"is": "NULL"}}, ["Iris", "Iris Old", "Iris New"]),
        ({"deletedAt": {"is": "Null"}}, ["Iris", "Iris Old", "Iris New"]),
        ({"or": [{"deletedAt": {"is": "NotNull"}}, YEAR]}, ["Iris Old", "Iris Gone"]),
        ({"not": {"deletedAt": {"is": "NULL"}}}, ["Iris Gone"]),
        (YEAR, ["Iris Old"]),
        ({"not": YEAR}, ["Iris", "Iris New"]),
        ({"id": {"in": [NEW, GONE]}}, ["Iris New"]),
        ({"and": [{"id": {"eq": OLD}}, YEAR]}, ["Iris Old"]),
        ({"and": [{"id": {"eq": NEW}}, YEAR]}, []),
        ({"updatedAt": {"gt": "2020-01-01T00:00:00.000Z"}, "id": {"neq": OLD}}, ["Iris", "Iris New"]),
    ],
)
@pytest.mark.parametrize("text", ["iris", "ris", ""])
def test_hits_are_those_of_the_filter(api: Api, text: str, filter_: Any, expected: list[str]) -> None:
    """The filter holds for every object; soft-deleted records come up only where it names deletedAt."""
    assert expected == labels(api, text, filter=filter_)


def test_an_object_whose_hits_are_filtered_out_is_looked_through(api: Api) -> None:
    """Hits that the filter leaves out are none: fragments are looked for instead."""
    create(api, "companies", {"id": "c0000000-0000-4000-8000-000000000009", "name": "Siris"})

    assert ["Siris"] == labels(api, "iris", filter={"id": {"gt": "c0000000-0000-4000-8000-000000000004"}}, included=["company"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"included": ["company"]}, ["company", "company"]),
        ({"included": ["person", "company"], "excluded": ["company"]}, ["person"]),
        ({"excluded": ["company", "nope"]}, ["person"]),
        ({"included": []}, ["person", "company", "company"]),
        ({"included": None, "excluded": None}, ["person", "company", "company"]),
        ({"included": "person"}, ["person"]),
        ({"included": ["nope"]}, []),
        ({"included": ["Company", "companies", ""]}, []),
        ({"included": ["attachment"]}, []),
    ],
)
def test_objects_are_named(api: Api, arguments: dict[str, Any], expected: list[str]) -> None:
    """Objects are looked into or left out by name; a name that is none gives nothing."""
    assert expected == [node["objectNameSingular"] for node in nodes(api, "iris", **arguments)]


@pytest.mark.parametrize(
    ("filter_", "message"),
    [
        ({"id": {"eq": "x"}}, "Invalid UUID value 'x' for field \"id\""),
        ({"id": {}}, 'Filter for field "id" must have exactly one operator'),
        ({"id": None}, 'Filter value for field "id" must be an object'),
        (
            {"createdAt": {"gt": "soon"}},
            "Invalid value 'soon' for date-time field \"createdAt\". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'",
        ),
        ({"and": None}, 'Filter value for "and" must be an array of filters'),
        ({"not": None}, "Filter must be an object, got null"),
    ],
)
def test_a_bad_filter_is_refused_as_ever(api: Api, filter_: Any, message: str) -> None:
    """A filter that fits its type and makes no sense has the messages of the record API."""
    found, sub_code = refusal(api, "iris", filter=filter_)

    assert (message, "INVALID_ARGS_FILTER") == (found, sub_code)


def test_labels_of_the_deleted_are_told(api: Api) -> None:
    """A soft-deleted hit is called as it was."""
    (hit,) = nodes(api, "iris", filter={"id": {"eq": GONE}, "deletedAt": {"is": "NotNull"}})

    assert ("Iris Gone", "Company") == (hit["label"], hit["objectLabelSingular"])
