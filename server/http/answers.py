"""Answers: content and status in the media type the client asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

JSON: Final = "application/json"
STRICT: Final = "application/graphql-response+json"


def is_strict(request: Request) -> bool:
    """Return whether the client wants the statuses of GraphQL over HTTP."""
    return STRICT in request.headers.get("accept", "")


def json_answer(
    request: Request, content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the content as JSON."""
    media_type = STRICT if is_strict(request) else JSON
    return Response(orjson.dumps(content), status, headers, f"{media_type}; charset=utf-8")
