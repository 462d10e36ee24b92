"""Presets: what the exports of a product call the fields, and how they write cells; data files beside the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from loaders.errors import UsageError
from loaders.mapping.columns import Column
from loaders.values.cell_format import CellFormat
from loaders.values.date_formats import date_format
from schema.field_types import FieldType

_GENERAL = "general"
_FOLDER = files("loaders").joinpath("presets")
Names = tuple[str, ...]


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hint:
    """Names that say little, and lead to the columns of `paths` only by what is in every cell, or in none."""

    names: Names
    paths: Names
    containing: str = ""
    lacking: Names = ()

    def fits(self, cells: Sequence[str]) -> bool:
        """Return whether the cells bear the names out."""
        known = all(self.containing in cell for cell in cells)
        return bool(cells) and known and not any(mark in cell for mark in self.lacking for cell in cells)


@dataclass(frozen=True, slots=True)
class Preset:
    """The names a product gives to fields, the first of a list preferred, and the habits of its files."""

    product: str
    called: Mapping[str, Names] = field(default_factory=_nothing)
    """By object, the words for one of its records."""
    linking: Names = ()
    """Words that may stand before the name of a related object."""
    every: Mapping[str, Names] = field(default_factory=_nothing)
    types: Mapping[str, Mapping[str, Names]] = field(default_factory=_nothing)
    """By composite type and sub-field, names that hold where an object has one field of the type."""
    before: Mapping[str, Names] = field(default_factory=_nothing)
    """By composite type, words that may stand before the names of `types`."""
    after: Mapping[str, Names] = field(default_factory=_nothing)
    """By composite type, words that may stand after them."""
    objects: Mapping[str, Mapping[str, Names]] = field(default_factory=_nothing)
    relations: Mapping[str, Names] = field(default_factory=_nothing)
    hints: tuple[Hint, ...] = ()
    unlike: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    """By object and path, cells that show a column to be something else."""
    record_ids: Names = ()
    """Headings of the old system's own ids: they go to the one unique text field an object may have for them."""
    noise: Names = ()
    """Headings that no other system has a use for."""
    date_formats: Names = ()
    """The formats of `strptime` in which the product may write days; many write them as the account likes it."""
    separator: str | None = None
    """What stands between the members of a list."""
    clear_token: str | None = None
    """The cell that clears a stored value."""

    def names_of(self, column: Column) -> Names:
        """Return the names of a field of its own object, the preferred first."""
        own = self.objects.get(column.object_name, {}).get(column.path, ())
        return (*own, *self.every.get(column.path, ()))

    def part_names(self, type_: FieldType, sub_field: str) -> Names:
        """Return the names of a part of a composite value, for objects that have one field of that type."""
        names = self.types.get(type_, {}).get(sub_field, ())
        before = (f"{word} {name}" for word in self.before.get(type_, ()) for name in names)
        return (*names, *before, *(f"{name} {word}" for word in self.after.get(type_, ()) for name in names))

    def format_of(self, column: Column, cells: Sequence[str]) -> CellFormat:
        """Return how the product writes the cells of a column: of its dates, only if one way fits all cells."""
        if column.type in (FieldType.MULTI_SELECT, FieldType.ARRAY):
            return CellFormat(separator=self.separator)
        if column.type not in (FieldType.DATE, FieldType.DATE_TIME) or not cells:
            return CellFormat()
        fitting = [form for form in self.date_formats if all(_reads(form, cell) for cell in cells)]
        return CellFormat(date=fitting[0]) if len(fitting) == 1 else CellFormat()


def _reads(form: str, cell: str) -> bool:
    try:
        return date_format(form).read(cell.strip()) is not None
    except ValueError:
        return False


def preset_names() -> Names:
    """Return the names `--preset` knows."""
    found = (file.name for file in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml") and name != f"{_GENERAL}.yaml"))


def read_preset(name: str) -> Preset:
    """Return the preset of this name."""
    if name not in preset_names():
        raise UsageError(f'there is no preset "{name}"; there are {", ".join(preset_names())}')
    return _read(name)


def general_names() -> Preset:
    """Return the names that people and many products use."""
    return _read(_GENERAL)


@cache
def _read(name: str) -> Preset:
    text = _FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return Preset(**dict(_parts(yaml.safe_load(text))))


def _parts(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a preset with every list made a tuple."""
    for key, value in document.items():
        if key == "hints":
            yield key, tuple(Hint(**_frozen(hint)) for hint in value)
        elif key == "unlike":
            yield key, {path: frozenset(cells) for path, cells in value.items()}
        else:
            yield key, _frozen(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(member) for key, member in value.items()}
    return tuple(value) if isinstance(value, list) else value
