"""The server's data model, fetched: the objects, fields, options, relations and unique indexes of this very workspace."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from loaders.errors import UsageError
from loaders.remote.client import METADATA, Client
from loaders.remote.refusals import ServerRefused
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, Member, ObjectMetadata, OneToMany, Option, UniqueIndex
from schema.naming import capitalise

_RELATION = "{ type targetObjectMetadata { nameSingular } targetFieldMetadata { name } }"
_FIELD = (
    "id name label type isActive isSystem isNullable isUnique defaultValue options settings "
    f"relation {_RELATION} morphRelations {_RELATION}"
)
_INDEX = "isUnique indexWhereClause indexFieldMetadataList { fieldMetadataId order }"
_OBJECT = "nameSingular namePlural labelSingular labelPlural isActive isSystem"
_LISTS = f"fieldsList {{ {_FIELD} }} indexMetadataList {{ {_INDEX} }}"
_PAGES = (
    f"fields(paging: {{ first: 1000 }}) {{ edges {{ node {{ {_FIELD} }} }} }} "
    f"indexMetadatas(paging: {{ first: 1000 }}) {{ edges {{ node {{ {_INDEX} }} }} }}"
)


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """The active objects of a workspace, custom ones included."""

    objects: tuple[ObjectMetadata, ...]

    @property
    def digest(self) -> str:
        """A hash of all objects."""
        return digest_of(self.objects)

    def find(self, name: str) -> ObjectMetadata:
        """Return the object of this singular name, plural name or label, whatever its case."""
        wanted = _folded(name)
        names = {_folded(spelling): obj for obj in reversed(self.objects) for spelling in _names(obj)}
        if wanted in names:
            return names[wanted]
        near = dict.fromkeys(names[name].name_singular for name in difflib.get_close_matches(wanted, names, 3))
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        known = ", ".join(sorted(obj.name_singular for obj in self.objects))
        raise UsageError(f'the server has no object "{name}"; {hint}it has: {known}')

    def knows(self, name: str) -> bool:
        """Tell whether an object has this name, plural name or label, whatever its case."""
        return _folded(name) in {_folded(spelling) for obj in self.objects for spelling in _names(obj)}

    def by_name(self, name_singular: str) -> ObjectMetadata | None:
        """Return the object of exactly this singular name."""
        return next((obj for obj in self.objects if obj.name_singular == name_singular), None)


def digest_of(objects: Iterable[ObjectMetadata]) -> str:
    """Return a hash of objects with their members and keys, whatever the order in which the server tells them."""
    told = sorted(
        repr(
            (
                replace(obj, members=(), unique_indexes=()),
                sorted(map(repr, obj.members)),
                sorted(map(repr, obj.unique_indexes)),
            )
        )
        for obj in objects
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def fetch_model(client: Client) -> RemoteModel:
    """Ask the server for its data model."""
    try:
        nodes = list(_pages(client, _LISTS))
    except ServerRefused as refused:
        if not refused.refusal.is_document:
            raise
        nodes = list(_pages(client, _PAGES))
    return RemoteModel(tuple(_object(node) for node in nodes if node.get("isActive") is not False))


def _pages(client: Client, members: str) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        document = (
            "query Objects($paging: CursorPaging!) { objects(paging: $paging) "
            f"{{ edges {{ node {{ {_OBJECT} {members} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        )
        paging = {"first": 1000} if after is None else {"first": 1000, "after": after}
        page = client.execute(document, {"paging": paging}, METADATA)["objects"]
        yield from (edge["node"] for edge in page["edges"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"] or after is None:
            return


def _names(obj: ObjectMetadata) -> tuple[str, ...]:
    return (obj.name_singular, obj.name_plural, obj.label_singular, obj.label_plural)


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _object(node: Mapping[str, Any]) -> ObjectMetadata:
    fields = node.get("fieldsList") or [edge["node"] for edge in (node.get("fields") or {}).get("edges", ())]
    indexes = node.get("indexMetadataList")
    if indexes is None:
        indexes = [edge["node"] for edge in (node.get("indexMetadatas") or {}).get("edges", ())]
    active = [field for field in fields if field.get("isActive") is not False]
    return ObjectMetadata(
        node["nameSingular"],
        node["namePlural"],
        node["labelSingular"],
        node["labelPlural"],
        tuple(member for field in active for member in _members(field)),
        unique_indexes=_unique_indexes(active, indexes),
        system=bool(node.get("isSystem")),
    )


def _members(field: Mapping[str, Any]) -> Iterator[Member]:
    """Yield the members a field of the metadata stands for; a type this loader does not know stands for none."""
    if field["type"] == "RELATION":
        if relation := field.get("relation"):
            yield _relation(field["name"], field["label"], relation, field)
    elif field["type"] == "MORPH_RELATION":
        for relation in field.get("morphRelations") or ():
            target = capitalise(relation["targetObjectMetadata"]["nameSingular"])
            yield _relation(f"{field['name']}{target}", f"{field['label']} {target}", relation, field, morph=field["name"])
    elif field["type"] in FieldType.__members__:
        yield _plain(field)


def _relation(
    name: str, label: str, relation: Mapping[str, Any], field: Mapping[str, Any], morph: str | None = None
) -> ManyToOne | OneToMany:
    target, inverse = (
        relation["targetObjectMetadata"]["nameSingular"],
        (relation.get("targetFieldMetadata") or {}).get("name", ""),
    )
    if relation["type"] == "ONE_TO_MANY":
        return OneToMany(name, target, inverse, label)
    return ManyToOne(name, target, inverse, label, morph=morph, nullable=field.get("isNullable") is not False)


def _plain(field: Mapping[str, Any]) -> Field:
    options = sorted(field.get("options") or (), key=lambda option: option.get("position") or 0)
    return Field(
        field["name"],
        FieldType(field["type"]),
        field["label"],
        nullable=field.get("isNullable") is not False,
        default=field.get("defaultValue"),
        options=tuple(Option(option["value"], option.get("label") or option["value"]) for option in options),
        settings=field.get("settings") or {},
        system=bool(field.get("isSystem")),
    )


def _unique_indexes(fields: list[Mapping[str, Any]], indexes: list[Mapping[str, Any]]) -> tuple[UniqueIndex, ...]:
    """Return the unique indexes, single unique fields first; `id` is a key of every object and is left out."""
    names = {field.get("id"): field["name"] for field in fields}
    found = [UniqueIndex((field["name"],)) for field in fields if field.get("isUnique") and field["name"] != "id"]
    for index in indexes:
        parts = sorted(index.get("indexFieldMetadataList") or (), key=lambda part: part.get("order") or 0)
        members = tuple(names.get(part.get("fieldMetadataId"), "") for part in parts)
        known = {unique.fields for unique in found}
        if index.get("isUnique") and members and "" not in members and members != ("id",) and members not in known:
            found.append(UniqueIndex(members, live_only=bool(index.get("indexWhereClause"))))
    return tuple(found)
