"""The data model in a backup: it is read back as it was, and what a server lacks of it is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from loaders.backups.manifest import ObjectEntry
from loaders.backups.schema_check import missing_in
from loaders.backups.schema_file import read_schema, write_schema
from loaders.backups.scope import taken_fields
from loaders.errors import FileError
from loaders.remote.model import RemoteModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, Member
from tests.property.custom_objects import full_object
from tests.spec.loader_model import MODEL

WHOLE = RemoteModel((*MODEL.objects, full_object()))


def entry(name: str, rows: int = 1) -> ObjectEntry:
    """Return the entry of an object in a manifest."""
    return ObjectEntry(name, "", rows, 0, 0, "", "", taken_fields(WHOLE.find(name)))


def changed(name: str, field: str, change: Callable[[Member], Member | None]) -> RemoteModel:
    """Return the model with one field of an object changed or taken away."""
    members = [change(member) if member.name == field else member for member in WHOLE.find(name).members]
    obj = replace(WHOLE.find(name), members=tuple(member for member in members if member is not None))
    return RemoteModel(tuple(obj if other.name_singular == name else other for other in WHOLE.objects))


def missing(target: RemoteModel, *entries: ObjectEntry) -> list[str]:
    """Return what the target lacks."""
    return list(missing_in(target, WHOLE, entries))


def test_a_model_is_read_back_as_it_was() -> None:
    """Fields, options, relations and unique indexes; equal models have equal bytes."""
    stored = write_schema(WHOLE)

    assert stored == write_schema(read_schema(stored))
    for obj in WHOLE.objects:
        again = read_schema(stored).find(obj.name_singular)
        assert (obj.name_plural, obj.unique_indexes) == (again.name_plural, again.unique_indexes)
        assert taken_fields(obj) == taken_fields(again)


def test_a_damaged_schema_is_refused() -> None:
    """What is no model is not read as one."""
    with pytest.raises(FileError, match=r"schema\.json: is damaged"):
        read_schema(b'[{"nameSingular": "x"}]')


def test_the_same_model_lacks_nothing() -> None:
    """Every object of a backup fits the server it was taken from."""
    assert [] == missing(WHOLE, *(entry(obj.name_singular) for obj in WHOLE.objects))


def test_a_missing_object_is_named_if_it_has_records() -> None:
    """An object without records needs nothing of the server."""
    standard = RemoteModel(MODEL.objects)

    assert ["the object rocket"] == missing(standard, entry("rocket"))
    assert [] == missing(standard, entry("rocket", rows=0))


def test_a_missing_field_is_named() -> None:
    """By its path, for somebody has to make it."""
    assert ["the field company.employees"] == missing(changed("company", "employees", lambda _: None), entry("company"))


def test_a_field_of_another_type_is_named_with_both() -> None:
    """Text is no number."""

    def to_text(member: Member) -> Member:
        assert isinstance(member, Field)
        return replace(member, type=FieldType.TEXT)

    expected = "the field company.employees as NUMBER (it has it as TEXT)"
    assert [expected] == missing(changed("company", "employees", to_text), entry("company"))


def test_a_missing_option_is_named() -> None:
    """Records may have it."""

    def without_last(member: Member) -> Member:
        assert isinstance(member, Field)
        return replace(member, options=member.options[:-1])

    target = changed("task", "status", without_last)
    assert ["the option DONE of task.status"] == missing(target, entry("task"))


def test_a_relation_to_another_object_is_named() -> None:
    """An id of a company is no id of a person."""

    def to_people(member: Member) -> Member:
        assert isinstance(member, ManyToOne)
        return replace(member, target="person")

    assert ["the relation rocket.maker to company"] == missing(changed("rocket", "maker", to_people), entry("rocket"))
