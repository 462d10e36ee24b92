"""The heart: frozen records for objects, fields, relations and unique indexes.

One data model generates everything: GraphQL types, SQL tables and unique indexes, value checks and CSV
headings. An object or a field added here, standard or custom, needs no other line of code anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from schema.field_types import FieldType


class OnDelete(StrEnum):
    """What destroying a record does to the records that point to it."""

    SET_NULL = "SET_NULL"
    CASCADE = "CASCADE"
    RESTRICT = "RESTRICT"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a SELECT, MULTI_SELECT or RATING field; its place in the field's tuple is its sort position."""

    value: str
    label: str
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds a value: one column, or one column per sub-field when its type is composite.

    `default` is in metadata form: the bare words "uuid" and "now" are functions, text carries inner single quotes
    ("'NEW'"), numbers and booleans are bare, a composite has a mapping of such values.
    """

    name: str
    type: FieldType
    label: str
    icon: str | None = None
    description: str | None = None
    nullable: bool = True
    default: Any = field(default=None, hash=False)
    options: tuple[Option, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    system: bool = False
    active: bool = True
    custom: bool = False
    legacy: bool = False
    """Kept from workspaces made before Twenty 2.10 so that their exports load without loss."""
    ui_editable: bool = True
    """Whether Twenty's pages let people edit it; the APIs write it either way."""


@dataclass(frozen=True, slots=True)
class ManyToOne:
    """A relation to one record of `target`, held in the column `<name>Id`.

    `morph` names the MORPH_RELATION field this target belongs to ("target" for `targetCompany`), or is None.
    """

    name: str
    target: str
    inverse: str
    label: str
    icon: str | None = None
    description: str | None = None
    on_delete: OnDelete = OnDelete.SET_NULL
    morph: str | None = None
    nullable: bool = True
    system: bool = False
    active: bool = True
    custom: bool = False
    ui_editable: bool = True

    @property
    def join_column(self) -> str:
        """The name of the column, and of the API field, that holds the id of the related record."""
        return f"{self.name}Id"


@dataclass(frozen=True, slots=True)
class OneToMany:
    """The other side of a ManyToOne: no column; `inverse` names the relation, or the morph field, of `target`."""

    name: str
    target: str
    inverse: str
    label: str
    icon: str | None = None
    description: str | None = None
    nullable: bool = True
    """What the metadata API says of it; a record may lack related records either way."""
    system: bool = False
    active: bool = True
    custom: bool = False
    ui_editable: bool = True


Member = Field | ManyToOne | OneToMany


@dataclass(frozen=True, slots=True)
class UniqueIndex:
    """A way to match a record. Without `live_only` soft-deleted records keep their value; empty values never collide.

    `fields` are names of fields or relations; a composite field takes part with the sub-fields its type names.
    """

    fields: tuple[str, ...]
    live_only: bool = False


@dataclass(frozen=True, slots=True)
class ObjectMetadata:
    """An object of the data model with all its members, system fields included, in the order they are shown."""

    name_singular: str
    name_plural: str
    label_singular: str
    label_plural: str
    members: tuple[Member, ...]
    icon: str | None = None
    description: str | None = None
    unique_indexes: tuple[UniqueIndex, ...] = ()
    label_identifier: str = "id"
    duplicate_criteria: tuple[tuple[str, ...], ...] = ()
    search_fields: tuple[str, ...] = ()
    system: bool = False
    searchable: bool = False
    active: bool = True
    custom: bool = False
    managed: bool = False
    """Its records stand for users: the record API reads and updates them, the command line makes and removes them."""
    ui_creatable: bool = True
    """Whether Twenty's pages let people make records of it; the record API makes them either way."""
    by_name: Mapping[str, Member] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({member.name: member for member in self.members}))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The active fields that hold a value."""
        return tuple(m for m in self.members if isinstance(m, Field) and m.active)

    @property
    def parents(self) -> tuple[ManyToOne, ...]:
        """The active many-to-one relations, one per target of a morph relation."""
        return tuple(m for m in self.members if isinstance(m, ManyToOne) and m.active)

    @property
    def children(self) -> tuple[OneToMany, ...]:
        """The active one-to-many relations."""
        return tuple(m for m in self.members if isinstance(m, OneToMany) and m.active)

    @property
    def table(self) -> str:
        """The name of its table, which messages of constraints also show."""
        return f"_{self.name_singular}" if self.custom else self.name_singular
