"""Example rows of objects that fit together: what a row refers to is an example too, or stands on the server already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from loaders.mapping.order import import_order
from loaders.remote.model import RemoteModel
from loaders.templates.cells import example_cell
from loaders.templates.columns import TemplateColumn, template_columns
from loaders.templates.places import ID, Place, naming_place
from loaders.templates.spots import ROWS, Spot, example_id
from schema.composites import COMPOSITES
from schema.model import Field, ManyToOne, Member, ObjectMetadata, UniqueIndex
from schema.standard import STANDARD_OBJECTS

MANAGED = frozenset(obj.name_singular for obj in STANDARD_OBJECTS if obj.managed)
"""The objects whose records stand for users: no import makes them."""

Example = Mapping[Place, str]
Stored = Callable[[ObjectMetadata, Place], Sequence[str]]
"""Returns values by which some live records of the server are named."""


class Examples:
    """The example rows of every object of a model, made once each."""

    def __init__(self, model: RemoteModel, stored: Stored) -> None:
        order = import_order(model.objects)
        self._model = model
        self._stored = stored
        self._not_yet = {(obj.name_singular, relation.name) for obj, relation in (*order.cut, *order.to_itself)}
        self._rows: dict[str, tuple[Example, ...]] = {}

    def rows(self, obj: ObjectMetadata) -> tuple[Example, ...]:
        """Return up to three rows; fewer where a value must be unique or a parent must exist and none can be given."""
        if obj.name_singular not in self._rows:
            self._rows[obj.name_singular] = self._known(obj) if obj.name_singular in MANAGED else self._made(obj)
        return self._rows[obj.name_singular]

    def _known(self, obj: ObjectMetadata) -> tuple[Example, ...]:
        place = naming_place(obj)
        return tuple({place: value} for value in self._stored(obj, place))

    def _made(self, obj: ObjectMetadata) -> tuple[Example, ...]:
        columns = template_columns(obj, self._model)
        rows: list[Example] = []
        seen: set[Any] = set()
        for number in range(1, ROWS + 1):
            row = {column.column.place: self._cell(obj, column, number) for column in columns}
            keys = {(index.fields, key) for index in obj.unique_indexes if (key := _key(obj, index, row))}
            if not seen & keys and all(row[column.column.place] for column in columns if is_required(column)):
                seen |= keys
                rows.append(row)
        return tuple(rows)

    def _cell(self, obj: ObjectMetadata, column: TemplateColumn, number: int) -> str:
        member = column.member
        if isinstance(member, ManyToOne):
            return self._parent(obj, member, column, number)
        if column.column.place == ID:
            return example_id(obj, number) if naming_place(obj) == ID else ""
        return example_cell(Spot(obj, member, column.column, number))

    def _parent(self, obj: ObjectMetadata, relation: ManyToOne, column: TemplateColumn, number: int) -> str:
        """Name an example of the parent; of the parents a row may have instead of each other it names one."""
        alternatives = [
            other for other in obj.parents if other is relation or (relation.morph and other.morph == relation.morph)
        ]
        alternatives = [other for other in alternatives if self._parents(obj, other)]
        if relation not in alternatives or alternatives[(number - 1) % len(alternatives)] is not relation:
            return ""
        parents = self._parents(obj, relation)
        assert column.target is not None
        return parents[(number - 1) % len(parents)][column.target]

    def _parents(self, obj: ObjectMetadata, relation: ManyToOne) -> tuple[Example, ...]:
        target = self._model.by_name(relation.target)
        if target is None or (obj.name_singular, relation.name) in self._not_yet:
            return ()
        return self.rows(target)


def is_required(column: TemplateColumn) -> bool:
    """Return whether a new record cannot do without this cell; of a relation to several objects no single one is needed."""
    member = column.member
    return not member.nullable and member.morph is None if isinstance(member, ManyToOne) else column.column.required


def _key(obj: ObjectMetadata, index: UniqueIndex, row: Example) -> tuple[str, ...] | None:
    """Return what must be unique in a row, or None where a part is empty: then it collides with nothing."""
    cells = tuple(row.get(place, "") for name in index.fields for place in _places(obj.by_name.get(name)))
    return cells if all(cells) else None


def _places(member: Member | None) -> tuple[Place, ...]:
    if isinstance(member, ManyToOne):
        return ((member.join_column, None),)
    if not isinstance(member, Field):
        return ()
    composite = COMPOSITES.get(member.type)
    return tuple((member.name, part) for part in composite.unique) if composite else ((member.name, None),)
