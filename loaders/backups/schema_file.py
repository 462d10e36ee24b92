"""`schema.json`: the data model of the server a backup was taken from, as plain JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import orjson

from loaders.errors import FileError
from loaders.remote.model import RemoteModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, Member, ObjectMetadata, OneToMany, Option, UniqueIndex

SCHEMA = "schema.json"
_KINDS: Mapping[str, type[Member]] = {"field": Field, "manyToOne": ManyToOne, "oneToMany": OneToMany}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_LEFT_OUT = frozenset(("icon", "description", "on_delete"))


def write_schema(model: RemoteModel) -> bytes:
    """Return the model as it is stored; equal models have equal bytes."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    return orjson.dumps([_object(obj) for obj in model.objects], default=dict, option=option) + b"\n"


def read_schema(data: bytes) -> RemoteModel:
    """Return the model a backup was taken with."""
    try:
        return RemoteModel(tuple(_read_object(stored) for stored in orjson.loads(data)))
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"{SCHEMA}: is damaged: {error}; take another backup") from None


def _object(obj: ObjectMetadata) -> dict[str, Any]:
    return {
        "nameSingular": obj.name_singular,
        "namePlural": obj.name_plural,
        "labelSingular": obj.label_singular,
        "labelPlural": obj.label_plural,
        "system": obj.system,
        "members": [_member(member) for member in obj.members],
        "uniqueIndexes": [{"fields": index.fields, "live_only": index.live_only} for index in obj.unique_indexes],
    }


def _member(member: Member) -> dict[str, Any]:
    """Return a member with what differs from a plain one."""
    stored: dict[str, Any] = {"kind": _NAMES[type(member)]}
    for part in fields(member):
        value = getattr(member, part.name)
        if part.name in _LEFT_OUT or value == part.default or value in ({}, ()):
            continue
        stored[part.name] = [_option(option) for option in value] if part.name == "options" else value
    return stored


def _option(option: Option) -> dict[str, str]:
    return {"value": option.value, "label": option.label}


def _read_object(stored: Mapping[str, Any]) -> ObjectMetadata:
    return ObjectMetadata(
        stored["nameSingular"],
        stored["namePlural"],
        stored["labelSingular"],
        stored["labelPlural"],
        tuple(_read_member(member) for member in stored["members"]),
        unique_indexes=tuple(UniqueIndex(tuple(i["fields"]), i["live_only"]) for i in stored["uniqueIndexes"]),
        system=stored["system"],
    )


def _read_member(stored: Mapping[str, Any]) -> Member:
    given = {name: value for name, value in stored.items() if name != "kind"}
    if "options" in given:
        given["options"] = tuple(Option(**option) for option in given["options"])
    if stored["kind"] == "field":
        given["type"] = FieldType(given["type"])
    return _KINDS[stored["kind"]](**given)
