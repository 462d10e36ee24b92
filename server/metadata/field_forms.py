"""The members of an object as fields of the metadata API; the targets of a morph relation make one field together."""

from __future__ import annotations

from dataclasses import replace

from schema.model import Field as ValueField
from schema.model import ManyToOne, Member, ObjectMetadata, OneToMany
from server.metadata.directory import Directory
from server.metadata.enums import FieldMetadataType, RelationType
from server.metadata.fields import Field, RelationEnds
from server.metadata.identifiers import CREATED_AT, application_id, field_id, object_id, universal_identifier
from server.metadata.options import default_of, options_of, settings_of
from server.metadata.scalars import JSON


def listed_fields(obj: ObjectMetadata, directory: Directory) -> tuple[Field, ...]:
    """Return the fields of an object as lists show them: one for all targets of a morph relation."""
    morphs = _morphs(obj)
    fields: list[Field] = []
    for member in obj.members:
        if isinstance(member, ValueField):
            fields.append(_value_field(obj, member, directory))
        elif isinstance(member, OneToMany):
            fields.append(_one_to_many(obj, member, directory))
        elif member.morph is None:
            fields.append(_many_to_one(obj, member, directory))
        elif morphs[member.morph][0] is member:
            fields.append(_morph_field(obj, member.morph, morphs[member.morph], directory))
    return tuple(fields)


def morph_targets(obj: ObjectMetadata, directory: Directory) -> tuple[Field, ...]:
    """Return the single targets of the morph relations of an object, each with its own name and join column."""
    return tuple(
        replace(_many_to_one(obj, target, directory), morph_id=field_id(obj.name_singular, name))
        for name, targets in _morphs(obj).items()
        for target in targets
    )


def _morphs(obj: ObjectMetadata) -> dict[str, list[ManyToOne]]:
    morphs: dict[str, list[ManyToOne]] = {}
    for member in obj.members:
        if isinstance(member, ManyToOne) and member.morph is not None:
            morphs.setdefault(member.morph, []).append(member)
    return morphs


def _value_field(obj: ObjectMetadata, field: ValueField, directory: Directory) -> Field:
    return replace(
        _field(obj, field, directory, FieldMetadataType(field.type.value)),
        is_unique=_unique(obj, field.name),
        default_value=default_of(field),
        options=options_of(obj.name_singular, field),
        settings=settings_of(field),
    )


def _many_to_one(obj: ObjectMetadata, relation: ManyToOne, directory: Directory) -> Field:
    type_ = FieldMetadataType.RELATION if relation.morph is None else FieldMetadataType.MORPH_RELATION
    return replace(
        _field(obj, relation, directory, type_),
        is_unique=_unique(obj, relation.name),
        settings=_settings(RelationType.MANY_TO_ONE, onDelete=relation.on_delete.value, joinColumnName=relation.join_column),
        ends=(_ends(obj, relation, RelationType.MANY_TO_ONE),),
    )


def _one_to_many(obj: ObjectMetadata, relation: OneToMany, directory: Directory) -> Field:
    return replace(
        _field(obj, relation, directory, FieldMetadataType.RELATION),
        settings=_settings(RelationType.ONE_TO_MANY),
        ends=(_ends(obj, relation, RelationType.ONE_TO_MANY),),
    )


def _morph_field(obj: ObjectMetadata, name: str, targets: list[ManyToOne], directory: Directory) -> Field:
    id_ = field_id(obj.name_singular, name)
    return replace(
        _field(obj, targets[0], directory, FieldMetadataType.MORPH_RELATION),
        id=id_,
        universal_identifier=universal_identifier(obj.name_singular, name),
        name=name,
        is_active=any(target.active for target in targets),
        is_nullable=all(target.nullable for target in targets),
        settings=_settings(RelationType.MANY_TO_ONE),
        morph_id=id_,
        ends=tuple(_ends(obj, target, RelationType.MANY_TO_ONE) for target in targets),
    )


def _settings(type_: RelationType, **more: str) -> JSON:
    return JSON({"relationType": type_.value, **more})


def _unique(obj: ObjectMetadata, name: str) -> bool:
    return any(index.fields == (name,) for index in obj.unique_indexes)


def _ends(obj: ObjectMetadata, relation: ManyToOne | OneToMany, type_: RelationType) -> RelationEnds:
    return RelationEnds(
        type_,
        source_object=object_id(obj.name_singular),
        target_object=object_id(relation.target),
        source_field=field_id(obj.name_singular, relation.name),
        target_field=field_id(relation.target, relation.inverse),
    )


def _field(obj: ObjectMetadata, member: Member, directory: Directory, type_: FieldMetadataType) -> Field:
    """Return what every kind of field has in common: a field without default, options, settings or relation."""
    return Field(
        id=field_id(obj.name_singular, member.name),
        universal_identifier=universal_identifier(obj.name_singular, member.name),
        type=type_,
        name=member.name,
        label=member.label,
        description=member.description,
        icon=member.icon,
        is_active=member.active,
        is_system=member.system,
        is_ui_editable=member.ui_editable,
        is_ui_read_only=not member.ui_editable,
        is_nullable=member.nullable,
        is_unique=False,
        default_value=None,
        options=None,
        settings=None,
        object_metadata_id=object_id(obj.name_singular),
        is_label_synced_with_name=False,
        morph_id=None,
        created_at=CREATED_AT,
        updated_at=CREATED_AT,
        application_id=application_id(custom=obj.custom or member.custom),
        ends=(),
        directory=directory,
    )
