"""What of a workspace a backup takes, and what not, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.remote.documents import Fields
from loaders.remote.model import RemoteModel
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata

SYSTEM_LOGS = frozenset(("auditLog", "behavioralEvent"))
"""Objects in which Twenty logs what happens; they grow without end and cannot be put back."""
_NOT_TAKEN = {
    FieldType.FILES: "the contents of files are not moved",
    FieldType.TS_VECTOR: "the server computes it",
}
_SERVER_WRITTEN = {"updatedBy": "the server writes it on every change"}


@dataclass(frozen=True, slots=True)
class Omission:
    """An object, or a field of it, that a backup does not hold."""

    object: str
    reason: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.object}{'.' if self.field else ''}{self.field}: {self.reason}"


def chosen_objects(model: RemoteModel, names: str | None) -> tuple[ObjectMetadata, ...]:
    """Return the objects `--objects` names, every one without it."""
    if names is None:
        return model.objects
    return tuple(dict.fromkeys(model.find(name) for name in filter(None, map(str.strip, names.split(",")))))


def taken_fields(obj: ObjectMetadata) -> Fields:
    """Return the fields a backup holds, composites with all their sub-fields, in the order of the model, the id first."""
    fields: dict[str, list[str]] = {"id": []}
    for member in obj.members:
        if isinstance(member, ManyToOne):
            fields[member.join_column] = []
        elif isinstance(member, Field) and not _reason(member):
            composite = COMPOSITES.get(member.type)
            fields[member.name] = [part.name for part in composite.sub_fields] if composite else []
    return fields


def left_out(objects: Sequence[ObjectMetadata]) -> Iterator[Omission]:
    """Yield every field that a backup cannot hold."""
    for obj in objects:
        for member in obj.members:
            reason = _reason(member) if isinstance(member, Field) else None
            if reason:
                yield Omission(obj.name_singular, reason, member.name)


def _reason(field: Field) -> str | None:
    return _NOT_TAKEN.get(field.type) or _SERVER_WRITTEN.get(field.name)
