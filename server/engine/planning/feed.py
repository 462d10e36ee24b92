"""The change feed: the shape and the plan of findChanges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schema.naming import capitalise
from server.engine.catalogue import Catalogue, Entity
from server.engine.documents.selections import TYPENAME, Selection
from server.engine.errors import INVALID_CURSOR, RecordError
from server.engine.planning.paging import DEFAULT_LIMIT, judge_count, judge_text
from server.engine.planning.shapes import RecordReader
from server.engine.plans.entries import Constant, Fact, RecordEntry
from server.engine.plans.feed import ChangesEntry, ChangesShape, FindChanges
from server.engine.plans.positions import Position, position_of

CHANGES_ARGUMENTS: Final = frozenset({"since", "first"})
NOW: Final = "now"


def changes_shape(catalogue: Catalogue, entity: Entity, selections: tuple[Selection, ...]) -> ChangesShape:
    """Return the shape of a page of changes."""
    reader = RecordReader(catalogue, entity, below_many=False)
    entries = tuple(_page_entry(reader, entity, selection) for selection in selections)
    reader.refuse_excess()
    return ChangesShape(reader.shape(), entries)


def plan_find_changes(_: Catalogue, entity: Entity, shape: ChangesShape, arguments: Mapping[str, Any]) -> FindChanges:
    """Return the plan of findChanges."""
    limit, since = judge_count(arguments, "first"), judge_text(arguments, "since")
    from_now = since == NOW
    position = _position(entity, since) if since is not None and not from_now else None
    return FindChanges(shape, position, DEFAULT_LIMIT if limit is None else limit, from_now)


def _page_entry(reader: RecordReader, entity: Entity, selection: Selection) -> Constant | Fact | ChangesEntry:
    if selection.name == "changes":
        return ChangesEntry(selection.key, tuple(_change_entry(reader, entity, child) for child in selection.children))
    return _fact(selection, f"{capitalise(entity.name)}Changes")


def _change_entry(reader: RecordReader, entity: Entity, selection: Selection) -> Constant | Fact | RecordEntry:
    if selection.name == "record":
        return RecordEntry(selection.key, reader.entries(entity, selection.children, ()))
    return _fact(selection, f"{capitalise(entity.name)}Change")


def _fact(selection: Selection, type_name: str) -> Constant | Fact:
    return Constant(selection.key, type_name) if selection.name == TYPENAME else Fact(selection.key, selection.name)


def _position(entity: Entity, token: str) -> Position:
    position = position_of(token)
    if position is None:
        message = (
            f'Invalid token in "since": {token}. Give the "next" of an earlier answer, or leave "since" out to start anew.'
        )
        raise RecordError(message, INVALID_CURSOR)
    if position.table != entity.table:
        message = f'The token in "since" belongs to the changes of another object, not to those of {entity.name}.'
        raise RecordError(message, INVALID_CURSOR)
    return position
