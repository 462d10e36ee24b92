"""Records merge as the plain reference says, for a field of every type, and what pointed to them points to the survivor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.data_model import DataModel
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany
from tests.processes import Api
from tests.property.custom_objects import EVERY_TYPE, FieldSpecification, specified_model
from tests.property.in_process import serving_in_process
from tests.property.plain_merges import plain_merge
from tests.property.plain_outputs import selection
from tests.property.random_rockets import rockets

_settings = hypothesis_settings(
    deadline=None,
    max_examples=5,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_COMPANY = "c0000000-0000-4000-8000-00000000000{}"
_EVER = "filter: { or: [{ deletedAt: { is: NULL } }, { deletedAt: { is: NOT_NULL } }] }, first: 1000"
_MERGE = """mutation($ids: [UUID!]!, $first: Int!, $dry: Boolean) {{
    mergeRockets(ids: $ids, conflictPriorityIndex: $first, dryRun: $dry) {{ {} }}
}}"""
_POINTING = {"noteTargets": "targetRocketId", "attachments": "targetRocketId", "rockets": "parentId"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is loaded: the rockets to merge first, then the others, and who points to whom."""

    rockets: list[dict[str, Any]]
    merged: int
    targets: list[dict[str, Any]]
    attachments: list[dict[str, Any]]

    @property
    def ids(self) -> list[str]:
        return [row["id"] for row in self.rockets[: self.merged]]


@given(data=st.data(), fields=EVERY_TYPE)
@_settings
def test_merged_records_agree_with_the_plain_reference(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, fields: list[FieldSpecification]
) -> None:
    """A dry run answers what the merge then makes, and changes nothing; no record is lost but the merged ones."""
    model = _mergeable(specified_model(fields))
    rocket = model.by_name["rocket"]
    drawn = data.draw(_workspaces(rocket))
    first = data.draw(st.integers(0, drawn.merged - 1), label="first")
    with serving_in_process(tmp_path_factory.mktemp("merges") / "ferry.sqlite", model) as api:
        _load(api, drawn)
        before = _everything(api, rocket)
        expected = _expected(rocket, drawn, before["rockets"], first)
        note(f"expected: {expected}")
        arguments = {"ids": drawn.ids, "first": first}

        tried = api.ask(_MERGE.format(_chosen(rocket)), **arguments, dry=True)["mergeRockets"]
        assert expected | {"id": tried["id"]} == _comparable(tried)
        assert before == _everything(api, rocket)

        made = api.ask(_MERGE.format(_chosen(rocket)), **arguments)["mergeRockets"]
        assert expected == _comparable(made)
        _assert_moved(drawn, first, before, _everything(api, rocket), expected)


def _mergeable(model: DataModel) -> DataModel:
    """Return the model whose rockets may merge and have rockets below them."""
    parent = ManyToOne("parent", "rocket", "children", "Parent", custom=True)
    children = OneToMany("children", "rocket", "parent", "Children", custom=True)
    objects = (
        replace(obj, members=(*obj.members, parent, children), duplicate_criteria=(("name",),))
        if obj.name_singular == "rocket"
        else obj
        for obj in model.objects
    )
    return DataModel(tuple(objects))


@st.composite
def _workspaces(draw: st.DrawFn, rocket: ObjectMetadata) -> _Drawn:
    """Draw rockets whose values come from a few models, so that they have some in common, and what points to them."""
    companies = [{"id": _COMPANY.format(place)} for place in range(2)]
    models = draw(st.lists(rockets(rocket, companies), min_size=2, max_size=3))
    names = [name for name in models[0] if name not in ("id", "deletedAt")]
    choice = st.fixed_dictionaries({}, optional={name: st.sampled_from([model[name] for model in models]) for name in names})
    merged = draw(st.integers(2, 5))
    ids = draw(st.lists(st.uuids(version=4).map(str), min_size=merged + 2, max_size=merged + 2, unique=True))
    pointers = st.sampled_from([None, *ids])
    rows = [{**draw(choice), "id": record_id, "parentId": draw(pointers)} for record_id in ids]
    deleted = st.sampled_from([None, "2024-01-01"])
    pointing = st.fixed_dictionaries({"id": st.uuids(version=4).map(str), "targetRocketId": pointers, "deletedAt": deleted})
    lists = st.lists(pointing, min_size=4, max_size=8, unique_by=lambda row: row["id"])
    return _Drawn(rows, merged, draw(lists), draw(lists))


def _load(api: Api, drawn: _Drawn) -> None:
    for kind, root, rows in (
        ("Company", "Companies", [{"id": _COMPANY.format(place)} for place in range(2)]),
        ("Rocket", "Rockets", drawn.rockets),
        ("NoteTarget", "NoteTargets", drawn.targets),
        ("Attachment", "Attachments", drawn.attachments),
    ):
        api.ask(f"mutation($data: [{kind}CreateInput!]!) {{ create{root}(data: $data) {{ id }} }}", data=rows)


def _fields(rocket: ObjectMetadata) -> list[Field]:
    return [field for field in rocket.fields if field.custom or field.name == "name"]


def _chosen(rocket: ObjectMetadata) -> str:
    return f"id makerId parentId {' '.join(map(selection, _fields(rocket)))}"


def _everything(api: Api, rocket: ObjectMetadata) -> dict[str, dict[str, Any]]:
    """Return all records that take part, deleted ones too, by id."""
    selections = {"rockets": _chosen(rocket), "noteTargets": "id targetRocketId deletedAt"}
    selections["attachments"] = selections["noteTargets"]
    answers = {
        root: api.ask(f"{{ {root}({_EVER}) {{ edges {{ node {{ {chosen} }} }} }} }}")[root]
        for root, chosen in selections.items()
    }
    return {
        root: {edge["node"]["id"]: _comparable(edge["node"]) for edge in answer["edges"]} for root, answer in answers.items()
    }


def _expected(rocket: ObjectMetadata, drawn: _Drawn, before: dict[str, Any], first: int) -> dict[str, Any]:
    records = [before[record_id] for record_id in drawn.ids]
    merged = {field.name: plain_merge(field, [record[field.name] for record in records], first) for field in _fields(rocket)}
    priority = [records[first], *records]
    parents = [record["parentId"] for record in priority if record["parentId"] not in (None, *drawn.ids)]
    makers = [record["makerId"] for record in priority if record["makerId"] is not None]
    relations = {"makerId": makers[0] if makers else None, "parentId": parents[0] if parents else None}
    return {"id": drawn.ids[first], **relations, **merged}


def _assert_moved(
    drawn: _Drawn, first: int, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], expected: dict[str, Any]
) -> None:
    survivor = drawn.ids[first]
    for root, column in _POINTING.items():
        moved = {
            key: record | {column: survivor if record[column] in drawn.ids else record[column]}
            for key, record in before[root].items()
            if root != "rockets" or key not in drawn.ids
        }
        kept = {survivor: expected} if root == "rockets" else {}
        assert moved | kept == after[root]


def _comparable(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record, its links and phones without their empty parts."""
    return {name: _without_empty_parts(value) for name, value in record.items()}


def _without_empty_parts(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    lists = {
        name: [{key: part for key, part in item.items() if part} for item in value[name]]
        for name in ("secondaryLinks", "additionalPhones")
        if value.get(name)
    }
    return value | lists
