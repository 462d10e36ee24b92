"""All objects together: look-ups, the resolution of relations and custom objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from schema.errors import DataModelError
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, Member, ObjectMetadata, OnDelete, OneToMany
from schema.naming import capitalise
from schema.system_fields import system_fields

_LINKS = (
    ("timelineActivity", "timelineActivities", "Timeline Activities", "IconTimelineEvent"),
    ("attachment", "attachments", "Attachments", "IconFileImport"),
    ("noteTarget", "noteTargets", "Notes", "IconNotes"),
    ("taskTarget", "taskTargets", "Tasks", "IconCheckbox"),
)


@dataclass(frozen=True, slots=True)
class DataModel:
    """The objects of a workspace. Construction checks that names are unique and every relation has its other side."""

    objects: tuple[ObjectMetadata, ...]
    by_name: Mapping[str, ObjectMetadata] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({obj.name_singular: obj for obj in self.objects}))
        _check(self)

    @property
    def active(self) -> tuple[ObjectMetadata, ...]:
        """The objects the record API shows."""
        return tuple(obj for obj in self.objects if obj.active)

    def inverse(self, obj: ObjectMetadata, relation: OneToMany) -> ManyToOne:
        """Return the many-to-one relation that a one-to-many relation of `obj` mirrors."""
        for candidate in self.by_name[relation.target].members:
            if not isinstance(candidate, ManyToOne) or candidate.target != obj.name_singular:
                continue
            if relation.inverse in (candidate.name, candidate.morph):
                return candidate
        raise DataModelError(
            f'{obj.name_singular}.{relation.name}: {relation.target} has no relation "{relation.inverse}" to it'
        )

    def shown(self) -> DataModel:
        """Return the model the record API shows: without inactive objects and the relations to them."""
        names = {obj.name_singular for obj in self.active}
        kept = (
            replace(o, members=tuple(m for m in o.members if isinstance(m, Field) or m.target in names)) for o in self.active
        )
        return DataModel(tuple(kept))

    def without_legacy(self) -> DataModel:
        """Return the model of a fresh Twenty workspace: without the fields of the earlier generation."""
        kept = (replace(o, members=tuple(m for m in o.members if not getattr(m, "legacy", False))) for o in self.objects)
        return DataModel(tuple(kept))

    def with_custom_object(
        self, name_singular: str, name_plural: str, label_singular: str, label_plural: str, members: Iterable[Member] = ()
    ) -> DataModel:
        """Return the model with a custom object: system fields, a name, `members` and the four links every object has.

        For each relation among `members` the other side is added to its target when it is missing there.
        """
        obj = _custom_object(name_singular, name_plural, label_singular, label_plural, tuple(members), self)
        objects = [_with_other_sides(existing, obj) for existing in self.objects]
        return DataModel((*objects, _with_other_sides(obj, obj)))


def _custom_object(
    name_singular: str, name_plural: str, label_singular: str, label_plural: str, members: tuple[Member, ...], model: DataModel
) -> ObjectMetadata:
    links = tuple(
        OneToMany(name, target, "target", label, icon) for target, name, label, icon in _LINKS if target in model.by_name
    )
    name = Field("name", FieldType.TEXT, "Name", "IconAbc", "Name")
    own_name = () if any(member.name == "name" for member in members) else (name,)
    return ObjectMetadata(
        name_singular,
        name_plural,
        label_singular,
        label_plural,
        (*system_fields(label_singular, custom=True), *own_name, *members, *links),
        label_identifier="name",
        search_fields=("name",),
        searchable=True,
        custom=True,
    )


def _with_other_sides(obj: ObjectMetadata, custom: ObjectMetadata) -> ObjectMetadata:
    """Return `obj` with the missing other sides of the relations between it and the custom object."""
    added: list[Member] = []
    for member in custom.members:
        if isinstance(member, OneToMany) and member.target == obj.name_singular and member.inverse == "target":
            name = f"target{capitalise(custom.name_singular)}"
            added.append(
                ManyToOne(name, custom.name_singular, member.name, "Target", on_delete=OnDelete.SET_NULL, morph="target")
            )
        elif isinstance(member, ManyToOne) and member.target == obj.name_singular and member.inverse not in obj.by_name:
            added.append(OneToMany(member.inverse, custom.name_singular, member.name, custom.label_plural, custom=True))
        elif isinstance(member, OneToMany) and member.target == obj.name_singular and member.inverse not in obj.by_name:
            added.append(ManyToOne(member.inverse, custom.name_singular, member.name, custom.label_singular, custom=True))
    return replace(obj, members=(*obj.members, *added)) if added else obj


def _check(model: DataModel) -> None:
    names = [name for obj in model.objects for name in (obj.name_singular, obj.name_plural)]
    _refuse_repeats("object name", names)
    for obj in model.objects:
        _refuse_repeats(f"field name of {obj.name_singular}", [member.name for member in obj.members])
        for relation in obj.members:
            if not isinstance(relation, Field) and relation.target not in model.by_name:
                raise DataModelError(f"{obj.name_singular}.{relation.name}: there is no object {relation.target}")
            if isinstance(relation, OneToMany):
                model.inverse(obj, relation)


def _refuse_repeats(what: str, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DataModelError(f'{what} "{name}" is used twice')
        seen.add(name)
