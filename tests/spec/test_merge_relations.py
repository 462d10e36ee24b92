"""mergeMany: what pointed to the records that go points to the one that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.model import ManyToOne, ObjectMetadata, OneToMany, UniqueIndex
from schema.naming import capitalise
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

OLD = "2020-01-01T00:00:00.000Z"
EVER = "filter: {or: [{deletedAt: {is: NULL}}, {deletedAt: {is: NOT_NULL}}]}"
MERGED = ("person", "company")
RELATIONS = [(obj, relation) for obj in standard_model().objects for relation in obj.parents if relation.target in MERGED]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("relations") / "ferry.sqlite", standard_model()) as running:
        yield running


def create(api: Api, obj: ObjectMetadata, *data: dict[str, Any]) -> list[str]:
    """Create records and return their ids."""
    plural, kind = capitalise(obj.name_plural), capitalise(obj.name_singular)
    answer = api.ask(f"mutation($data: [{kind}CreateInput!]!) {{ create{plural}(data: $data) {{ id }} }}", data=list(data))
    return [record["id"] for record in answer[f"create{plural}"]]


def needed(api: Api, obj: ObjectMetadata, given: ManyToOne) -> dict[str, Any]:
    """Return new records for the relations that a record needs beside the one that is given."""
    others = [relation for relation in obj.parents if not relation.nullable and relation is not given]
    return {other.join_column: create(api, standard_model().by_name[other.target], {})[0] for other in others}


def merge(api: Api, obj: ObjectMetadata, ids: list[str], priority: int = 0) -> str:
    """Merge records and return the id of the one that stays."""
    root = f"merge{capitalise(obj.name_plural)}"
    query = f"mutation($ids: [UUID!]!, $first: Int!) {{ {root}(ids: $ids, conflictPriorityIndex: $first) {{ id }} }}"
    survivor: str = api.ask(query, ids=ids, first=priority)[root]["id"]
    return survivor


def records(api: Api, obj: ObjectMetadata, ids: list[str], chosen: str) -> list[dict[str, Any]]:
    """Return what is chosen of these records, deleted ones too, in this order; one that is gone is left out."""
    nodes = api.ask(f"{{ {obj.name_plural}({EVER}, first: 1000) {{ edges {{ node {{ id {chosen} }} }} }} }}")
    found = {edge["node"].pop("id"): edge["node"] for edge in nodes[obj.name_plural]["edges"]}
    return [found[record_id] for record_id in ids if record_id in found]


@pytest.mark.parametrize(("obj", "relation"), RELATIONS, ids=[f"{obj.name_singular}.{r.name}" for obj, r in RELATIONS])
def test_every_relation_moves(api: Api, obj: ObjectMetadata, relation: ManyToOne) -> None:
    """Each record that points to a loser, a deleted one too, is moved and stamped; the others stay untouched."""
    target, column = standard_model().by_name[relation.target], relation.join_column
    first, second, third, other = create(api, target, *[{}] * 4)
    pointing = [second, third, first, other]
    rows = [*({column: to, "updatedAt": OLD} for to in pointing), {column: third, "deletedAt": OLD}]
    ids = create(api, obj, *(row | needed(api, obj, relation) for row in rows))
    survivor = merge(api, target, [first, second, third])
    *live, deleted = records(api, obj, ids, f"{column} updatedAt deletedAt updatedBy {{ name }}")

    assert [survivor] * 3 + [other] == [record[column] for record in live]
    assert [False, False, True, True] == [record["updatedAt"] == OLD for record in live]
    assert {"test"} == {record["updatedBy"]["name"] for record in live}
    assert (survivor, OLD) == (deleted[column], deleted["deletedAt"])


def test_a_person_is_in_a_list_once(api: Api) -> None:
    """Of equal memberships one stays, that of the survivor if it has one; the others are deleted softly and moved too."""
    model = standard_model()
    person, member = model.by_name["person"], model.by_name["messageListMember"]
    people = create(api, person, *[{}] * 3)
    shared, theirs, mine = create(api, model.by_name["messageList"], *[{}] * 3)
    pairs = [(people[1], shared), (people[0], shared), (people[1], theirs), (people[2], theirs), (people[0], mine)]
    ids = create(api, member, *({"personId": one, "listId": of, "createdAt": OLD} for one, of in pairs))
    merge(api, person, people)
    found = records(api, member, ids, "personId listId deletedAt")

    assert [people[0]] * 5 == [record["personId"] for record in found]
    assert [shared, shared, theirs, theirs, mine] == [record["listId"] for record in found]
    first, second, third, fourth, last = (record["deletedAt"] is None for record in found)
    assert ([False, True], 1, True) == ([first, second], third + fourth, last)


@pytest.mark.parametrize(
    ("fields", "live"), [(("pilot",), [False, True, False, False]), (("pilot", "name"), [False, True, True, True])]
)
def test_what_makes_records_equal(tmp_path: Path, fields: tuple[str, ...], live: list[bool]) -> None:
    """A relation alone, or a relation with other values; a record that has no such value is equal to none."""
    model = custom_model(unique=(UniqueIndex(fields, live_only=True),))
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        people = create(api, model.by_name["person"], *[{}] * 4)
        names = ["one", "one", None, None]
        rockets = create(
            api, model.by_name["rocket"], *({"pilotId": pilot, "name": name} for pilot, name in zip(people, names, strict=True))
        )
        merge(api, model.by_name["person"], people, 1)
        found = records(api, model.by_name["rocket"], rockets, "pilotId deletedAt")

    assert [people[1]] * 4 == [record["pilotId"] for record in found]
    assert live == [record["deletedAt"] is None for record in found]


def custom_model(*, active: bool = True, unique: tuple[UniqueIndex, ...] = ()) -> DataModel:
    """Return a model with rockets that have a pilot, whose companies have a parent company and may merge."""
    pilot = ManyToOne("pilot", "person", "rockets", "Pilot", custom=True)
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", [pilot])
    parent = ManyToOne("parent", "company", "subsidiaries", "Parent", custom=True)
    children = OneToMany("subsidiaries", "company", "parent", "Subsidiaries", custom=True)
    changes: dict[str, dict[str, Any]] = {
        "rocket": {"active": active, "unique_indexes": unique},
        "company": {"members": (*model.by_name["company"].members, parent, children)},
    }
    return DataModel(tuple(replace(obj, **changes.get(obj.name_singular, {})) for obj in model.objects))


def test_records_of_an_inactive_object(tmp_path: Path) -> None:
    """An object that is switched off keeps its data, so that they are moved too."""
    database, model = tmp_path / "ferry.sqlite", custom_model()
    person, rocket = model.by_name["person"], model.by_name["rocket"]
    with serving_in_process(database, model) as api:
        people = create(api, person, {}, {})
        rockets = create(api, rocket, *({"pilotId": pilot} for pilot in people))
    with serving_in_process(database, custom_model(active=False)) as api:
        merge(api, person, people)
    with serving_in_process(database, model) as api:
        assert [{"pilotId": people[0]}] * 2 == records(api, rocket, rockets, "pilotId")


def test_relations_among_the_merged_records(tmp_path: Path) -> None:
    """No record becomes its own parent: a relation between merged records ends, one to another record stays."""
    model = custom_model()
    company = model.by_name["company"]
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        (top,) = create(api, company, {})
        (first,) = create(api, company, {"parentId": top})
        (second,) = create(api, company, {"parentId": first})
        children = create(api, company, {"parentId": first}, {"parentId": second})
        survivor = merge(api, company, [first, second], 1)
        assert [{"parentId": top}] == records(api, company, [survivor], "parentId")
        assert [{"parentId": survivor}] * 2 == records(api, company, children, "parentId")

        merge(api, company, [survivor, top], 1)
        assert [{"parentId": None}] == records(api, company, [top], "parentId")
        assert [{"parentId": top}] * 2 == records(api, company, children, "parentId")
