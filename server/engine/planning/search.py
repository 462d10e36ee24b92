"""search: the arguments of the core field, coerced by GraphQL, judged and turned into a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schema.columns import Column, field_columns
from schema.field_types import FieldType
from schema.model import Field
from schema.search_text import fold, parts, searched_fields
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import RecordError
from server.engine.planning.filters import judge_filter
from server.engine.planning.search_cursors import decode_search_cursor
from server.engine.plans.search import Search, SearchTarget

MAX_HITS: Final = 100
_MAX_CHARACTERS: Final = 1_000
_FIRST: Final = ("person", "company", "opportunity", "note", "task")
_EMPTINESS: Final = {"Null": "NULL", "NotNull": "NOT_NULL"}


def plan_search(catalogue: Catalogue, arguments: Mapping[str, Any]) -> Search:
    """Return the plan of a search, or raise RecordError for arguments that make no sense."""
    limit, text = arguments["limit"], arguments["searchInput"]
    if limit > MAX_HITS:
        raise RecordError(f"Limit cannot exceed {MAX_HITS} items")
    if limit < 0:
        raise RecordError("Limit argument must be non-negative")
    if len(text) > _MAX_CHARACTERS:
        raise RecordError(f"Search input cannot exceed {_MAX_CHARACTERS} characters")
    places = _places(catalogue)
    asked = _asked(catalogue, arguments.get("includedObjectNameSingulars"), arguments.get("excludedObjectNameSingulars"))
    filter_ = _with_known_words(arguments.get("filter"))
    targets = [_target(catalogue, catalogue.entities[name], places[name], filter_) for name in places if name in asked]
    after = arguments.get("after")
    cursor = decode_search_cursor(places, after) if after else None
    fragments = tuple(dict.fromkeys(fold(text).split()))
    if text.strip() and not fragments:
        targets = []
    words = tuple(dict.fromkeys(filter(None, map(parts, fragments))))
    return Search(tuple(targets), words, fragments, limit, cursor)


def _places(catalogue: Catalogue) -> dict[str, int]:
    """Return the place of every object among hits of the same rank."""
    names = dict.fromkeys(name for name in (*_FIRST, *catalogue.entities) if name in catalogue.entities)
    return {name: place for place, name in enumerate(names)}


def _asked(catalogue: Catalogue, included: list[str] | None, excluded: list[str] | None) -> set[str]:
    """Return the objects to look in: those included by name, without any all that are searchable."""
    entities = [each for each in catalogue.entities.values() if each.name not in (excluded or ()) and searched_fields(each.obj)]
    return {each.name for each in entities if (each.name in included if included else each.obj.searchable)}


def _with_known_words(raw: Any) -> Any:
    """Return a filter with `is` in the words of the record API; Twenty 2.21 has others here."""
    if isinstance(raw, list):
        return [_with_known_words(item) for item in raw]
    if not isinstance(raw, Mapping):
        return raw
    return {name: _EMPTINESS.get(value, value) if name == "is" else _with_known_words(value) for name, value in raw.items()}


def _target(catalogue: Catalogue, entity: Entity, place: int, raw: Any) -> SearchTarget:
    judged = judge_filter(catalogue, entity, raw)
    return SearchTarget(entity, place, judged.condition, judged.mentions_deleted, _label(entity))


def _label(entity: Entity) -> tuple[Column, ...]:
    """Return the columns of the label identifier: both names of a person, else the first of the field."""
    field = entity.obj.by_name.get(entity.obj.label_identifier)
    if not isinstance(field, Field):
        return (entity.by_column["id"],)
    columns = tuple(entity.by_column[column.name] for column in field_columns(field))
    return columns if field.type is FieldType.FULL_NAME else columns[:1]
