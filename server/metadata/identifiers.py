"""Ids made from names: the same on every server and after every restart."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_OID, uuid5

from server.metadata.scalars import UUID, DateTime

_NAMESPACE = uuid5(NAMESPACE_OID, "crm-ferry metadata")

CREATED_AT: Final = DateTime("2025-01-01T00:00:00.000Z")
"""The data model keeps no instants: everything in it counts as made, and last changed, at this one."""


def object_id(object_name: str) -> UUID:
    """Return the id of an object."""
    return _identifier("object", object_name)


def field_id(object_name: str, field_name: str) -> UUID:
    """Return the id of a field, of a morph field by its morph name as of one of its targets by its own."""
    return _identifier("field", object_name, field_name)


def option_id(object_name: str, field_name: str, value: str) -> UUID:
    """Return the id of an option of a field."""
    return _identifier("option", object_name, field_name, value)


def index_id(object_name: str, *field_names: str) -> UUID:
    """Return the id of the index over these fields."""
    return _identifier("index", object_name, *field_names)


def search_field_id(object_name: str, field_name: str) -> UUID:
    """Return the id of a field's part in the search of its object."""
    return _identifier("search field", object_name, field_name)


def application_id(*, custom: bool) -> UUID:
    """Return the id of the application that owns the standard, or the custom, part of the data model."""
    return _identifier("application", "custom" if custom else "standard")


def universal_identifier(*names: str) -> str:
    """Return the identifier that an object, or a field, has in every workspace."""
    return _identifier("universal", *names)


def _identifier(*names: str) -> UUID:
    return UUID(str(uuid5(_NAMESPACE, "/".join(names))))
