"""Every standard object takes records, gives them back and follows its relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata
from schema.naming import capitalise
from schema.standard import standard_model
from schema.system_fields import system_fields
from tests.processes import Api
from tests.property.in_process import serving_in_process

BY_NAME = standard_model().by_name
CREATED = [
    obj
    for obj in BY_NAME.values()
    if not obj.managed and all(parent.nullable or not BY_NAME[parent.target].managed for parent in obj.parents)
]
SYSTEM_FIELDS = {field.name for field in system_fields("Record")}
SAMPLES: dict[FieldType, tuple[Callable[[Field], Any], str]] = {
    FieldType.BOOLEAN: (lambda _: True, ""),
    FieldType.DATE_TIME: (lambda _: "2024-02-20T12:30:45.123Z", ""),
    FieldType.EMAILS: (lambda _: {"primaryEmail": f"{uuid4()}@orion.example"}, "{ primaryEmail }"),
    FieldType.FULL_NAME: (lambda _: {"firstName": "Ada", "lastName": "Lovelace"}, "{ firstName lastName }"),
    FieldType.LINKS: (lambda _: {"primaryLinkUrl": f"https://{uuid4()}.example"}, "{ primaryLinkUrl }"),
    FieldType.MULTI_SELECT: (lambda field: [option.value for option in field.options], ""),
    FieldType.NUMBER: (lambda _: 7, ""),
    FieldType.RAW_JSON: (lambda _: {"steps": [1]}, ""),
    FieldType.RICH_TEXT: (lambda _: {"markdown": "said\n"}, "{ markdown }"),
    FieldType.SELECT: (lambda field: field.options[-1].value, ""),
    FieldType.TEXT: (lambda field: field.label, ""),
    FieldType.UUID: (lambda _: str(uuid4()), ""),
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("workspace") / "ferry.sqlite", standard_model()) as running:
        yield running


@pytest.mark.parametrize("obj", CREATED, ids=lambda obj: obj.name_singular)
def test_a_record_is_given_back_as_it_was_created(api: Api, obj: ObjectMetadata) -> None:
    """A value in every field that holds one, under whatever name, is stored and read."""
    data = values(api, obj)
    id_ = create(api, obj, data)
    document = f"query ($id: UUID) {{ {obj.name_singular}(filter: {{id: {{eq: $id}}}}) {{ {' '.join(selections(obj))} }} }}"
    read = api.ask(document, id=id_)[obj.name_singular]

    assert {"id": id_, **data} == read


@pytest.mark.parametrize("obj", CREATED, ids=lambda obj: obj.name_singular)
def test_a_record_is_found_from_each_of_its_parents(api: Api, obj: ObjectMetadata) -> None:
    """Each parent lists the record on the other side of the relation, a morph target like any other."""
    parents = [parent for parent in obj.parents if BY_NAME[parent.target] in CREATED]
    data = values(api, obj)
    data |= {each.join_column: create(api, BY_NAME[each.target]) for each in parents if each.join_column not in data}
    id_ = create(api, obj, data)

    for parent in parents:
        document = f"""query ($id: UUID) {{ {parent.target}(filter: {{id: {{eq: $id}}}}) {{
          {parent.inverse} {{ edges {{ node {{ id {parent.name} {{ id }} }} }} }} }} }}"""
        children = api.ask(document, id=data[parent.join_column])[parent.target][parent.inverse]["edges"]
        expected = {"node": {"id": id_, parent.name: {"id": data[parent.join_column]}}}
        assert [expected] == children, parent.name


def test_a_key_of_live_records_is_free_again_after_a_delete(api: Api) -> None:
    """A person is once in a list, which upserts match by, and may join again after leaving."""
    data = values(api, BY_NAME["messageListMember"])
    member = create(api, BY_NAME["messageListMember"], data)
    document = """mutation ($data: [MessageListMemberCreateInput!]!, $upsert: Boolean) {
      createMessageListMembers(data: $data, upsert: $upsert) { id } }"""

    assert "A duplicate entry was detected" == api.send(document, data=[data])["errors"][0]["message"]
    assert [{"id": member}] == api.ask(document, data=[data], upsert=True)["createMessageListMembers"]
    api.ask("mutation ($id: UUID!) { deleteMessageListMember(id: $id) { id } }", id=member)
    assert [{"id": member}] != api.ask(document, data=[data], upsert=True)["createMessageListMembers"]


def sampled(obj: ObjectMetadata) -> list[Field]:
    """Return the fields of an object that have a sample, those every object has left out."""
    return [field for field in obj.fields if field.type in SAMPLES and field.name not in SYSTEM_FIELDS]


def values(api: Api, obj: ObjectMetadata) -> dict[str, Any]:
    """Return a value for every field that has a sample, and the ids of new parents where one is required."""
    data = {field.name: SAMPLES[field.type][0](field) for field in sampled(obj)}
    required = [parent for parent in obj.parents if not parent.nullable]
    return data | {parent.join_column: create(api, BY_NAME[parent.target]) for parent in required}


def selections(obj: ObjectMetadata) -> list[str]:
    """Return what is selected of the fields and of the required parents."""
    fields = [f"{field.name} {SAMPLES[field.type][1]}" for field in sampled(obj)]
    return ["id", *fields, *(parent.join_column for parent in obj.parents if not parent.nullable)]


def create(api: Api, obj: ObjectMetadata, data: dict[str, Any] | None = None) -> str:
    """Create a record and return its id."""
    name = capitalise(obj.name_singular)
    document = f"mutation ($data: {name}CreateInput!) {{ create{name}(data: $data) {{ id }} }}"
    id_: str = api.ask(document, data=values(api, obj) if data is None else data)[f"create{name}"]["id"]
    return id_
