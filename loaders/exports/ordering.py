"""`--sort name:asc,createdAt:desc` to the API's order, and `--columns` to columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from loaders.errors import UsageError
from loaders.mapping.columns import Column

DIRECTIONS = {"asc": "AscNullsFirst", "desc": "DescNullsLast"}
_EXPLICIT = {
    "AscNullsFirst": "ascending, empty first",
    "AscNullsLast": "ascending, empty last",
    "DescNullsFirst": "descending, empty first",
    "DescNullsLast": "descending, empty last",
}


def parse_sort(text: str | None, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return the order, with the id as last key so that paging never drops or repeats a record."""
    order: list[dict[str, Any]] = []
    for key in filter(None, (text or "").split(",")):
        name, _, direction = key.strip().partition(":")
        word = direction.strip() or "asc"
        if word not in _EXPLICIT and word.lower() not in DIRECTIONS:
            raise UsageError(f'--sort "{key.strip()}": the direction is asc or desc, as in name:asc,createdAt:desc')
        order.append(_key(_path(name.strip(), columns), DIRECTIONS.get(word.lower(), word)))
    if not any("id" in key for key in order):
        order.append({"id": "AscNullsFirst"})
    return order


def choose_columns(text: str | None, columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns `--columns` names, in its order and after the id; without it every one."""
    if text is None:
        return tuple(columns)
    chosen = [column for column in columns if column.path == "id"]
    for name in filter(None, map(str.strip, text.split(","))):
        chosen += find_columns("--columns", name, columns)
    return tuple(dict.fromkeys(chosen))


def find_columns(option: str, name: str, columns: Sequence[Column]) -> list[Column]:
    """Return the columns of a name: a path, a label, or a field or relation with all its parts."""
    found = [c for c in columns if name in (c.path, c.label, c.field) or f"{name}Id" == c.field]
    if not found:
        raise unknown_field(option, name, (column.path for column in columns))
    return found


def path_of(key: dict[str, Any]) -> tuple[tuple[str, ...], str]:
    """Return the path and the direction of one key of an order."""
    path: list[str] = []
    value: Any = key
    while isinstance(value, dict):
        ((name, value),) = value.items()
        path.append(name)
    return tuple(path), value


def describe_order(order: Sequence[dict[str, Any]]) -> str:
    """Return an order in words."""
    keys = map(path_of, order)
    return "; then ".join("id" if path == ("id",) else f"{'.'.join(path)} {_EXPLICIT[direction]}" for path, direction in keys)


def unknown_field(option: str, name: str, paths: Iterable[str]) -> UsageError:
    """Return the refusal of a name that is no field, with those it is like."""
    known = list(paths)
    near = difflib.get_close_matches(name, known, 3, 0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else f"the fields are {', '.join(known)}"
    return UsageError(f'{option}: there is no field "{name}"; {hint}')


def _path(name: str, columns: Sequence[Column]) -> str:
    fields = {column.field for column in columns}
    related = {field.removesuffix("Id") for field in fields if field.endswith("Id")}
    named = next((column.path for column in columns if name in (column.path, column.label)), name)
    field = named.partition(".")[0]
    if any(column.path == named for column in columns) or ("." in named and field in related):
        return named
    parts = [column.path for column in columns if column.field == named]
    if parts:
        raise UsageError(f'--sort "{name}" has several parts; name one: {", ".join(parts)}')
    raise unknown_field("--sort", name, (column.path for column in columns))


def _key(path: str, direction: str) -> dict[str, Any]:
    key: Any = direction
    for name in reversed(path.split(".")):
        key = {name: key}
    return dict(key)
