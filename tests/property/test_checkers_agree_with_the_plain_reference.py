"""The generated checkers store and refuse exactly what the plain reference stores and refuses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.absent import ABSENT
from schema.columns import Column, object_columns
from schema.composites import COMPOSITES
from schema.field_types import Storage
from schema.model import ObjectMetadata
from schema.standard import standard_model
from schema.values.inspect import inspect
from schema.values.records import CheckedRecords, RecordChecker
from tests.property.custom_objects import SPECIFICATIONS, FieldSpecification, full_object, specified_model
from tests.property.plain_inspect import one_line
from tests.property.plain_records import PlainRecord, plain_record
from tests.property.plain_values import FREE
from tests.property.raw_records import records, right, right_or_wrong
from tests.property.raw_values import JSON

_settings = hypothesis_settings(deadline=None, print_blob=True)
_FULL = full_object()
_OBJECTS = {obj.name_singular: obj for obj in standard_model().objects if not obj.managed}
_FIELDS = [("rocket", field.name) for field in _FULL.fields if field.custom and field.name != "serial"]
_FIELDS += [("person", field.name) for field in _OBJECTS["person"].fields if field.system]
checker = cache(RecordChecker)


@given(JSON)
@_settings
def test_a_value_in_a_message_reads_as_in_node(value: Any) -> None:
    """Where Node prints a value on one line, the same line stands in our messages."""
    printed = one_line(value)

    assert printed is None or printed == inspect(value)


@pytest.mark.parametrize(("name", "field_name"), _FIELDS)
@given(data=st.data(), create=st.booleans())
@hypothesis_settings(_settings, max_examples=30)
def test_each_field_type_alone_agrees(name: str, field_name: str, data: st.DataObject, create: bool) -> None:
    """Every raw value of a field type, right or wrong, is stored or refused as the contract says."""
    obj = _OBJECTS.get(name, _FULL)
    field = next(field for field in obj.fields if field.name == field_name)
    values = data.draw(st.lists(right(field) | right_or_wrong(field), min_size=1, max_size=4))
    others = {"serial": "S1"} if "serial" in obj.by_name else {}

    assert_agrees(obj, [{**others, field.name: value} for value in values], create=create)


@pytest.mark.parametrize("name", _OBJECTS)
@given(data=st.data(), create=st.booleans())
@hypothesis_settings(_settings, max_examples=30)
def test_records_of_the_standard_objects_agree(name: str, data: st.DataObject, create: bool) -> None:
    """Whole records, several in one call, are stored or refused one by one as the contract says."""
    rows = data.draw(st.lists(records(_OBJECTS[name]), min_size=1, max_size=4))

    assert_agrees(_OBJECTS[name], rows, create=create)


@given(data=st.data(), create=st.booleans())
@_settings
def test_records_of_a_custom_object_of_every_type_agree(data: st.DataObject, create: bool) -> None:
    """Every field type side by side, some with a default, not nullable or inactive."""
    assert_agrees(_FULL, data.draw(st.lists(records(_FULL), min_size=1, max_size=4)), create=create)


@given(data=st.data(), fields=SPECIFICATIONS, create=st.booleans())
@_settings
def test_records_of_random_custom_objects_agree(data: st.DataObject, fields: list[FieldSpecification], create: bool) -> None:
    """A custom object of any field types goes the same way as a standard one."""
    obj = specified_model(fields).by_name["rocket"]

    assert_agrees(obj, data.draw(st.lists(records(obj), min_size=1, max_size=4)), create=create)


def assert_agrees(obj: ObjectMetadata, rows: Sequence[Mapping[str, Any]], *, create: bool) -> None:
    """Check the rows in one call and compare each with the plain reference."""
    note(f"{obj.name_singular}, create={create}: {list(rows)!r}")
    checked = checker(obj).check(rows, create=create)

    assert len(rows) == checked.count
    for row, raw in enumerate(rows):
        plain = plain_record(obj, raw, create=create)
        first = next((refusal for refusal in checked.refusals if refusal.row == row), None)
        said = (first.message, first.sub_code) if first else None
        if not plain.refusals:
            assert (row, None) == (row, said)
            _assert_stored(obj, plain, checked, row, create=create)
        else:
            expected = [(refusal.message, refusal.sub_code) for refusal in plain.refusals]
            assert said in expected or (said and (FREE, said[1]) in expected), (
                f"row {row}: expected one of {expected}, got {said}"
            )


def _assert_stored(obj: ObjectMetadata, plain: PlainRecord, checked: CheckedRecords, row: int, *, create: bool) -> None:
    defaults = {field.name for field in obj.fields if field.default is not None}
    for column in object_columns(obj):
        expected = plain.columns.get(column.name, ABSENT)
        stored = checked.columns[column.name][row] if column.name in checked.columns else ABSENT
        if expected is FREE or (create and expected is ABSENT and _field_of(obj, column.name) in defaults):
            continue
        nothing = (ABSENT, None) if create and column.name not in defaults else (expected,)
        if expected in (ABSENT, None):
            assert stored in nothing, f"row {row}: {column.name} is {stored!r}, expected {expected!r}"
        else:
            assert _comparable(column, expected) == _comparable(column, stored), f"row {row}: {column.name} is {stored!r}"


def _field_of(obj: ObjectMetadata, column: str) -> str:
    """Return the composite field a column belongs to, or the column's own name."""
    owners = (field.name for field in obj.fields if field.type in COMPOSITES and column.startswith(field.name))
    return next(owners, column) if column not in obj.by_name else column


def _comparable(column: Column, stored: Any) -> Any:
    if column.storage is Storage.NUMBER and isinstance(stored, int | float):
        assert isinstance(stored, int) == (stored == int(stored)) or abs(stored) >= 2**53
        return float(stored)
    if column.storage is Storage.JSON and isinstance(stored, str):
        return _without_empty_texts(json.loads(stored)) if column.name.endswith(("Links", "Phones")) else json.loads(stored)
    return stored


def _without_empty_texts(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out empty parts: whether null, "" or nothing is written for them is open."""
    return [{key: value for key, value in item.items() if value} for item in items]
