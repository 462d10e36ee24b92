"""What is created, updated or upserted reads back as the plain reference says, for a field of every type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.absent import ABSENT
from schema.model import ObjectMetadata
from tests.processes import Api
from tests.property.custom_objects import EVERY_TYPE, FieldSpecification, specified_model
from tests.property.in_process import serving_in_process
from tests.property.plain_outputs import plain_outputs, selection
from tests.property.plain_records import plain_record
from tests.property.plain_values import FREE
from tests.property.random_rockets import rockets
from tests.property.raw_records import right

_settings = hypothesis_settings(
    deadline=None,
    max_examples=6,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_UPDATE = "mutation($id: UUID!, $data: RocketUpdateInput!) { updateRocket(id: $id, data: $data) { id } }"
_UPSERT = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data, upsert: true) { id } }"
_CREATE = "mutation($data: [RocketCreateInput!]!) { createRockets(data: $data) { id } }"
_WITH_DELETED = '{ deletedAt: { lt: "2999-01-01" } }, { deletedAt: { is: NULL } }'


@given(data=st.data(), fields=EVERY_TYPE)
@_settings
def test_values_read_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, fields: list[FieldSpecification]
) -> None:
    """Create writes every field; an update and an upsert then change only what they give, as each type has it."""
    model = specified_model(fields)
    rocket = model.by_name["rocket"]
    rows = data.draw(st.lists(rockets(rocket, []), min_size=2, max_size=5, unique_by=lambda row: row["id"]))
    stored = {row["id"]: _changed(rocket, {}, row, create=True) for row in rows}
    with serving_in_process(tmp_path_factory.mktemp("values") / "ferry.sqlite", model) as api:
        api.ask(_CREATE, data=rows)
        _assert_reads_as(api, rocket, stored)
        for key, before in list(stored.items()):
            change = data.draw(_changes(rocket))
            stored[key] = _changed(rocket, before, change, create=False)
            if data.draw(st.booleans(), label="by upsert"):
                api.ask(_UPSERT, data=[{"id": key, **change}])
            else:
                api.ask(_UPDATE, id=key, data=change)
        _assert_reads_as(api, rocket, stored)


def _changes(rocket: ObjectMetadata) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.name: right(field) for field in rocket.fields if field.custom}
    names = st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=5, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: fields[name] for name in chosen}))


def _changed(rocket: ObjectMetadata, stored: Mapping[str, Any], raw: Mapping[str, Any], *, create: bool) -> dict[str, Any]:
    record = plain_record(rocket, raw, create=create)
    assert not record.refusals, (raw, record.refusals)
    return {**stored, **{column: value for column, value in record.columns.items() if value is not ABSENT}}


def _assert_reads_as(api: Api, rocket: ObjectMetadata, stored: Mapping[str, Mapping[str, Any]]) -> None:
    fields = [field for field in rocket.fields if field.custom]
    chosen = " ".join(map(selection, fields))
    found = api.ask(f"{{ rockets(first: 1000, filter: {{ or: [{_WITH_DELETED}] }}) {{ edges {{ node {{ id {chosen} }} }} }} }}")
    records = {edge["node"]["id"]: edge["node"] for edge in found["rockets"]["edges"]}
    note(f"read: {records}")
    assert stored.keys() == records.keys()
    for key, record in stored.items():
        for field in fields:
            for path, column, expected in plain_outputs(field, record):
                if record.get(column) is not FREE:
                    assert (path, _comparable(expected)) == (path, _comparable(_read(records[key], path)))


def _read(record: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = record
    for name in path:
        value = value[name]
    return value


def _comparable(value: Any) -> Any:
    """Return numbers as JavaScript holds them, and links and phones without their empty parts."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, list) and value and all(isinstance(item, dict) and item.keys() & {"url", "number"} for item in value):
        return [{key: part for key, part in item.items() if part} for item in value]
    return value
