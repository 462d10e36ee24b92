"""Names derived from names: GraphQL types, root fields, columns."""

from __future__ import annotations


def capitalise(name: str) -> str:
    """Return the name with its first letter in upper case: `nameSingular` -> PascalCase, a sub-field -> column suffix."""
    return name[:1].upper() + name[1:]


def sub_column(field: str, sub_field: str) -> str:
    """Return the column of a composite's sub-field: `domainName`, `primaryLinkUrl` -> `domainNamePrimaryLinkUrl`."""
    return field + capitalise(sub_field)
