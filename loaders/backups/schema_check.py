"""What the data model of a server lacks to take the records of a backup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.backups.manifest import ObjectEntry
from loaders.remote.model import RemoteModel
from schema.model import Field, ManyToOne, ObjectMetadata


def missing_in(target: RemoteModel, model: RemoteModel, entries: Iterable[ObjectEntry]) -> Iterator[str]:
    """Yield, in words, every object, field and option that the backup's records have and the target has not."""
    for entry in entries:
        obj, other = model.by_name(entry.object), target.by_name(entry.object)
        if entry.rows == 0 or obj is None:
            continue
        if other is None:
            yield f"the object {entry.object}"
        else:
            yield from _missing_members(obj, other, entry)


def _missing_members(obj: ObjectMetadata, other: ObjectMetadata, entry: ObjectEntry) -> Iterator[str]:
    relations = {relation.join_column: relation for relation in other.parents}
    for member in obj.members:
        path = f"{entry.object}.{member.name}"
        if isinstance(member, ManyToOne) and member.join_column in entry.fields:
            found = relations.get(member.join_column)
            if found is None or found.target != member.target:
                yield f"the relation {path} to {member.target}"
        elif isinstance(member, Field) and member.name in entry.fields:
            yield from _missing_field(member, other, path)


def _missing_field(field: Field, other: ObjectMetadata, path: str) -> Iterator[str]:
    found = other.by_name.get(field.name)
    if not isinstance(found, Field):
        yield f"the field {path}"
    elif found.type is not field.type:
        yield f"the field {path} as {field.type} (it has it as {found.type})"
    else:
        known = {option.value for option in found.options}
        yield from (f"the option {option.value} of {path}" for option in field.options if option.value not in known)
