"""A bad row of upsertMany is rejected with what createMany refuses it with, and names its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, UniqueIndex
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.upserting import DUPLICATE, EXISTS, NOBODY, actions, created_ids, error, rocket_workspace, stored, upsert

MISSING_COMPANY = {"connect": {"where": {"id": NOBODY}}}
BAD = [
    ({"mass": "heavy"}, "mass"),
    ({"kind": "HUGE"}, "kind"),
    ({"kind": None}, "kind"),
    ({"id": "no-uuid"}, "id"),
    ({"id": None}, "id"),
    ({"contact": {"primaryEmail": "nobody"}}, "contact.primaryEmail"),
    ({"contact": {"nope": 1}}, "contact.nope"),
    ({"builder": {"firstName": 5}}, "builder.firstName"),
    ({"builder": "Ann"}, "builder"),
    ({"position": None}, "position"),
    ({"createdBy": {"source": "NOPE"}}, "createdBy.source"),
    ({"nope": 1}, "nope"),
    ({"stages": []}, "stages"),
    ({"searchVector": "x"}, "searchVector"),
    ({"makerId": "x"}, "makerId"),
    ({"makerId": NOBODY}, "makerId"),
    ({"parentId": NOBODY}, "parentId"),
    ({"maker": None}, "maker"),
    ({"maker": {"connect": {"where": {"id": NOBODY}}, "disconnect": True}}, "maker"),
    ({"maker": MISSING_COMPANY, "makerId": NOBODY}, "maker"),
    ({"maker": {"connect": {"where": {"name": "x"}}}}, "maker"),
    ({"maker": {"connect": {"where": {"nope": "x"}}}}, "maker"),
    ({"maker": MISSING_COMPANY}, "maker"),
    ({"maker": {"connect": {"where": {"domainName": {"primaryLinkUrl": "none.example"}}}}}, "maker"),
    ({"parent": {"connect": {"where": {"serial": "none"}}}}, "parent"),
    (5, None),
    (None, None),
]
CREATE = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve one workspace to all tests here."""
    with rocket_workspace(tmp_path_factory.mktemp("rejections")) as running:
        yield running


def whole(row: Any) -> Any:
    """Return a row with the kind every rocket needs."""
    return {"kind": "SMALL", **row} if isinstance(row, dict) else row


@pytest.mark.parametrize(("row", "field"), BAD)
def test_a_bad_row_is_refused_as_create_refuses_it(api: Api, row: Any, field: str | None) -> None:
    """Code, sub-code and both messages are those of createMany; the field is the path of what is wrong."""
    (refused,) = api.send(CREATE, data=[whole(row)])["errors"]
    told = error(upsert(api, row, onError="CONTINUE"))

    extensions = refused["extensions"]
    assert {
        "code": extensions["code"],
        "subCode": extensions.get("subCode"),
        "message": refused["message"],
        "userFriendlyMessage": extensions["userFriendlyMessage"],
        "field": field,
        "conflictingRecordId": None,
    } == told


def test_what_a_new_record_needs(api: Api) -> None:
    """A required field that is left out rejects a row that would create, and no row that updates."""
    (rocket,) = created_ids(api, {"serial": "needs"})
    (refused,) = api.send(CREATE, data=[{"name": "bare"}])["errors"]
    query = """mutation($data: [RocketCreateInput!]!) { upsertRockets(data: $data, onError: CONTINUE) {
        results { action id error { code subCode message field } } } }"""
    new, known = api.ask(query, data=[{"name": "bare"}, {"serial": "needs", "mass": 3}])["upsertRockets"]["results"]

    expected = {"code": "BAD_USER_INPUT", "subCode": None, "message": refused["message"], "field": "kind"}
    assert {"action": "REJECTED", "id": None, "error": expected} == new
    assert {"action": "UPDATED", "id": rocket, "error": None} == known


def test_the_first_problem_of_a_row_is_told(api: Api) -> None:
    """Of several bad values the first in the order of the row's keys counts, and values count before relations."""
    rows = [
        {"maker": None, "nope": 1, "mass": "x"},
        {"mass": "x", "nope": 1},
        {"maker": MISSING_COMPANY, "mass": "x", "parentId": NOBODY},
        {"parent": None, "maker": None},
        {"maker": None, "parent": None},
        {"parentId": NOBODY, "makerId": NOBODY},
    ]
    result = upsert(api, *rows, onError="CONTINUE")

    assert ["nope", "mass", "mass", "parent", "maker", "makerId"] == [error(result, row)["field"] for row in range(6)]


def test_one_bad_row_leaves_the_others_alone(api: Api) -> None:
    """Rows that use different keys to connect, or are bad each in its way, are judged one by one."""
    company = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }"
    (made,) = api.ask(company, d=[{"domainName": {"primaryLinkUrl": "https://maker.example"}}])["createCompanies"]
    by_id, by_domain = {"id": made["id"]}, {"domainName": {"primaryLinkUrl": "HTTPS://Maker.example/"}}
    rows = [
        {"name": f"{n}", "maker": {"connect": {"where": where}}} for n, where in enumerate((by_id, by_domain, {"id": NOBODY}))
    ]
    result = upsert(api, *rows, {"mass": []}, {"makerId": NOBODY}, {"name": "last"}, onError="CONTINUE")

    assert ["CREATED", "CREATED", "REJECTED", "REJECTED", "REJECTED", "CREATED"] == actions(result)
    assert [{"makerId": made["id"]}] * 2 == stored(api, "makerId", makerId={"eq": made["id"]})


def test_a_value_that_a_live_record_holds(api: Api) -> None:
    """A value of a key that is not matched by is a duplicate entry, which names field and holder."""
    (holder,) = created_ids(api, {"contact": {"primaryEmail": "taken@x.example"}})
    told = error(upsert(api, {"contact": {"primaryEmail": "Taken@x.example"}}, match=["serial"], onError="CONTINUE"))

    assert {
        "code": "BAD_USER_INPUT",
        "subCode": None,
        "message": DUPLICATE,
        "field": "contact.primaryEmail",
        "userFriendlyMessage": "This Contact value is already in use. Please check your data and try again.",
        "conflictingRecordId": holder,
    } == told


def test_a_value_whose_holder_nobody_finds(api: Api) -> None:
    """Of a deleted holder, of an id and of a record the same call made, clients learn no more than that it exists."""
    identity = "b0000000-0000-4000-8000-000000000001"
    created_ids(api, {"serial": "hidden", "deletedAt": "2020-01-01"}, {"id": identity})
    rows: list[dict[str, Any]] = [{"serial": "hidden"}, {"id": identity}, {"serial": "twin"}, {"serial": "twin"}]
    result = upsert(api, *rows, match=["contact"], onError="CONTINUE")

    assert ["REJECTED", "REJECTED", "CREATED", "REJECTED"] == actions(result)
    assert [("serial", EXISTS, None), ("id", EXISTS, None), ("serial", EXISTS, None)] == [
        (told["field"], told["userFriendlyMessage"], told["conflictingRecordId"])
        for told in (error(result, row) for row in (0, 1, 3))
    ]


def test_a_default_that_is_taken(tmp_path: Path) -> None:
    """A new record holds the default of a unique field that it does not give."""
    code = Field("code", FieldType.TEXT, "Code", default="'A1'", custom=True)
    model = standard_model().with_custom_object("badge", "badges", "Badge", "Badges", [code])
    unique = (UniqueIndex(("code",)),)
    objects = tuple(replace(o, unique_indexes=unique) if o.name_singular == "badge" else o for o in model.objects)
    with serving_in_process(tmp_path / "ferry.sqlite", DataModel(objects)) as badges:
        query = """mutation { upsertBadges(data: [{ name: "a" }, { name: "b" }, { code: "A1" }, { code: null }],
            onError: CONTINUE) { results { action error { field } } } }"""
        results = badges.ask(query)["upsertBadges"]["results"]

    assert ["CREATED", "REJECTED", "REJECTED", "CREATED"] == [row["action"] for row in results]
    assert [{"field": "code"}] * 2 == [row["error"] for row in results[1:3]]


def test_an_update_to_a_value_that_is_taken(api: Api) -> None:
    """A change that would give two records one value is rejected, and the record stays as it is."""
    first, second = created_ids(api, {"serial": "one", "name": "T1"}, {"serial": "two", "name": "T2"})
    told = error(upsert(api, {"id": second, "serial": "one", "name": "T3"}, match=["id"], onError="CONTINUE"))

    assert (DUPLICATE, "serial", first) == (told["message"], told["field"], told["conflictingRecordId"])
    assert [{"name": "T2", "serial": "two"}] == stored(api, "name serial", id={"eq": second})
