"""The words of GraphQL's own errors as graphql-js 16 puts them, which is what clients know."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from graphql import GraphQLError

PARSE_FAILED: Final = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED: Final = "GRAPHQL_VALIDATION_FAILED"
_REWORDED: Final = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in {
        r'Expected value of type "(\w+)" not to include unknown field "(\w+)".*': r'Field "\2" is not defined by type "\1".',
        r'Expected value of non-null type "([^"]+)" not to be None\.': r'Expected value of type "\1", found null.',
        r'Argument "\w+\.(\w+)\((\w+):\)" of type': r'Field "\1" argument "\2" of type',
        r'Argument "(@\w+)\((\w+):\)" of type': r'Directive "\1" argument "\2" of type',
    }.items()
)
_VARIABLE = re.compile(r'Variable "\$(\w+)" has invalid value(?: at ([^:]*))?: (.*)', re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_QUOTED = re.compile(r"(?<![A-Za-z0-9])'([^'\"]*)'(?![A-Za-z0-9])")


def graphql_js_text(message: str) -> str:
    """Return a message of graphql-core with names in double quotes, in the words of version 16 where 17 has others."""
    text = _QUOTED.sub(r'"\1"', message)
    for pattern, words in _REWORDED:
        text = pattern.sub(words, text)
    return text


def variable_text(message: str, variables: Mapping[str, Any]) -> str:
    """Return the refusal of a variable with the value that was given."""
    found = _VARIABLE.fullmatch(graphql_js_text(message))
    if found is None:
        return graphql_js_text(message)
    name, path, reason = found.groups()
    value, place = variables.get(name), ""
    if path:
        place = f' at "{name}{path}"'
        for key, index in _STEP.findall(path):
            value = value[key] if key else value[int(index)]  # type: ignore[index]
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'Variable "${name}" got invalid value {text}{place}; {reason}'


def graphql_error(error: GraphQLError, code: str) -> dict[str, Any]:
    """Return the entry of `errors` for an error of GraphQL's own rules: message, locations, code; no path."""
    entry: dict[str, Any] = {"message": graphql_js_text(error.message)}
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    entry["extensions"] = {"code": code}
    return entry
