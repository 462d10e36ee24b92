"""How cells name related records: the key of the target, and the values under which a record may be stored."""

from __future__ import annotations

from typing import Any

from loaders.imports.keys import Key, KeyPart, KeyValue
from loaders.mapping.columns import Reference
from loaders.mapping.mapping import MappedColumn
from loaders.values.contacts import without_scheme
from loaders.values.phones import stored_phone
from schema.composites import COMPOSITES
from schema.field_types import FieldType


def naming_key(reference: Reference, heading: str = "") -> Key:
    """Return the key of the target that a reference names it by; a phone number stands for its three parts."""
    if reference.type is FieldType.PHONES:
        return Key(heading, tuple(KeyPart(reference.field, part) for part in COMPOSITES[FieldType.PHONES].unique))
    return Key(heading, (KeyPart(reference.field, reference.sub_field, is_url=reference.type is FieldType.LINKS),))


def named_value(reference: Reference, value: Any) -> KeyValue:
    """Return the value of the target's key that a cell means."""
    if reference.type is FieldType.LINKS:
        return (without_scheme(value),)
    if reference.type is FieldType.PHONES:
        stored = stored_phone({"primaryPhoneNumber": value}) or {}
        return tuple(stored.get(part) for part in COMPOSITES[FieldType.PHONES].unique)
    return (value,)


def spellings(mapped: MappedColumn, value: Any) -> tuple[KeyValue, ...]:
    """Return the comparable forms under which a value may be stored; addresses kept in a text may be in lower case."""
    reference = mapped.column.reference
    assert reference is not None
    named = named_value(reference, value)
    if mapped.column.type is not FieldType.TEXT or "@" not in str(value) or value == value.lower():
        return (named,)
    return (named, (value.lower(),))
