"""Random filters over stored records: every operator of every type, nested and through relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from schema.columns import Column, field_columns, join_column
from schema.composites import COMPOSITES
from schema.field_types import TRAITS, FieldType, Storage
from schema.model import ManyToOne, ObjectMetadata
from tests.property.plain_filters import Workspace

Filters = st.SearchStrategy[dict[str, Any]]

_UNSEARCHED = {FieldType.TS_VECTOR, FieldType.ACTOR, FieldType.RICH_TEXT}
_LIKE_ALPHABET = ("[", "*", "?", "%", "_", "\\%", "\\_", "\\\\", "a", "A", "e", "\u00e9", "\u00c9", "t", "T", "l", "s", "%%")


@cache
def filters(workspace: Workspace, obj: ObjectMetadata) -> Filters:
    """Return filters of the root of a query. Deletion is not mentioned beside relations: what it then means is open."""
    nothing: Filters = st.sampled_from([{}, {"and": []}, {"or": []}])
    alone = _filter(workspace, obj, 2, positive=True, through=False)
    related = _filter(workspace, obj, 2, positive=True, through=True)
    return st.integers(0, 15).flatmap(lambda roll: nothing if roll == 15 else alone if roll % 2 else related)


def field_tests(workspace: Workspace, obj: ObjectMetadata) -> list[Filters]:
    """Return the tests of each custom field by itself, and their opposites."""
    custom = {field.name for field in obj.fields if field.custom}
    plain = [_alone(pair) for pair in _members(workspace, obj, positive=True, through=False) if pair[0] in custom]
    opposite = [_alone(pair) for pair in _members(workspace, obj, positive=False, through=False) if pair[0] in custom]
    return [*plain, *(where.map(lambda part: {"not": part}) for where in opposite)]


def _alone(member: tuple[str, Filters]) -> Filters:
    name, test = member
    return test.map(lambda drawn: {name: drawn})


@cache
def _filter(workspace: Workspace, obj: ObjectMetadata, depth: int, *, positive: bool, through: bool) -> Filters:
    """Return filters that restrict something, nested as deep as told."""
    member = st.sampled_from(_members(workspace, obj, positive=positive, through=through))
    leaf: Filters = member.flatmap(_alone)
    if not depth:
        return leaf
    inner = _filter(workspace, obj, depth - 1, positive=positive, through=through)
    negated = _filter(workspace, obj, depth - 1, positive=False, through=through)
    both = st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"and": parts})
    either = st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"or": parts})
    neither = negated.map(lambda part: {"not": part})
    return st.one_of(leaf, either, neither, both, st.builds(lambda first, second: {**first, **second}, either, neither | leaf))


@cache
def _members(workspace: Workspace, obj: ObjectMetadata, *, positive: bool, through: bool) -> tuple[tuple[str, Filters], ...]:
    return tuple(_each_member(workspace, obj, positive=positive, through=through))


def _each_member(workspace: Workspace, obj: ObjectMetadata, *, positive: bool, through: bool) -> Iterator[tuple[str, Filters]]:
    for field in obj.fields:
        if field.type in _UNSEARCHED or (through and field.name == "deletedAt"):
            continue
        parts = {column.name: column_tests(workspace, obj, column, positive=positive) for column in field_columns(field)}
        if field.type not in COMPOSITES:
            yield field.name, parts[field.name]
        else:
            names = [part.name for part in COMPOSITES[field.type].sub_fields]
            yield field.name, _some(dict(zip(names, parts.values(), strict=True)))
    for relation in obj.parents:
        if relation.target in workspace.records:
            yield relation.join_column, column_tests(workspace, obj, join_column(relation), positive=positive)
            if through:
                yield relation.name, _through(workspace, relation, positive=positive)
                yield relation.name, _through(workspace, relation, positive=positive)


def _some(parts: dict[str, Filters]) -> Filters:
    one = st.sampled_from(sorted(parts)).flatmap(lambda name: parts[name].map(lambda test: {name: test}))
    two = st.builds(lambda first, second: {**first, **second}, one, one)
    return one | two


def _through(workspace: Workspace, relation: ManyToOne, *, positive: bool) -> Filters:
    target = workspace.model.by_name[relation.target]
    alone: Filters = st.sampled_from(_members(workspace, target, positive=positive, through=False)).flatmap(_alone)
    nested = st.lists(alone, min_size=1, max_size=2)
    groups = [nested.map(lambda parts: {"and": parts}), nested.map(lambda parts: {"or": parts})]
    return st.one_of(alone, *groups, alone.map(lambda part: {"not": part}))


def column_tests(workspace: Workspace, obj: ObjectMetadata, column: Column, *, positive: bool) -> Filters:
    """Return tests of one column with operands that some records hold."""
    held: set[Any] = {record.get(column.name) for record in workspace.records[obj.name_singular].values()} - {None}
    values = _operands(column, sorted(held | set(column.options)))
    operators: dict[str, st.SearchStrategy[Any]] = {"is": st.sampled_from(["NULL", "NOT_NULL"])}
    if column.storage is Storage.JSON:
        operators |= _list_operators(column, held, positive=positive)
    else:
        operators |= dict.fromkeys(("eq", "neq", "gt", "gte", "lt", "lte"), values)
        several = st.lists(values, min_size=1, max_size=4)
        operators["in"] = several | several.map(lambda items: [*items, None]) if positive else several
    if column.storage is Storage.TEXT and not column.options:
        operators |= _text_operators(column, values, operators["eq"])
    allowed = [name for name in TRAITS[column.type].operators if name in operators]
    return st.sampled_from(allowed).flatmap(lambda name: operators[name].map(lambda operand: {name: operand}))


def _operands(column: Column, held: list[Any]) -> st.SearchStrategy[Any]:
    """Return the values some records hold, and others that none may hold."""
    found = st.sampled_from(held) if held else st.nothing()
    match column.storage:
        case Storage.NUMBER:
            return found | st.integers(-5, 5) | (found.map(str) if column.type is FieldType.NUMERIC else st.nothing())
        case Storage.BOOLEAN:
            return st.booleans()
        case Storage.TIMESTAMP | Storage.DATE:
            return found | st.sampled_from(["2024-05-01", "2024-01-01"])
        case Storage.UUID:
            return found | found.map(str.upper) | st.uuids(version=4).map(str)
        case _:
            return found if column.options else found | st.sampled_from(["Alpha", "beta"])


def _text_operators(column: Column, values: st.SearchStrategy[Any], equals: st.SearchStrategy[Any]) -> dict[str, Any]:
    pieces = values.flatmap(lambda text: st.sampled_from([text, text[:2], text[-2:], text.upper(), text.lower(), text[1:]]))
    pieces = pieces.filter(bool)
    framed = st.builds("{}{}{}".format, st.sampled_from(["", "%", "_"]), pieces.map(_escaped), st.sampled_from(["", "%", "_"]))
    drawn = st.lists(st.sampled_from(_LIKE_ALPHABET), min_size=1, max_size=5).map("".join)
    empty = st.sampled_from([None, ""]) if column.empty.value == '""' else st.nothing()
    none = st.just("") if column.empty.value == '""' else st.nothing()
    return {
        "eq": equals | empty,
        "neq": equals | none,
        "like": framed | drawn | none,
        "ilike": framed | drawn,
        "startsWith": pieces | st.sampled_from(["%", "_", "*", "[", "A", "\u00c9"]),
        "endsWith": pieces | st.sampled_from(["%", "_", "?", "]", "a", "\u00e9"]),
    }


def _list_operators(column: Column, held: set[Any], *, positive: bool) -> dict[str, Any]:
    words = sorted({word for text in held for word in re.findall("[A-Za-z0-9@.]+", text)}) or ["x"]
    operators: dict[str, Any] = {
        "like": st.sampled_from(words).map(lambda word: f"%{word}%"),
        "isEmptyArray": st.booleans(),
        "containsAny": st.lists(st.sampled_from(column.options or ("A",)), min_size=1, max_size=2),
    }
    if positive:
        swapped = sorted({word.swapcase() for word in words}, key=str.isdigit)
        operators["containsIlike"] = st.sampled_from([*swapped, *(f"%{word}%" for word in swapped), "%"])
    return operators


def _escaped(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)
