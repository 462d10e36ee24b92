"""The search index is in step with every write, whatever wrote it and however it ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from schema.model import ManyToOne, OnDelete
from schema.standard import standard_model
from server.storage.search_index import index_name
from server.storage.statement import Statement, Steps
from tests.processes import Api
from tests.property.in_process import Served, serving
from tests.spec.searching import create, ids, labels

_MAKER = ManyToOne("maker", "company", "rockets", "Maker", on_delete=OnDelete.CASCADE)
MODEL = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", (_MAKER,))
DELETED: dict[str, Any] = {"filter": {"deletedAt": {"is": "NOT_NULL"}}}
INDEXED = [obj.table for obj in MODEL.objects if obj.search_fields]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the workspace is stored."""
    return tmp_path_factory.mktemp("search") / "ferry.sqlite"


@pytest.fixture(scope="module")
def served(path: Path) -> Iterator[Served]:
    """Serve a workspace whose rockets go with their maker."""
    with serving(path, MODEL) as running:
        yield running


@pytest.fixture
def api(served: Served) -> Iterator[Api]:
    """Return the API; when the test is over, every index must agree with its texts."""
    yield served.api
    for table in INDEXED:
        name = index_name(table)
        served.write(partial(_executed, f"INSERT INTO {name} ({name}) VALUES ('integrity-check')"))


def _executed(sql: str) -> Steps[list[Any]]:
    return (yield Statement(sql))


def test_an_update_is_found_by_its_new_words_only(api: Api) -> None:
    """What a record no longer holds finds it no more; other fields do not count."""
    (key,) = create(api, "companies", {"name": "Amber", "domainName": {"primaryLinkUrl": "https://agate.example"}})
    api.ask(f'mutation {{ updateCompany(id: "{key}", data: {{name: "Beryl", employees: 3}}) {{ id }} }}')

    assert [[], [key], [key]] == [ids(api, "amber"), ids(api, "beryl"), ids(api, "agate")]

    update = 'mutation($data: CompanyUpdateInput!) { updateCompanies(filter: {name: {eq: "Beryl"}}, data: $data) { id } }'
    api.ask(update, data={"name": "Coral", "domainName": {"primaryLinkUrl": ""}})

    assert [[], [], [key]] == [ids(api, "beryl"), ids(api, "agate"), ids(api, "coral")]


def test_an_upsert_is_found_by_its_new_words(api: Api) -> None:
    """Matched records are indexed anew, new ones for the first time."""
    link = {"primaryLinkUrl": "https://dolomite.example"}
    (key,) = create(api, "companies", {"name": "Dunite", "domainName": link})
    upsert = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data, upsert: true) { id } }"
    api.ask(upsert, data=[{"name": "Diorite", "domainName": link}, {"name": "Dacite"}])

    assert [[], [key], ["Dacite"]] == [ids(api, "dunite"), ids(api, "diorite"), labels(api, "dacite")]


def test_a_soft_deleted_record_is_found_on_demand_only(api: Api) -> None:
    """It is out of sight until a filter names deletedAt, and back when it is restored."""
    (key,) = create(api, "companies", {"name": "Emerald"})
    api.ask(f'mutation {{ deleteCompany(id: "{key}") {{ id }} }}')

    assert [[], [key]] == [ids(api, "emerald"), ids(api, "emerald", **DELETED)]

    api.ask(f'mutation {{ restoreCompany(id: "{key}") {{ id }} }}')

    assert [[key], []] == [ids(api, "emerald"), ids(api, "emerald", **DELETED)]


def test_what_is_destroyed_leaves_no_text(api: Api, path: Path) -> None:
    """Neither the record nor those that go with it are found, and no word of theirs stays in the index's texts."""
    makers = create(api, "companies", {"name": "Feldspar"}, {"name": "Flint"})
    create(api, "rockets", *({"name": f"Fluorite {place}", "makerId": makers[0]} for place in range(3)))
    create(api, "rockets", {"name": "Fluorite of flint", "makerId": makers[1]})
    api.ask(f'mutation {{ destroyCompany(id: "{makers[0]}") {{ id }} }}')

    assert [[], ["Fluorite of flint"]] == [ids(api, "feldspar"), labels(api, "fluorite")]
    connection = sqlite3.connect(path)
    texts = connection.execute(f"SELECT c0 FROM {index_name('_rocket')}_content WHERE c0 LIKE 'fluorite%'").fetchall()
    connection.close()
    assert [("fluorite of flint",)] == texts


def test_a_row_that_is_used_again_is_found_by_its_new_words(api: Api) -> None:
    """The last record goes, and the next one takes its row."""
    (first,) = create(api, "companies", {"name": "Garnet"})
    api.ask(f'mutation {{ destroyCompany(id: "{first}") {{ id }} }}')
    (second,) = create(api, "companies", {"name": "Gypsum"})

    assert [[], [second]] == [ids(api, "garnet"), ids(api, "gypsum")]


def test_a_merge_is_found_by_what_it_made(api: Api) -> None:
    """The merged record has the words of its fields of now."""
    keys = create(
        api,
        "people",
        {"name": {"lastName": "Halite"}, "emails": {"primaryEmail": "h@hematite.example"}},
        {"jobTitle": "Hornblende"},
    )
    merge = "mutation($ids: [UUID!]!) { mergePeople(ids: $ids, conflictPriorityIndex: 0) { id } }"
    merged = api.ask(merge, ids=keys)["mergePeople"]["id"]

    assert [[merged]] * 3 == [ids(api, word) for word in ("halite", "hematite", "hornblende")]


def test_a_call_that_fails_leaves_nothing(api: Api) -> None:
    """Neither a refused record nor one of the same call is found, nor what refers to nothing at the very end."""
    nobody = "20202020-0000-4000-8000-000000000000"
    for bad in ({"name": 5}, {"name": "Jade", "accountOwnerId": nobody}):
        answer = api.send(
            "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }", data=[{"name": "Jasper"}, bad]
        )
        assert {"createCompanies": None} == answer["data"]

    assert [[], []] == [ids(api, "jasper"), ids(api, "jade")]


def test_several_mutations_of_a_document_are_all_found(api: Api) -> None:
    """Each is in the index when the document is answered."""
    api.ask('mutation { createCompany(data: {name: "Kyanite"}) { id } createNote(data: {title: "Kyanite"}) { id } }')

    assert ["Kyanite"] * 2 == labels(api, "kyanite")


def test_one_transaction_may_write_many_objects(api: Api, served: Served) -> None:
    """Writes that wait together share a transaction: all they changed is found."""
    create(api, "companies", {"name": "Lazulite"})
    create(api, "notes", {"title": "Lazulite"})

    def changes() -> Steps[None]:
        yield Statement("UPDATE company SET name = 'Lignite' WHERE name = 'Lazulite'")
        yield Statement("UPDATE note SET title = 'Lignite' WHERE title = 'Lazulite'")

    served.write(changes)

    assert [[], ["Lignite"] * 2] == [labels(api, "lazulite"), labels(api, "lignite")]


def test_text_that_is_emptied_finds_nothing(api: Api) -> None:
    """A record without text is no hit but of an input without words."""
    (key,) = create(api, "companies", {"name": "Lapis"})
    api.ask(f'mutation {{ updateCompany(id: "{key}", data: {{name: ""}}) {{ id }} }}')

    assert [] == ids(api, "lapis")
    assert key in ids(api, "", included=["company"])


def test_rows_keep_their_numbers(api: Api, served: Served, path: Path) -> None:
    """VACUUM numbers rows anew that have no column of their own: records are found as before."""
    doomed = create(api, "companies", *({"name": f"Malachite {place}"} for place in range(5)))
    (kept,) = create(api, "companies", {"name": "Mica"})
    for key in doomed[::2]:
        api.ask(f'mutation {{ destroyCompany(id: "{key}") {{ id }} }}')
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("VACUUM")
    connection.close()

    assert [[kept], sorted(doomed[1::2])] == [ids(api, "mica"), ids(api, "malachite")]


def test_other_search_fields_index_the_records_anew(tmp_path: Path) -> None:
    """A model with other search fields finds what was written before by them, and by the old ones no more."""
    note = MODEL.by_name["note"]
    other = replace(MODEL, objects=tuple(replace(o, search_fields=("title",)) if o is note else o for o in MODEL.objects))
    none = replace(MODEL, objects=tuple(replace(o, search_fields=()) if o is note else o for o in MODEL.objects))
    found: list[list[list[str]]] = []
    for model in (MODEL, other, none):
        with serving(tmp_path / "ferry.sqlite", model) as running:
            if not found:
                create(running.api, "notes", {"title": "Onyx", "bodyV2": {"markdown": "Opal"}})
            found.append([labels(running.api, "onyx"), labels(running.api, "opal")])

    assert [[["Onyx"], ["Onyx"]], [["Onyx"], []], [[], []]] == found


def test_an_object_beside_the_searchable_ones_is_found_by_its_name(tmp_path: Path) -> None:
    """An object with search fields that is not searchable is looked into when it is asked for."""
    rocket = replace(MODEL.by_name["rocket"], searchable=False, search_fields=("name", "createdBy"))
    model = replace(MODEL, objects=tuple(rocket if o.name_singular == "rocket" else o for o in MODEL.objects))
    with serving(tmp_path / "ferry.sqlite", model) as running:
        create(running.api, "rockets", {"name": "Quartz"})

        assert [] == labels(running.api, "quartz")
        assert ["Quartz"] == labels(running.api, "quartz", included=["rocket"])
        assert ["Quartz"] == labels(running.api, "test", included=["rocket"])
