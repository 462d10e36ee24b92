"""mergeMany: the fields of the record that several become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

CREATE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"
WHOLE = """id deletedAt jobTitle companyId city name { firstName lastName } emails { primaryEmail additionalEmails }
    phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode additionalPhones }
    linkedinLink { primaryLinkUrl primaryLinkLabel secondaryLinks } avatarFile { fileId label }"""
MERGE = """mutation($ids: [UUID!]!, $priority: Int!) {{
    mergePeople(ids: $ids, conflictPriorityIndex: $priority) {{ {} }}
}}"""
READ = f"query($id: UUID) {{ person(filter: {{ id: {{ eq: $id }} }}) {{ {WHOLE} }} }}"
EVER = """query($ids: [UUID]) { people(filter: {and: [{id: {in: $ids}},
    {or: [{deletedAt: {is: NULL}}, {deletedAt: {is: NOT_NULL}}]}]}) { edges { node { id jobTitle } } } }"""
FILES = [{"fileId": f"f0000000-0000-4000-8000-00000000000{place}", "label": f"{place}.png"} for place in range(2)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("merge") / "ferry.sqlite", standard_model()) as running:
        yield running


def people(api: Api, *data: dict[str, Any]) -> list[str]:
    """Create people and return their ids."""
    return [record["id"] for record in api.ask(CREATE, data=list(data))["createPeople"]]


def merged(api: Api, priority: int, *data: dict[str, Any]) -> dict[str, Any]:
    """Create people, merge them, and return the record that stays as it reads afterwards."""
    ids = people(api, *data)
    answer: dict[str, Any] = api.ask(MERGE.format(WHOLE), ids=ids, priority=priority)["mergePeople"]
    assert ids[priority] == answer["id"]
    assert answer == api.ask(READ, id=answer["id"])["person"]
    return answer


def test_the_record_with_priority_survives(api: Api) -> None:
    """The others are gone for ever, and what no one else had stays where it was."""
    ids = people(api, {"jobTitle": "a"}, {"jobTitle": "b"}, {"jobTitle": "c"})
    other = people(api, {"jobTitle": "d"})
    api.ask(MERGE.format("id"), ids=ids, priority=1)
    found = api.ask(EVER, ids=[*ids, *other])["people"]["edges"]

    assert [{"id": ids[1], "jobTitle": "b"}, {"id": other[0], "jobTitle": "d"}] == [edge["node"] for edge in found]


def test_a_value_that_stands_alone_stays(api: Api) -> None:
    """What only one record has is kept, whoever has priority; of several that of the record with priority is."""
    left, right = {"jobTitle": "Engineer", "city": "Oslo"}, {"jobTitle": "Countess", "name": {"lastName": "Lovelace"}}
    first, second = merged(api, 0, left, right), merged(api, 1, left, right)
    alone = {"city": "Oslo", "name": {"firstName": "", "lastName": "Lovelace"}}

    assert alone | {"jobTitle": "Engineer"} == {name: first[name] for name in ("city", "name", "jobTitle")}
    assert alone | {"jobTitle": "Countess"} == {name: second[name] for name in ("city", "name", "jobTitle")}


def test_without_a_value_of_its_own(api: Api) -> None:
    """When several others have one, the record with priority takes over the first."""
    record = merged(api, 1, {"jobTitle": "first"}, {}, {"jobTitle": "third"})

    assert "first" == record["jobTitle"]


def test_a_composite_is_one_value(api: Api) -> None:
    """Parts of different names are not mixed."""
    record = merged(api, 1, {"name": {"firstName": "Ada", "lastName": "Byron"}}, {"name": {"firstName": "Augusta"}})

    assert {"firstName": "Augusta", "lastName": ""} == record["name"]


def test_emails_are_united(api: Api) -> None:
    """The primary address of the record with priority stays primary, every other one is additional, once."""
    left = {"primaryEmail": "a@united.example", "additionalEmails": ["both@united.example", "c@united.example"]}
    right = {"primaryEmail": "b@united.example", "additionalEmails": ["c@united.example", "both@united.example"]}
    record = merged(api, 1, {"emails": left}, {"emails": right})

    others = ["a@united.example", "both@united.example", "c@united.example"]
    assert {"primaryEmail": "b@united.example", "additionalEmails": others} == record["emails"]


def test_a_unique_value_moves_to_the_survivor(api: Api) -> None:
    """The address of a loser becomes the survivor's primary one, though it was taken until now."""
    record = merged(api, 0, {"jobTitle": "none"}, {"emails": {"primaryEmail": "mover@united.example"}})

    assert {"primaryEmail": "mover@united.example", "additionalEmails": []} == record["emails"]


def test_links_are_united(api: Api) -> None:
    """Addresses tell links apart; a label is taken from whoever has one."""
    left = {
        "primaryLinkUrl": "https://a.example",
        "primaryLinkLabel": "A",
        "secondaryLinks": [{"url": "https://b.example", "label": "B"}, {"url": "https://c.example", "label": "C"}],
    }
    right = {"primaryLinkUrl": "https://b.example", "secondaryLinks": [{"url": "https://c.example", "label": "other"}]}
    bare = {"primaryLinkUrl": "https://d.example"}
    record = merged(api, 1, {"linkedinLink": left}, {"linkedinLink": right}, {"linkedinLink": bare})

    links = {"https://a.example": {"label": "A"}, "https://c.example": {"label": "C"}, "https://d.example": {}}
    others = [{"url": url, **label} for url, label in links.items()]
    primary = {"primaryLinkUrl": "https://b.example", "primaryLinkLabel": "B"}
    assert {**primary, "secondaryLinks": others} == record["linkedinLink"]


def test_phones_are_united(api: Api) -> None:
    """Numbers with their calling codes tell phones apart; codes without a number are none."""
    french, american = {"primaryPhoneNumber": "+33612345678"}, {"primaryPhoneNumber": "+14155552671"}
    again = {"additionalPhones": [{"number": "612345678", "callingCode": "+33", "countryCode": "FR"}]}
    record = merged(api, 1, {"phones": {"primaryPhoneCountryCode": "DE"}}, {"phones": american}, {"phones": french | again})

    assert {
        "primaryPhoneNumber": "4155552671",
        "primaryPhoneCountryCode": "US",
        "primaryPhoneCallingCode": "+1",
        "additionalPhones": [{"number": "612345678", "callingCode": "+33", "countryCode": "FR"}],
    } == record["phones"]


def test_codes_of_phones_without_numbers(api: Api) -> None:
    """Where no record has a number, the codes of the record with priority stay, or else the first ones."""
    german, french = ({"phones": {"primaryPhoneCountryCode": country}} for country in ("DE", "FR"))
    own, first = merged(api, 1, german, french), merged(api, 2, german, french, {})

    assert [("", "FR"), ("", "DE")] == [
        (record["phones"]["primaryPhoneNumber"], record["phones"]["primaryPhoneCountryCode"]) for record in (own, first)
    ]


def test_what_counts_as_empty(tmp_path: Path) -> None:
    """An empty list of JSON and a document without text give way to values; zero and false are values."""
    kinds = {"meta": FieldType.RAW_JSON, "body": FieldType.RICH_TEXT, "crew": FieldType.NUMBER, "solid": FieldType.BOOLEAN}
    fields = [Field(name, kind, name, custom=True) for name, kind in kinds.items()]
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", fields)
    model = DataModel(tuple(replace(obj, duplicate_criteria=(("name",),)) if obj.custom else obj for obj in model.objects))
    nothing = {"meta": [], "body": {"blocknote": '[{"type": "paragraph", "content": []}]'}, "crew": 0, "solid": False}
    values = {"meta": {"a": 1}, "body": {"markdown": "text"}, "crew": 5, "solid": True}
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        create = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }"
        ids = [record["id"] for record in api.ask(create, data=[values, nothing])["createRockets"]]
        chosen = "meta body { markdown } crew solid"
        merge = f"mutation($ids: [UUID!]!) {{ mergeRockets(ids: $ids, conflictPriorityIndex: 1) {{ {chosen} }} }}"
        record = api.ask(merge, ids=ids)["mergeRockets"]

    assert values | {"crew": 0, "solid": False} == record


def test_files_are_united_up_to_their_limit(api: Api) -> None:
    """A person has one avatar: the one of the record with priority, or else the other one."""
    left, right = ({"avatarFile": [file]} for file in FILES)

    assert FILES[1:] == merged(api, 1, left, right)["avatarFile"]
    assert FILES[:1] == merged(api, 1, left, {})["avatarFile"]


def test_all_fields_are_merged(api: Api) -> None:
    """What the answer does not ask for is merged all the same."""
    ids = people(api, {"jobTitle": "kept"}, {"city": "Rome", "phones": {"primaryPhoneNumber": "+33612345678"}})
    api.ask(MERGE.format("id"), ids=ids, priority=0)
    record = api.ask(READ, id=ids[0])["person"]

    assert ("kept", "Rome", "612345678") == (record["jobTitle"], record["city"], record["phones"]["primaryPhoneNumber"])


def test_the_answer_shows_of_a_moved_phone_what_it_asks_of_primary_ones(api: Api) -> None:
    """As at Twenty; all of it is stored."""
    phones = [{"primaryPhoneNumber": "+33612345678"}, {"primaryPhoneNumber": "+14155552671"}]
    ids = people(api, *({"phones": phone} for phone in phones))
    asked = "phones { primaryPhoneNumber additionalPhones }"
    answer = api.ask(MERGE.format(asked), ids=ids, priority=1)["mergePeople"]

    assert [{"number": "612345678"}] == answer["phones"]["additionalPhones"]
    stored = {"number": "612345678", "callingCode": "+33", "countryCode": "FR"}
    assert [stored] == api.ask(READ, id=ids[1])["person"]["phones"]["additionalPhones"]


def test_who_merged_and_when(api: Api) -> None:
    """The survivor keeps its place and its creator, and bears the stamp of the merge."""
    old = "2020-01-01T00:00:00.000Z"
    ids = people(
        api,
        {"position": 7, "createdAt": old, "updatedAt": old, "createdBy": {"source": "IMPORT"}},
        {"position": 8, "createdAt": "2019-01-01", "updatedAt": "2019-01-01"},
    )
    asked = "position createdAt updatedAt createdBy { source } updatedBy { source name }"
    answer = api.ask(MERGE.format(asked), ids=ids, priority=0)["mergePeople"]
    updated = answer.pop("updatedAt")

    assert updated > "2024"
    assert {
        "position": 7,
        "createdAt": old,
        "createdBy": {"source": "IMPORT"},
        "updatedBy": {"source": "API", "name": "test"},
    } == answer


def test_ids_may_be_spelled_in_capitals(api: Api) -> None:
    """An id is the same in upper case."""
    ids = people(api, {"jobTitle": "capital"}, {})
    answer = api.ask(MERGE.format("id jobTitle"), ids=[key.upper() for key in ids], priority=1)

    assert {"mergePeople": {"id": ids[1], "jobTitle": "capital"}} == answer
