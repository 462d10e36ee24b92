"""Shapes: a selection of an object's type turned into the columns to read and the entries to write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from schema.changes import SnapshotConsistency
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, OneToMany
from schema.naming import capitalise, sub_column
from server.engine.catalogue import Catalogue, Entity
from server.engine.documents.selections import TYPENAME, Selection
from server.engine.errors import too_complex
from server.engine.planning.aggregates import aggregate_named
from server.engine.planning.paging import judge_page
from server.engine.plans.criteria import ColumnRef, Path
from server.engine.plans.entries import (
    Aggregate,
    AggregateEntry,
    ChildConnection,
    Children,
    ConnectionEntry,
    ConnectionShape,
    Constant,
    Cursor,
    DimensionValues,
    Edges,
    Entry,
    Fact,
    FilePart,
    Files,
    Group,
    Leaf,
    NodeEntry,
    PageFact,
    PageInfo,
    PageInfoEntry,
    Parent,
    RecordShape,
    RecordsShape,
    SnapshotEntry,
    TotalCount,
)

MAX_PARENT_DEPTH: Final = 5
MAX_COMPLEXITY: Final = 2_000
_NESTED = "One-to-Many relation cannot be nested in another One-to-Many relation."


def records_shape(catalogue: Catalogue, entity: Entity, selections: tuple[Selection, ...]) -> RecordsShape:
    """Return the shape of the records that findOne and mutations answer."""
    reader = RecordReader(catalogue, entity, below_many=False)
    entries = reader.entries(entity, selections, ())
    reader.refuse_excess()
    return RecordsShape(reader.shape(), entries)


def connection_shape(
    catalogue: Catalogue,
    entity: Entity,
    selections: tuple[Selection, ...],
    *,
    below_many: bool = False,
    kind: str = "Connection",
) -> ConnectionShape:
    """Return the shape of a connection, or of another `kind` of answer that has its fields.

    `below_many` says that it hangs below another connection's record.
    """
    reader = RecordReader(catalogue, entity, below_many=below_many)
    aggregates: dict[Aggregate, int] = {}
    entries = tuple(_connection_entry(reader, entity, selection, aggregates, kind) for selection in selections)
    reader.refuse_excess()
    return ConnectionShape(
        reader.shape(),
        entries,
        tuple(aggregates),
        wants_total=any(isinstance(entry, TotalCount) for entry in entries),
        wants_rows=any(isinstance(entry, PageInfo | Edges) for entry in entries),
        relations=reader.relations,
        wants_snapshot=any(isinstance(entry, SnapshotEntry) for entry in entries),
        opens_snapshot=any(isinstance(entry, SnapshotEntry) and entry.opens for entry in entries),
    )


def _connection_entry(
    reader: RecordReader, entity: Entity, selection: Selection, aggregates: dict[Aggregate, int], kind: str
) -> ConnectionEntry:
    key = selection.key
    match selection.name:
        case "__typename":
            return Constant(key, f"{capitalise(entity.name)}{kind}")
        case "groupByDimensionValues":
            return DimensionValues(key)
        case "totalCount":
            return TotalCount(key)
        case "pageInfo":
            return PageInfo(key, tuple(_page_info_entry(child) for child in selection.children))
        case "edges":
            return Edges(key, tuple(_edge_entry(reader, entity, child) for child in selection.children))
        case "snapshot":
            return SnapshotEntry(key, tuple(_snapshot_entry(child) for child in selection.children))
    return AggregateEntry(key, aggregates.setdefault(aggregate_named(entity, selection.name), len(aggregates)))


def _snapshot_entry(selection: Selection) -> Constant | Fact:
    match selection.name:
        case "__typename":
            return Constant(selection.key, "ConnectionSnapshot")
        case "consistency":
            return Constant(selection.key, SnapshotConsistency.SNAPSHOT.value)
    return Fact(selection.key, selection.name)


def _page_info_entry(selection: Selection) -> Constant | PageInfoEntry:
    if selection.name == TYPENAME:
        return Constant(selection.key, "PageInfo")
    return PageInfoEntry(selection.key, PageFact(selection.name))


def _edge_entry(reader: RecordReader, entity: Entity, selection: Selection) -> Constant | Cursor | NodeEntry:
    match selection.name:
        case "__typename":
            return Constant(selection.key, f"{capitalise(entity.name)}Edge")
        case "cursor":
            return Cursor(selection.key)
    return NodeEntry(selection.key, reader.entries(entity, selection.children, ()))


def refuse_complexity(complexity: int) -> None:
    """Raise RecordError when a selection reads more relations than one request may."""
    if complexity > MAX_COMPLEXITY:
        raise too_complex(
            f"Please, reduce the amount of relation fields requested. Query complexity: {complexity}. "
            f"Maximum complexity: {MAX_COMPLEXITY}."
        )


def _file_part(selection: Selection) -> Constant | FilePart:
    if selection.name == TYPENAME:
        return Constant(selection.key, "FileObject")
    return FilePart(selection.key, selection.name)


class RecordReader:
    """Collects the columns and connections that the selections of one object's records need."""

    def __init__(self, catalogue: Catalogue, entity: Entity, *, below_many: bool) -> None:
        self._catalogue, self._entity, self._below_many = catalogue, entity, below_many
        self._columns: dict[ColumnRef, int] = {}
        self._children: list[ChildConnection] = []
        self._relations = 0

    @property
    def relations(self) -> int:
        """How many relations are selected, at any depth."""
        return self._relations + sum(child.shape.relations for child in self._children)

    def refuse_excess(self) -> None:
        """Raise RecordError when more relations are selected than one request may."""
        refuse_complexity(1 + self.relations)

    def shape(self) -> RecordShape:
        """Return what was collected."""
        return RecordShape(self._entity, tuple(self._columns), tuple(self._children))

    def entries(self, entity: Entity, selections: Iterable[Selection], path: Path) -> tuple[Entry, ...]:
        """Return the entries of a record that is reached from the root record over `path`."""
        selections = tuple(selections)
        parents = {selection.name for selection in selections if isinstance(entity.members.get(selection.name), ManyToOne)}
        return tuple(self._entry(entity, selection, path, parents) for selection in selections)

    def _entry(self, entity: Entity, selection: Selection, path: Path, parents: set[str]) -> Entry:
        key, name = selection.key, selection.name
        if name == TYPENAME:
            return Constant(key, capitalise(entity.name))
        relation = entity.join_columns.get(name)
        if relation is not None:
            return self._join_column(entity, relation, key, path, parents)
        member = entity.members[name]
        if isinstance(member, Field):
            return self._field(entity, member, selection, path)
        self._relations += 1
        if isinstance(member, ManyToOne):
            return self._parent(member, selection, path)
        return self._connection(entity, member, selection, path)

    def _join_column(self, entity: Entity, relation: ManyToOne, key: str, path: Path, parents: set[str]) -> Leaf:
        column = entity.by_column[relation.join_column]
        if relation.name in parents:
            # A soft-deleted parent reads null in both fields as soon as the relation itself is selected.
            target = self._catalogue.entities[relation.target]
            return Leaf(key, self._index((*path, relation.name), target, "id"), column)
        return Leaf(key, self._index(path, entity, column.name), column)

    def _field(self, entity: Entity, field: Field, selection: Selection, path: Path) -> Entry:
        composite = COMPOSITES.get(field.type)
        if composite is None:
            index = self._index(path, entity, field.name)
            if field.type is FieldType.FILES:
                return Files(selection.key, index, tuple(_file_part(child) for child in selection.children))
            return Leaf(selection.key, index, entity.by_column[field.name])
        entries: list[Entry] = []
        for child in selection.children:
            if child.name == TYPENAME:
                entries.append(Constant(child.key, composite.graphql_name))
            else:
                column = entity.by_column[sub_column(field.name, child.name)]
                entries.append(Leaf(child.key, self._index(path, entity, column.name), column))
        return Group(selection.key, tuple(entries))

    def _parent(self, relation: ManyToOne, selection: Selection, path: Path) -> Parent:
        path = (*path, relation.name)
        if len(path) > MAX_PARENT_DEPTH:
            raise too_complex(f"Relations cannot be nested deeper than {MAX_PARENT_DEPTH} levels.")
        target = self._catalogue.entities[relation.target]
        return Parent(selection.key, self._index(path, target, "id"), self.entries(target, selection.children, path))

    def _connection(self, entity: Entity, relation: OneToMany, selection: Selection, path: Path) -> Children:
        if self._below_many:
            raise too_complex(_NESTED)
        target = self._catalogue.entities[relation.target]
        index = self._index(path, entity, "id")
        self._children.append(
            ChildConnection(
                index,
                target.by_column[entity.inverses[relation.name].join_column],
                connection_shape(self._catalogue, target, selection.children, below_many=True),
                judge_page(self._catalogue, target, selection.arguments, below=True),
            )
        )
        return Children(selection.key, index, len(self._children) - 1)

    def _index(self, path: Path, entity: Entity, column: str) -> int:
        return self._columns.setdefault(ColumnRef(path, entity.by_column[column]), len(self._columns))
