"""The ways to match a record: its id and every unique index whose parts the file fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.errors import MappingError
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.values.contacts import url_spellings, without_scheme
from loaders.values.phones import stored_phone
from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.field_types import TRAITS, FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, UniqueIndex

KeyValue = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One column of a key: a field or join column, and the sub-field that counts."""

    field: str
    sub_field: str | None = None
    is_url: bool = False

    def get(self, record: Mapping[str, Any]) -> Any:
        """Return the part's value in comparable form, or None where it is empty."""
        value = record.get(self.field)
        if self.sub_field is not None and value is not None:
            value = value.get(self.sub_field)
        if value is None or value == "":
            return None
        return without_scheme(value) if self.is_url else value

    def is_cleared(self, record: Mapping[str, Any]) -> bool:
        """Tell whether the record says that this part shall be empty."""
        value = record.get(self.field, ABSENT)
        if self.sub_field is not None and isinstance(value, Mapping):
            value = value.get(self.sub_field, ABSENT)
        return value is None or value == ""

    def condition(self, values: Iterable[Any]) -> dict[str, Any]:
        """Return the filter that finds records with one of these values, under every spelling."""
        wanted = [spelling for value in values for spelling in url_spellings(value)] if self.is_url else list(values)
        found = {"in": wanted}
        return {self.field: found if self.sub_field is None else {self.sub_field: found}}


@dataclass(frozen=True, slots=True)
class Key:
    """One unique index, with the heading that stands for it in messages."""

    heading: str
    parts: tuple[KeyPart, ...]
    live_only: bool = False
    complete: Callable[[Any], Any] | None = None
    """Turns the composite the row gives into its stored form, where what is given may lack parts."""

    @property
    def path(self) -> str:
        """The API's path of the key, parts joined by `+`."""
        return "+".join(".".join(filter(None, (part.field, part.sub_field))) for part in self.parts)

    def is_called(self, name: str) -> bool:
        """Tell whether a name means this key: its path, its field, or its heading."""
        return name in (self.path, self.heading) or {part.field for part in self.parts} == {name}

    def of(self, record: Mapping[str, Any]) -> KeyValue | None:
        """Return the key's value in a record, or None when a part is empty: then it cannot match."""
        if self.complete is not None:
            name = self.parts[0].field
            record = {name: self.complete(record.get(name))}
        return self.of_stored(record)

    def of_stored(self, node: Mapping[str, Any]) -> KeyValue | None:
        """Return the key's value in a record as the server stores it."""
        if len(self.parts) == 1:
            value = self.parts[0].get(node)
            return None if value is None else (value,)
        values = tuple(part.get(node) for part in self.parts)
        return None if None in values else values

    def condition(self, values: Sequence[KeyValue]) -> dict[str, Any]:
        """Return the filter that finds at least every record with one of these values."""
        columns = [part.condition(dict.fromkeys(value[n] for value in values)) for n, part in enumerate(self.parts)]
        return columns[0] if len(columns) == 1 else {"and": columns}


@dataclass(frozen=True, slots=True)
class Matching:
    """How rows meet stored records: by the id they bring, by their keys, or by both."""

    keys: tuple[Key, ...]
    by_id: bool = True
    chosen: bool = False
    """Whether somebody has decided for these keys; then no row may empty them."""
    others: tuple[Key, ...] = ()
    """Keys that were not chosen: their values match nothing, and may belong to no other record."""


def matching_of(obj: ObjectMetadata, mapping: ColumnMapping, chosen: Sequence[str] = ()) -> Matching:
    """Return the keys the file fills, in the server's order, or the chosen ones of them."""
    keys = keys_of(obj, mapping)
    if not chosen:
        return Matching(keys)
    for name in chosen:
        if name != "id" and not any(key.is_called(name) for key in keys):
            known = ", ".join(["id", *(key.path for key in keys)])
            raise MappingError(f'--key "{name}" is no unique key that the file fills; these are: {known}')
    matched = tuple(key for key in keys if any(key.is_called(name) for name in chosen))
    others = tuple(key for key in keys if key not in matched)
    return Matching(matched, "id" in chosen, chosen=True, others=others)


def keys_of(obj: ObjectMetadata, mapping: ColumnMapping) -> tuple[Key, ...]:
    """Return the unique indexes of the object that the mapped columns can fill, in the server's order."""
    filled: dict[tuple[str, str | None], str] = {}
    for mapped in mapping.columns:
        column = mapped.column
        filled[column.place] = mapped.heading
        if column.sub_field is None and column.composite is not None:
            filled |= {(column.field, part.name): mapped.heading for part in COMPOSITES[column.composite].sub_fields}
    found = (_key(obj, index, filled) for index in obj.unique_indexes)
    return tuple(key for key in found if key is not None)


def _key(obj: ObjectMetadata, index: UniqueIndex, filled: Mapping[tuple[str, str | None], str]) -> Key | None:
    members = [obj.by_name.get(name) for name in index.fields]
    if len(members) == 1 and isinstance(members[0], Field) and members[0].type is FieldType.PHONES:
        parts = _parts(members[0])
        heading = filled.get((parts[0].field, parts[0].sub_field))
        return None if heading is None else Key(heading, tuple(parts), index.live_only, stored_phone)
    parts = []
    for member in members:
        added = _parts(member) if isinstance(member, Field | ManyToOne) else []
        if not added:
            return None
        parts += added
    headings = [filled.get((part.field, part.sub_field)) for part in parts]
    named = " + ".join(dict.fromkeys(map(str, headings)))
    return Key(named, tuple(parts), index.live_only) if None not in headings else None


def _parts(member: Field | ManyToOne) -> list[KeyPart]:
    """Return the columns of a member of an index; none for types whose values no filter can list."""
    if isinstance(member, ManyToOne):
        return [KeyPart(member.join_column)]
    composite = COMPOSITES.get(member.type)
    if composite is None:
        return [KeyPart(member.name)] if "in" in TRAITS[member.type].operators else []
    return [KeyPart(member.name, name, is_url=member.type is FieldType.LINKS) for name in composite.unique]
