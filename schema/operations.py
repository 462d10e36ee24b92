"""The record operations of the data API and the root fields they have for each object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from schema.data_model import DataModel
from schema.errors import DataModelError
from schema.model import ObjectMetadata
from schema.naming import capitalise


class Operation(StrEnum):
    """What a root field does; the value is the name errors and logs use."""

    FIND_ONE = "findOne"
    FIND_MANY = "findMany"
    FIND_DUPLICATES = "findDuplicates"
    GROUP_BY = "groupBy"
    FIND_CHANGES = "findChanges"
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
    MERGE_MANY = "mergeMany"
    UPSERT_MANY = "upsertMany"

    @property
    def is_mutation(self) -> bool:
        """Whether the root field belongs to the type Mutation."""
        return self not in _QUERIES


_QUERIES = frozenset(
    {Operation.FIND_ONE, Operation.FIND_MANY, Operation.FIND_DUPLICATES, Operation.GROUP_BY, Operation.FIND_CHANGES}
)
_NEED_CRITERIA = frozenset({Operation.FIND_DUPLICATES, Operation.MERGE_MANY})
_NAMES: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.FIND_ONE: "{singular}",
        Operation.FIND_MANY: "{plural}",
        Operation.FIND_DUPLICATES: "{singular}Duplicates",
        Operation.GROUP_BY: "{plural}GroupBy",
        Operation.FIND_CHANGES: "{plural}Changes",
        Operation.CREATE_ONE: "create{Singular}",
        Operation.CREATE_MANY: "create{Plural}",
        Operation.UPDATE_ONE: "update{Singular}",
        Operation.UPDATE_MANY: "update{Plural}",
        Operation.DELETE_ONE: "delete{Singular}",
        Operation.DELETE_MANY: "delete{Plural}",
        Operation.DESTROY_ONE: "destroy{Singular}",
        Operation.DESTROY_MANY: "destroy{Plural}",
        Operation.RESTORE_ONE: "restore{Singular}",
        Operation.RESTORE_MANY: "restore{Plural}",
        Operation.MERGE_MANY: "merge{Plural}",
        Operation.UPSERT_MANY: "upsert{Plural}",
    }
)


@dataclass(frozen=True, slots=True)
class RootField:
    """One root field of the record API: its name, what it does and to which object."""

    name: str
    operation: Operation
    object_name: str


def root_fields(model: DataModel) -> Mapping[str, RootField]:
    """Return the record root fields of every active object by name, queries and mutations together."""
    fields: dict[str, RootField] = {}
    for field in (field for obj in model.active for field in _of(obj)):
        other = fields.setdefault(field.name, field)
        if other is not field:
            owners = f"{other.object_name} and {field.object_name}"
            raise DataModelError(f'the root field "{field.name}" would belong to {owners}; rename one of the two')
    return MappingProxyType(fields)


def _of(obj: ObjectMetadata) -> Iterator[RootField]:
    singular, plural = obj.name_singular, obj.name_plural
    words = {"singular": singular, "plural": plural, "Singular": capitalise(singular), "Plural": capitalise(plural)}
    for operation, name in _NAMES.items():
        if obj.duplicate_criteria or operation not in _NEED_CRITERIA:
            yield RootField(name.format(**words), operation, singular)
