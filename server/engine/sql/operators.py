"""Operators: one comparison as SQL, NULL staying unknown, and the values it binds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson

from schema.field_types import Storage
from server.engine.plans.criteria import Compare

Sql = tuple[str, tuple[Any, ...]]
_SYMBOLS: Final = {"eq": "=", "neq": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_LISTED: Final = "IN (SELECT value FROM json_each(?))"
_GLOB_SPECIAL: Final = re.compile(r"[*?\[]")
_UNKNOWN: Final[Sql] = ("NULL", ())


def _comparison(column: str, compare: Compare) -> Sql:
    operator, value = compare.operator, compare.value
    if value is None:
        return {"eq": (f"{column} IS NULL", ()), "neq": (f"{column} IS NOT NULL", ())}.get(operator, _UNKNOWN)
    options = compare.ref.column.options
    if options and operator in ("gt", "gte", "lt", "lte"):
        return _among(column, _options_beyond(options, operator, value))
    return f"{column} {_SYMBOLS[operator]} ?", (value,)


def _options_beyond(options: tuple[str, ...], operator: str, value: str) -> Sequence[str]:
    """Return the options on the asked side of one: choices are ordered by position."""
    place = options.index(value)
    match operator:
        case "gt":
            return options[place + 1 :]
        case "gte":
            return options[place:]
        case "lt":
            return options[:place]
    return options[: place + 1]


def _is(column: str, compare: Compare) -> Sql:
    return f"{column} IS {'NULL' if compare.value == 'NULL' else 'NOT NULL'}", ()


def _in(column: str, compare: Compare) -> Sql:
    return _among(column, compare.value)


def _among(column: str, values: Sequence[Any]) -> Sql:
    if not values:
        # SQL knows that nothing is in an empty list, even for NULL; here a comparison with NULL stays unknown.
        return f"({column} IS NULL AND NULL)", ()
    return f"{column} {_LISTED}", (orjson.dumps(values).decode(),)


def _contains_any(column: str, compare: Compare) -> Sql:
    if compare.ref.column.storage is not Storage.JSON:
        return _among(column, compare.value)
    return _any_item(column, f"item.value {_LISTED}"), (orjson.dumps(compare.value).decode(),)


def _contains_ilike(column: str, compare: Compare) -> Sql:
    if compare.value is None:
        return _UNKNOWN
    return _any_item(column, "ferry_fold(item.value) GLOB ?"), (_glob(compare.value.lower()),)


def _any_item(column: str, condition: str) -> str:
    exists = f"EXISTS (SELECT 1 FROM json_each({column}) AS item WHERE {condition})"
    return f"CASE WHEN {column} IS NOT NULL THEN {exists} END"


def _is_empty_array(column: str, compare: Compare) -> Sql:
    return f"{column} IS {'NULL' if compare.value else 'NOT NULL'}", ()


def _like(column: str, compare: Compare) -> Sql:
    if compare.value is None:
        return f"{column} IS NULL", ()
    text = f"ferry_spaced_json({column})" if compare.ref.column.storage is Storage.JSON else column
    return f"{text} GLOB ?", (_glob(compare.value),)


def _ilike(column: str, compare: Compare) -> Sql:
    if compare.value is None:
        return f"{column} IS NULL", ()
    return f"ferry_fold({column}) GLOB ?", (_glob(compare.value.lower()),)


def _starts_with(column: str, compare: Compare) -> Sql:
    return _UNKNOWN if compare.value is None else (f"{column} GLOB ?", (glob_literal(compare.value) + "*",))


def _ends_with(column: str, compare: Compare) -> Sql:
    return _UNKNOWN if compare.value is None else (f"{column} GLOB ?", ("*" + glob_literal(compare.value),))


OPERATORS: Final[dict[str, Callable[[str, Compare], Sql]]] = {
    **dict.fromkeys(_SYMBOLS, _comparison),
    "is": _is,
    "in": _in,
    "containsAny": _contains_any,
    "containsIlike": _contains_ilike,
    "isEmptyArray": _is_empty_array,
    "like": _like,
    "ilike": _ilike,
    "startsWith": _starts_with,
    "endsWith": _ends_with,
}


def _glob(pattern: str) -> str:
    """Translate a LIKE pattern: SQLite's GLOB minds case, knows Unicode and may use an index."""
    out: list[str] = []
    characters = iter(pattern)
    for character in characters:
        match character:
            case "%":
                out.append("*")
            case "_":
                out.append("?")
            case "\\":
                out.append(glob_literal(next(characters, "\\")))
            case _:
                out.append(glob_literal(character))
    return "".join(out)


def glob_literal(text: str) -> str:
    """Return the GLOB pattern of a text as it is."""
    return _GLOB_SPECIAL.sub(lambda special: f"[{special.group()}]", text)
