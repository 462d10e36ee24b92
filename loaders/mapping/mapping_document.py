"""What a mapping file says of one file of rows, and the mapping it comes to."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.mapping.columns import ON_REQUEST, Column, reference_column
from loaders.mapping.headings import Samples, match_headings
from loaders.mapping.mapping import Constant, Guess, LeftOut, MappedColumn, Mapping, Missing, RowFilter, Rule
from loaders.mapping.names import clean, plain_words
from loaders.mapping.presets import Preset
from loaders.mapping.yaml_nodes import Node
from loaders.remote.model import RemoteModel
from loaders.values.cell_format import CellFormat
from schema.model import ManyToOne, ObjectMetadata

SKIPPED = "left out by the mapping file"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """How the file of rows is written; None means: find out."""

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """The field that a column of the file, or a constant, fills."""

    node: Node
    to: str
    by: str | None = None
    unique: bool = True
    micros: bool | None = None
    """Whether an amount is in millionths; None: as the heading says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one heading; without a destination the column is skipped."""

    heading: str
    node: Node
    destination: Destination | None = None
    format: CellFormat = field(default_factory=CellFormat)
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows are taken by the cells under a heading."""

    heading: str
    node: Node
    cells: frozenset[str]
    excluded: bool


@dataclass(frozen=True, slots=True)
class MappingDocument:
    """One document of a mapping file; headings it does not name are matched as they would be without it."""

    node: Node
    object_name: str
    source: SourceFacts = field(default_factory=SourceFacts)
    key: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    constants: tuple[tuple[Destination, str], ...] = ()
    conditions: tuple[Condition, ...] = ()

    def apply(
        self,
        headings: Sequence[str],
        columns: Sequence[Column],
        model: RemoteModel,
        *,
        samples: Samples | None = None,
        preset: Preset | None = None,
        accept_guesses: bool = False,
    ) -> Mapping:
        """Return the mapping of a file with these headings; a heading or field that is no longer there is refused by line."""
        obj = model.find(self.object_name)
        names, fields = _Headings([clean(heading) for heading in headings]), _Fields(obj, columns, model)
        decided: dict[int, MappedColumn | LeftOut] = {}
        for entry in self.entries:
            position = names.position(entry.heading, entry.node)
            if position in decided:
                raise entry.node.refuse(f'"{entry.heading}" is a column that is named twice')
            decided[position] = _decided(entry, position, names.names[position], fields)
        mapping = match_headings(
            headings, columns, samples=samples, preset=preset, accept_guesses=accept_guesses, decided=decided
        )
        filled = {mapped.column.place: mapped.heading for mapped in mapping.columns}
        return replace(
            mapping,
            key=tuple(fields.key(path, self.node) for path in self.key),
            constants=tuple(_constant(destination, cell, fields, filled) for destination, cell in self.constants),
            filters=tuple(RowFilter(names.position(c.heading, c.node), c.cells, c.excluded) for c in self.conditions),
        )


@dataclass(frozen=True, slots=True)
class _Headings:
    names: Sequence[str]

    def position(self, heading: str, node: Node) -> int:
        """Return the position of a heading; `Name#2` is the second column of that name."""
        name = clean(heading)
        found = self._positions(name)
        base, mark, number = name.rpartition("#")
        same = self._positions(clean(base))
        if mark and number.isdecimal() and int(number) > 0 and (len(same) > 1 or not found):
            found = same[int(number) - 1 : int(number)]
        if len(found) > 1:
            told = " or ".join(f'"{name}#{number}"' for number in range(1, len(found) + 1))
            raise node.refuse(f'the file has {len(found)} columns "{name}"; say {told}')
        if not found:
            near = difflib.get_close_matches(name, self.names, 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise node.refuse(f'the file has no heading "{name}"{hint}')
        return found[0]

    def _positions(self, name: str) -> list[int]:
        return [position for position, known in enumerate(self.names) if known == name]


@dataclass(frozen=True, slots=True)
class _Fields:
    obj: ObjectMetadata
    columns: Sequence[Column]
    model: RemoteModel

    def column(self, said: Destination, heading: str = "") -> Column:
        """Return the column of a destination, as it may be filled."""
        column = self._referring(said) if said.by is not None else self._named(said, heading)
        if column.kept_out is None:
            return column
        if column.kept_out == ON_REQUEST and column.field == "createdBy":
            return replace(column, kept_out=None)
        raise said.node.refuse(f"{column.path}: {column.kept_out}")

    def key(self, path: str, node: Node) -> str:
        """Return a path by which stored records may be matched."""
        fields = {name for index in self.obj.unique_indexes for name in index.fields} | {"id"}
        known = [column.path for column in self.columns if column.field in fields and not column.whole]
        if path not in known and path not in fields:
            raise node.refuse(f'key: "{path}" is no unique field of {self.obj.name_singular}; there are {", ".join(known)}')
        return path

    def _named(self, said: Destination, heading: str) -> Column:
        found = [column for column in self.columns if column.path == said.to]
        if not found:
            raise said.node.refuse(f'{self.obj.name_singular} has no field "{said.to}"; {self._hint(said.to)}')
        column = found[0]
        if not column.micros and said.micros is None:
            return column
        is_micros = said.micros if said.micros is not None else plain_words(heading).endswith("micro")
        in_this = [c for c in self.columns if c.place == column.place and c.micros is is_micros]
        if not in_this or column.sub_field != "amountMicros":
            raise said.node.refuse(f"micros is said of amounts only, and {said.to} is none")
        return in_this[0]

    def _referring(self, said: Destination) -> Column:
        relation = next((r for r in self.obj.parents if said.to in (r.name, r.join_column)), None)
        target = self.model.by_name(relation.target) if relation else None
        if relation is None or target is None:
            raise said.node.refuse(f'{self.obj.name_singular} has no relation "{said.to}"; {self._hint(said.to)}')
        path = relation.join_column if said.by == "id" else f"{relation.name}.{said.by}"
        unique = next((column for column in self.columns if column.path == path and not column.kept_out), None)
        if unique is not None:
            return unique
        found = reference_column(relation, target, said.by or "")
        if found is None:
            raise said.node.refuse(
                f"{target.name_singular} has no field {said.by} to be found by; there are {self._ways(relation)}"
            )
        if said.unique:
            raise said.node.refuse(
                f"{said.by} of {target.name_singular} is not unique; add unique: false to link by it all the same"
            )
        return replace(found, object_name=self.obj.name_singular)

    def _ways(self, relation: ManyToOne) -> str:
        """Return the unique values by which records of a relation are found."""
        paths = (c.path for c in self.columns if c.field == relation.join_column and not c.kept_out)
        return ", ".join(path.partition(".")[2] or "id" for path in paths)

    def _hint(self, name: str) -> str:
        relation = next((relation for relation in self.obj.parents if relation.name == name), None)
        if relation is not None:
            return f"a relation needs a way to find its record; add by: and one of {self._ways(relation)}"
        paths = [column.path for column in self.columns if not column.kept_out]
        parts = [path for path in paths if path.startswith(f"{name}.")]
        near = parts or difflib.get_close_matches(name, paths, 3)
        return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(paths)}"


def _decided(entry: Entry, position: int, heading: str, fields: _Fields) -> MappedColumn | LeftOut:
    if entry.destination is None:
        return LeftOut(heading, SKIPPED, position=position)
    column = fields.column(entry.destination, heading)
    if entry.missing is not None and column.relation is None:
        raise entry.node.refuse(f"missing is said of relations only, and {column.path} is none")
    return MappedColumn(position, heading, column, entry.format, entry.missing, Guess(Rule.FILE))


def _constant(said: Destination, cell: str, fields: _Fields, filled: dict[tuple[str, str | None], str]) -> Constant:
    column = fields.column(said, said.to)
    if column.place in filled:
        raise said.node.refuse(f'{column.path} is filled by the column "{filled[column.place]}" already')
    return Constant(column, cell)
