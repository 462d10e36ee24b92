"""Bodies: the bytes of a request turned into a query, or refused with a 4xx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

_NO_QUERY = {"errors": [{"message": "Must provide query string."}]}


@dataclass(frozen=True, slots=True)
class Asked:
    """A GraphQL request as it came."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None


class BodyRefused(Exception):
    """A body that is no GraphQL request: `status` and `content` are the answer."""

    def __init__(self, status: int, content: dict[str, Any]) -> None:
        super().__init__(str(status))
        self.status, self.content = status, content


def read_body(body: bytes) -> Asked:
    """Return what a POST asks."""
    if not body.strip():
        raise BodyRefused(400, _NO_QUERY)
    content = _json(body)
    if isinstance(content, list):
        raise BodyRefused(400, {"errors": [{"message": "Batching is not supported."}]})
    if not isinstance(content, dict):
        raise _bad_request("The body must be a JSON object with a query.")
    return _asked(content)


def read_address(parameters: Mapping[str, str]) -> Asked:
    """Return what a GET asks in its address; variables and extensions are JSON there."""
    content: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        content[name] = _json(content[name].encode()) if content.get(name) else None
    return _asked(content)


def _asked(content: Mapping[str, Any]) -> Asked:
    query, variables, name = content.get("query"), content.get("variables"), content.get("operationName")
    extensions = content.get("extensions")
    if query is None:
        raise BodyRefused(200 if "query" in content else 400, _NO_QUERY)
    if not isinstance(query, str):
        raise _refused("GraphQL queries must be strings.")
    if not query.strip():
        raise BodyRefused(400, _NO_QUERY)
    if variables is not None and not isinstance(variables, dict):
        raise _refused("Variables must be provided as an Object where each property is a variable value.")
    if name is not None and not isinstance(name, str):
        raise _refused("operationName must be a string.")
    if extensions is not None and not isinstance(extensions, dict):
        raise _refused("Extensions must be provided as an Object.")
    return Asked(query, variables or {}, name)


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _bad_request(str(error)) from error


def _bad_request(message: str) -> BodyRefused:
    return BodyRefused(400, {"message": message, "error": "Bad Request", "statusCode": 400})


def _refused(message: str) -> BodyRefused:
    return BodyRefused(400, {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]})
