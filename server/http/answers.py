"""Answers: content and status in the media type the client asked for."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from server.http.refusals import Answer

JSON: Final = "application/json"
STRICT: Final = "application/graphql-response+json"


def json_response(request: Request, answer: Answer) -> Response:
    """Return the answer with the status that belongs to its media type."""
    strict = STRICT in request.headers.get("accept", "")
    status, media_type = (answer.strict_status, STRICT) if strict else (answer.status, JSON)
    return Response(orjson.dumps(answer.content), status, dict(answer.headers), f"{media_type}; charset=utf-8")
