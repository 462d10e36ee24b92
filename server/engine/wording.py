"""The words of GraphQL's own errors as graphql-js 16 puts them, which is what clients know."""

from __future__ import annotations

import re
from typing import Any

from graphql import GraphQLError

_QUOTED = re.compile(r"(?<![A-Za-z0-9])'([^'\"]*)'(?![A-Za-z0-9])")


def graphql_js_text(message: str) -> str:
    """Return a message of graphql-core with names in double quotes."""
    return _QUOTED.sub(r'"\1"', message)


def graphql_error(error: GraphQLError, code: str) -> dict[str, Any]:
    """Return the entry of `errors` for an error of GraphQL's own rules: message, locations, code; no path."""
    entry: dict[str, Any] = {"message": graphql_js_text(error.message)}
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    entry["extensions"] = {"code": code}
    return entry
