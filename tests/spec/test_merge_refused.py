"""mergeMany refuses what the contract refuses, and then nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, UniqueIndex
from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

CREATE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"
MERGE = """mutation($ids: [UUID!], $conflictPriorityIndex: Int, $dryRun: Boolean) {
    mergePeople(ids: $ids, conflictPriorityIndex: $conflictPriorityIndex, dryRun: $dryRun) { id }
}"""
READ = "{ people { edges { node { id jobTitle updatedAt } } } }"
ONE, TWO, GONE = (f"b0000000-0000-4000-8000-00000000000{place}" for place in (1, 2, 3))
UNKNOWN = "b0000000-0000-4000-8000-000000000999"
NO_IDS = 'Missing required argument: "ids" (array)'
TOO_FEW = "At least 2 record IDs are required for merge"
NO_NUMBER = 'Invalid argument: "conflictPriorityIndex" must be a number'
NOT_FOUND = "One or more records not found"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve two live people and a deleted one."""
    with serving_in_process(tmp_path_factory.mktemp("refused") / "ferry.sqlite", standard_model()) as running:
        running.ask(CREATE, data=[{"id": ONE, "jobTitle": "one"}, {"id": TWO}, {"id": GONE, "deletedAt": "2024-01-01"}])
        yield running


def invalid_priority(shown: str) -> str:
    """Return the refusal of a priority between two records."""
    return f"Invalid conflict priority '{shown}'. Valid options for 2 records: 0-1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"ids": None}, NO_IDS),
        ({"ids": ONE}, NO_IDS),
        ({"ids": {"in": [ONE, TWO]}}, NO_IDS),
        ({"ids": []}, TOO_FEW),
        ({"ids": [ONE]}, TOO_FEW),
        ({"ids": [UNKNOWN[:-2] + f"{place}" for place in range(10, 20)]}, "Maximum 9 records can be merged at once"),
        ({"ids": [ONE, "two"]}, "Invalid UUID value 'two' for field \"ids\""),
        ({"ids": [ONE, None]}, 'Invalid UUID value null for field "ids"'),
        ({"ids": [ONE, 2]}, 'Invalid UUID value 2 for field "ids"'),
        ({"ids": [ONE, TWO, ONE.upper()]}, f"Record IDs to merge must differ: {ONE} is given 2 times"),
        ({"conflictPriorityIndex": 2}, invalid_priority("2")),
        ({"conflictPriorityIndex": -1}, invalid_priority("-1")),
        ({"conflictPriorityIndex": 0.5}, invalid_priority("0.5")),
        ({"conflictPriorityIndex": 10**40}, invalid_priority("1e+40")),
        ({"conflictPriorityIndex": None}, NO_NUMBER),
        ({"conflictPriorityIndex": "0"}, NO_NUMBER),
        ({"conflictPriorityIndex": True}, NO_NUMBER),
        ({"conflictPriorityIndex": [0]}, NO_NUMBER),
        ({"dryRun": "yes"}, 'Invalid argument: "dryRun" must be a boolean'),
        ({"dryRun": 1}, 'Invalid argument: "dryRun" must be a boolean'),
    ],
)
def test_arguments_that_do_not_fit(api: Api, arguments: dict[str, Any], message: str) -> None:
    """Every misfit is a refusal of the arguments with its own words."""
    before = api.ask(READ)
    answer = api.send(MERGE, **{"ids": [ONE, TWO], "conflictPriorityIndex": 0} | arguments)
    (error,) = answer["errors"]

    assert {"mergePeople": None} == answer["data"]
    assert (message, "BAD_USER_INPUT", "INVALID_QUERY_INPUT") == (
        error["message"],
        error["extensions"]["code"],
        error["extensions"]["subCode"],
    )
    assert before == api.ask(READ)


@pytest.mark.parametrize("missing", ["ids", "conflictPriorityIndex"])
def test_an_argument_left_out(api: Api, missing: str) -> None:
    """What is required and not given is refused like null."""
    given = {"ids": f'["{ONE}", "{TWO}"]', "conflictPriorityIndex": "0"}
    arguments = ", ".join(f"{name}: {text}" for name, text in given.items() if name != missing)
    (error,) = api.send(f"mutation {{ mergePeople({arguments}) {{ id }} }}")["errors"]

    assert {"ids": NO_IDS, "conflictPriorityIndex": NO_NUMBER}[missing] == error["message"]


@pytest.mark.parametrize("other", [UNKNOWN, GONE])
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_record_that_is_not_there(api: Api, other: str, dry_run: bool) -> None:
    """An unknown record, and one that is deleted softly, is not found, and nothing is merged."""
    before = api.ask(READ)
    answer = api.send(MERGE, ids=[ONE, other, TWO], conflictPriorityIndex=0, dryRun=dry_run)
    (error,) = answer["errors"]

    assert (NOT_FOUND, "NOT_FOUND", "RECORD_NOT_FOUND") == (
        error["message"],
        error["extensions"]["code"],
        error["extensions"]["subCode"],
    )
    assert before == api.ask(READ)


def test_objects_without_criteria_have_no_such_field(api: Api) -> None:
    """Notes do not merge."""
    (error,) = api.send("mutation { mergeNotes(ids: [], conflictPriorityIndex: 0) { id } }")["errors"]

    assert 'Cannot query field "mergeNotes" on type "Mutation".' == error["message"]


def test_a_pair_of_values_that_is_taken(tmp_path: Path) -> None:
    """Two values that are unique together may meet in the survivor: when a third record has both, the merge is refused."""
    serial, batch = (Field(name, FieldType.TEXT, name, custom=True) for name in ("serial", "batch"))
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", [serial, batch])
    model = changed(model, "rocket", unique_indexes=(UniqueIndex(("serial", "batch")),), duplicate_criteria=(("serial",),))
    rows = [{"serial": "S", "name": "one"}, {"batch": "B"}, {"serial": "S", "batch": "B"}]
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        assert_refused_as_duplicate(api, rows)


def test_a_relation_that_only_one_record_may_have(tmp_path: Path) -> None:
    """When deleted records keep their unique value too, a record that points to a loser has nowhere to go."""
    maker = ManyToOne("maker", "person", "rockets", "Maker", custom=True)
    model = standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", [maker])
    model = changed(model, "rocket", unique_indexes=(UniqueIndex(("maker",)),))
    with serving_in_process(tmp_path / "ferry.sqlite", model) as api:
        api.ask(CREATE, data=[{"id": ONE}, {"id": TWO}])
        data = [{"makerId": ONE}, {"makerId": TWO}]
        api.ask("mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }", data=data)
        answer = api.send(MERGE, ids=[ONE, TWO], conflictPriorityIndex=0)
        makers = api.ask("{ rockets { edges { node { makerId } } } }")["rockets"]["edges"]

    assert "A duplicate entry was detected" == answer["errors"][0]["message"]
    assert [{"node": rocket} for rocket in data] == makers


def changed(model: DataModel, name: str, **changes: Any) -> DataModel:
    """Return the model with one object changed."""
    return DataModel(tuple(replace(obj, **changes) if obj.name_singular == name else obj for obj in model.objects))


def assert_refused_as_duplicate(api: Api, rows: list[dict[str, Any]]) -> None:
    """Merge the first two of these rockets and find it refused and nothing changed."""
    read = "{ rockets { edges { node { id name serial batch } } } }"
    create = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }"
    ids = [record["id"] for record in api.ask(create, data=rows)["createRockets"]]
    before = api.ask(read)
    merge = "mutation($ids: [UUID!]!) { mergeRockets(ids: $ids, conflictPriorityIndex: 0) { id } }"
    (error,) = api.send(merge, ids=ids[:2])["errors"]

    assert ("A duplicate entry was detected", ids[2]) == (error["message"], error["extensions"]["conflictingRecordId"])
    assert before == api.ask(read)
