"""Answers: content and status in the media type the client asked for."""

from __future__ import annotations

import re
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from server.http.refusals import Answer

JSON: Final = "application/json"
STRICT: Final = "application/graphql-response+json"
_QUALITY: Final = re.compile(r"[01](\.\d{0,3})?")


def json_response(request: Request, answer: Answer) -> Response:
    """Return the answer with the status that belongs to its media type."""
    strict = prefers_strict(request.headers.get("accept", ""))
    status, media_type = (answer.strict_status, STRICT) if strict else (answer.status, JSON)
    return Response(orjson.dumps(answer.content), status, dict(answer.headers), f"{media_type}; charset=utf-8")


def prefers_strict(accept: str) -> bool:
    """Tell whether an Accept header names GraphQL's own media type and likes plain JSON no better."""
    if STRICT not in accept:
        return False
    qualities = dict(_offer(offer) for offer in accept.split(","))
    return qualities.get(STRICT, 0.0) > 0 and qualities[STRICT] >= qualities.get(JSON, 0.0)


def _offer(text: str) -> tuple[str, float]:
    media_type, *parameters = (part.strip() for part in text.split(";"))
    quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    return media_type, float(quality) if _QUALITY.fullmatch(quality) else 0.0
