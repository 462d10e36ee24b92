"""What a server's objects are to a loader: fields, keys, relations and headings, as plain data for people and machines."""

from __future__ import annotations

from typing import Any

from loaders.mapping.columns import export_columns
from loaders.mapping.order import Edge, ImportOrder
from loaders.remote.model import RemoteModel
from loaders.templates.columns import template_columns
from loaders.templates.places import naming_place
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany

Described = dict[str, Any]


def describe_order(order: ImportOrder) -> Described:
    """Return every object in the order of import, and the relations that the order cannot serve."""
    return {
        "objects": [
            {
                **_names(obj),
                "fields": len(obj.fields),
                "relations": len(obj.parents),
                "parents": sorted({relation.target for relation in obj.parents}),
            }
            for obj in order.objects
        ],
        "cut": [_edge(edge) for edge in order.cut],
        "toItself": [_edge(edge) for edge in order.to_itself],
    }


def describe_object(obj: ObjectMetadata, model: RemoteModel) -> Described:
    """Return everything a file for an object has to do with."""
    return {
        **_names(obj),
        "uniqueKeys": [["id"], *(list(index.fields) for index in obj.unique_indexes)],
        "namedBy": ".".join(filter(None, naming_place(obj))),
        "referencedBy": [
            _edge((other, relation))
            for other in sorted(model.objects, key=lambda other: other.name_singular)
            for relation in other.parents
            if relation.target == obj.name_singular
        ],
        "fields": [_field(obj, member) for member in obj.members if not isinstance(member, OneToMany)],
        "importHeadings": [column.heading for column in template_columns(obj, model)],
        "exportHeadings": [column.label for column in export_columns(obj)],
    }


def _names(obj: ObjectMetadata) -> Described:
    return {
        "name": obj.name_singular,
        "plural": obj.name_plural,
        "label": obj.label_singular,
        "labelPlural": obj.label_plural,
        "system": obj.system,
    }


def _field(obj: ObjectMetadata, member: Field | ManyToOne) -> Described:
    unique = any(member.name in index.fields for index in obj.unique_indexes) or member.name == "id"
    described = {"name": member.name, "label": member.label, "required": _is_required(member), "unique": unique}
    if isinstance(member, ManyToOne):
        return {**described, "type": "RELATION", "target": member.target, "joinColumn": member.join_column}
    options = [{"value": option.value, "label": option.label} for option in member.options]
    return {**described, "type": member.type.value, "system": member.system, **({"options": options} if options else {})}


def _is_required(member: Field | ManyToOne) -> bool:
    if isinstance(member, ManyToOne):
        return not member.nullable and member.morph is None
    return not member.nullable and member.default is None and not member.system


def _edge(edge: Edge) -> Described:
    obj, relation = edge
    return {"object": obj.name_singular, "relation": relation.name}
