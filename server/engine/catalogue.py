"""The data model as requests ask for it: every name of an object resolved once, when the model goes live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from schema.columns import Column, object_columns, unique_columns
from schema.composites import COMPOSITES
from schema.data_model import DataModel
from schema.model import Field, ManyToOne, Member, ObjectMetadata, OneToMany, UniqueIndex
from schema.operations import RootField, root_fields
from schema.values.defaults import static_defaults
from schema.values.records import RecordChecker
from server.engine.limits import Limits


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """One way to match a record: the columns of a unique index with their API paths, and the field that carries it."""

    field: str
    label: str
    columns: tuple[str, ...]
    paths: tuple[str, ...]
    live_only: bool = False

    @property
    def name(self) -> str:
        """What clients call it: its field, or its fields joined by a plus."""
        return "+".join(dict.fromkeys(path.partition(".")[0] for path in self.paths))

    @property
    def path(self) -> str:
        """Where in a record a value of it stands: the one place, or the name when there are several."""
        return self.paths[0] if len(self.paths) == 1 else self.name


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """An object with its columns, relations, keys and checker by name."""

    obj: ObjectMetadata
    columns: tuple[Column, ...]
    by_column: Mapping[str, Column]
    members: Mapping[str, Member]
    join_columns: Mapping[str, ManyToOne]
    inverses: Mapping[str, ManyToOne]
    keys: tuple[UniqueKey, ...]
    defaults: Mapping[str, Any]
    now_columns: tuple[str, ...]
    """The columns whose default is the moment of the write."""
    checker: RecordChecker

    @property
    def name(self) -> str:
        """The singular name, which messages show."""
        return self.obj.name_singular

    @property
    def table(self) -> str:
        """The table its records are stored in."""
        return self.obj.table


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entities and record root fields by name, and how much of them one request may ask for."""

    entities: Mapping[str, Entity]
    root_fields: Mapping[str, RootField]
    limits: Limits
    model: DataModel
    """The whole data model: inactive objects and members are no entities, but keep their data."""


def build_catalogue(model: DataModel, limits: Limits | None = None) -> Catalogue:
    """Resolve a data model."""
    shown = model.shown()
    entities = {obj.name_singular: _entity(shown, obj) for obj in shown.active}
    return Catalogue(MappingProxyType(entities), root_fields(shown), limits or Limits(), model)


def _entity(model: DataModel, obj: ObjectMetadata) -> Entity:
    columns = object_columns(obj)
    members = {member.name: member for member in obj.members if member.active}
    keys = [UniqueKey("id", "Id", ("id",), ("id",)), *(_key(obj, index) for index in obj.unique_indexes)]
    return Entity(
        obj,
        columns,
        MappingProxyType({column.name: column for column in columns}),
        MappingProxyType(members),
        MappingProxyType({m.join_column: m for m in members.values() if isinstance(m, ManyToOne)}),
        MappingProxyType({m.name: model.inverse(obj, m) for m in members.values() if isinstance(m, OneToMany)}),
        tuple(keys),
        MappingProxyType(static_defaults(obj)),
        tuple(field.name for field in obj.fields if field.default == "now"),
        RecordChecker(obj),
    )


def _key(obj: ObjectMetadata, index: UniqueIndex) -> UniqueKey:
    paths: list[str] = []
    for name in index.fields:
        member = obj.by_name[name]
        composite = COMPOSITES.get(member.type) if isinstance(member, Field) else None
        paths += [f"{name}.{part}" for part in composite.unique] if composite else [name]
    first = index.fields[0]
    return UniqueKey(first, obj.by_name[first].label, unique_columns(obj, index), tuple(paths), index.live_only)
