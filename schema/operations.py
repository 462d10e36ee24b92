"""The record operations of the data API and the root fields they have for each object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from schema.data_model import DataModel
from schema.model import ObjectMetadata
from schema.naming import capitalise


class Operation(StrEnum):
    """What a root field does; the value is the name errors and logs use."""

    FIND_ONE = "findOne"
    FIND_MANY = "findMany"
    CREATE_ONE = "createOne"
    CREATE_MANY = "createMany"
    UPDATE_ONE = "updateOne"
    UPDATE_MANY = "updateMany"
    DELETE_ONE = "deleteOne"
    DELETE_MANY = "deleteMany"
    DESTROY_ONE = "destroyOne"
    DESTROY_MANY = "destroyMany"
    RESTORE_ONE = "restoreOne"
    RESTORE_MANY = "restoreMany"

    @property
    def is_mutation(self) -> bool:
        """Whether the root field belongs to the type Mutation."""
        return self not in (Operation.FIND_ONE, Operation.FIND_MANY)


@dataclass(frozen=True, slots=True)
class RootField:
    """One root field of the record API: its name, what it does and to which object."""

    name: str
    operation: Operation
    object_name: str


def root_fields(model: DataModel) -> Mapping[str, RootField]:
    """Return the record root fields of every active object by name, queries and mutations together."""
    return MappingProxyType({field.name: field for obj in model.active for field in _of(obj)})


def _of(obj: ObjectMetadata) -> Iterator[RootField]:
    singular, plural = obj.name_singular, obj.name_plural
    yield RootField(singular, Operation.FIND_ONE, singular)
    yield RootField(plural, Operation.FIND_MANY, singular)
    for verb in ("create", "update", "delete", "destroy", "restore"):
        yield RootField(verb + capitalise(singular), Operation(f"{verb}One"), singular)
        yield RootField(verb + capitalise(plural), Operation(f"{verb}Many"), singular)
