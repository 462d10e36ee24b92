"""The named types of one schema, made as Strawberry definitions and referred to as SDL writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from strawberry import ID
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import (
    StrawberryList,
    StrawberryObjectDefinition,
    StrawberryOptional,
    StrawberryType,
    WithStrawberryObjectDefinition,
)
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from schema.errors import DataModelError
from schema.graphql.scalars import SCALARS

Resolved = StrawberryType | type[WithStrawberryObjectDefinition]


class Choice(str):
    """A coerced enum value: plain text to whoever reads it."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The text, under the name by which Strawberry asks an enum member for it."""
        return str(self)


class Reference(StrawberryAnnotation):
    """A type as SDL writes it, looked up when Strawberry asks: definitions may name each other in any order."""

    __slots__ = ("notation", "types")

    def __init__(self, notation: str, types: Types) -> None:
        super().__init__(notation)
        self.notation = notation
        self.types = types

    @property  # type: ignore[misc]
    def annotation(self) -> object:
        """The notation itself: an argument asks for it before all types are known."""
        return self.notation

    def resolve(self, **_generic: Any) -> Any:
        """Return the type of the notation; nothing in this schema is generic."""
        return self.types[self.notation]


class TypedField(StrawberryField):
    """A field whose type is a reference, which spares the evaluation of a Python annotation."""

    type_annotation: Reference

    def resolve_type(self, **_generic: Any) -> Any:
        """Return the type the reference stands for."""
        return self.type_annotation.resolve()


def _as_given(_origin: type, value: Mapping[str, Any], _context: object) -> Mapping[str, Any]:
    return value


class Types:
    """The types of one schema by SDL notation. Strawberry changes field objects, so no two schemas share one."""

    def __init__(self) -> None:
        self._resolved: dict[str, Any] = {"ID!": ID, "String!": str, "Int!": int, "Float!": float, "Boolean!": bool}
        self._resolved |= {f"{name}!": scalar for name, scalar in SCALARS.items()}
        self._references: dict[str, Reference] = {}
        self._fields: dict[tuple[str, str, str | None], StrawberryField] = {}

    def __getitem__(self, notation: str) -> Any:
        """Return the Strawberry type of a notation such as `[Company!]`."""
        known = self._resolved.get(notation)
        if known is None:
            known = self._resolved[notation] = self._read(notation)
        return known

    def _read(self, notation: str) -> Resolved:
        if not notation.endswith("!"):
            return StrawberryOptional(self[f"{notation}!"])
        if notation.startswith("["):
            return StrawberryList(self[notation[1:-2]])
        raise KeyError(notation.removesuffix("!"))

    def reference(self, notation: str) -> Reference:
        """Return the reference to the type of a notation."""
        known = self._references.get(notation)
        if known is None:
            known = self._references[notation] = Reference(notation, self)
        return known

    def field(self, name: str, notation: str, description: str | None = None) -> StrawberryField:
        """Return a plain field of an output or input type; types with equal fields share one object."""
        key = (name, notation, description)
        known = self._fields.get(key)
        if known is None:
            known = self._fields[key] = TypedField(name, name, self.reference(notation), description=description)
        return known

    def field_with_arguments(
        self, name: str, notation: str, arguments: Sequence[StrawberryArgument], description: str | None = None
    ) -> StrawberryField:
        """Make a field of an output type that takes arguments."""
        made = TypedField(name, name, self.reference(notation), description=description)
        made.arguments = list(arguments)
        return made

    def resolved_field(
        self,
        name: str,
        notation: str,
        resolver: Callable[..., Any],
        arguments: Sequence[StrawberryArgument] = (),
        description: str | None = None,
    ) -> StrawberryField:
        """Make a core field: one that Strawberry executes; inputs reach the resolver as the mappings that were given."""
        made = TypedField(name, name, self.reference(notation), description=description)(StrawberryResolver(resolver))
        made.arguments = list(arguments)
        return made

    def argument(self, name: str, notation: str, parameter: str | None = None) -> StrawberryArgument:
        """Make an argument of an output field; `parameter` is what a resolver calls it."""
        return StrawberryArgument(parameter or name, name, self.reference(notation))

    def output(self, name: str, fields: Iterable[StrawberryField], description: str | None = None) -> type:
        """Add an output type."""
        return self._define(name, fields, description, is_input=False)

    def input(self, name: str, fields: Iterable[StrawberryField], description: str | None = None) -> type:
        """Add an input type."""
        return self._define(name, fields, description, is_input=True)

    def enum(self, name: str, values: Iterable[tuple[str, str | None]], description: str | None = None) -> None:
        """Add an enum of values with their descriptions."""
        members = [EnumValue(value, value, description=text) for value, text in values]
        self._add(name, StrawberryEnumDefinition(cast("Any", Choice), name, members, description))

    def _define(self, name: str, fields: Iterable[StrawberryField], description: str | None, *, is_input: bool) -> type:
        origin = type(name, (), {})
        definition = StrawberryObjectDefinition(
            name=name,
            is_input=is_input,
            is_interface=False,
            origin=origin,
            description=description,
            interfaces=[],
            extend=False,
            directives=(),
            is_type_of=None,
            resolve_type=None,
            fields=[],
            from_input=_as_given if is_input else None,
        )
        definition.fields.extend(fields)
        origin.__strawberry_definition__ = definition  # type: ignore[attr-defined]
        self._add(name, origin)
        return origin

    def _add(self, name: str, made: Any) -> None:
        if self._resolved.setdefault(f"{name}!", made) is not made:
            raise DataModelError(f'the name "{name}" is used by two types of the schema')
