"""Refusals: every way a request can fail, with its status and its words."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from typing import Any

from server.engine.errors import BAD_USER_INPUT, RequestError
from server.engine.execution import MutationRefused
from server.http.bodies import BodyRefused
from server.security.api_keys import KeyRefused
from server.storage.errors import StorageError

_LOG = logging.getLogger("ferry.http")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and its status: `status` for application/json, `strict_status` for GraphQL over HTTP."""

    content: dict[str, Any]
    status: int = 200
    strict_status: int = 400
    headers: tuple[tuple[str, str], ...] = ()


def refusal(error: Exception) -> Answer:
    """Return the answer to a request that failed; nothing of an unknown error reaches the client but a number."""
    match error:
        case BodyRefused():
            return Answer(error.content, error.status)
        case KeyRefused():
            extensions = {"code": error.code, "subCode": error.sub_code, "userFriendlyMessage": error.message}
            return Answer({"errors": [{"message": error.message, "extensions": extensions}]}, strict_status=401)
        case RequestError():
            data = {} if error.data is None else {"data": error.data}
            headers = () if error.retry_after is None else (("retry-after", str(error.retry_after)),)
            return Answer({"errors": list(error.errors), **data}, error.status, error.strict_status, headers)
        case MutationRefused():
            return Answer(_error("A mutation needs POST.", BAD_USER_INPUT), 405, 405, (("allow", "POST"),))
        case RecursionError():
            return Answer(_error("The request is nested too deeply.", BAD_USER_INPUT), 400)
        case StorageError():
            _LOG.warning("database: %s", error)
            message = "The database is not available; try again."
            return Answer(_error(message, "INTERNAL_SERVER_ERROR"), 503, 503, (("retry-after", "1"),))
    number = uuid.uuid4()
    _LOG.error("request %s failed", number, exc_info=error)
    content = _error(f"Internal server error. The log has more under {number}.", "INTERNAL_SERVER_ERROR")
    return Answer({**content, "data": None}, strict_status=500)


def _error(message: str, code: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}
