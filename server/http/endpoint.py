"""The GraphQL endpoints: a request read, its key judged, its answer sent."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.engine.errors import RequestError
from server.engine.execution import Engine, MutationRefused
from server.engine.execution import Request as EngineRequest
from server.http.answers import JSON, is_strict, json_answer
from server.http.bodies import Asked, BodyRefused, read_address, read_body
from server.http.graphiql import graphiql_response
from server.metadata.answers import forbidden
from server.metadata.api import MetadataApi
from server.security.api_keys import KeyRefused
from server.security.keyring import Keyring
from server.security.principal import Principal
from server.storage.errors import Busy, DatabaseUnusable

_LOG = logging.getLogger("ferry.http")
Execute = Callable[[Asked, Principal | None, bool], Awaitable[dict[str, Any]]]


async def graphql(request: Request) -> Response:
    """Answer POST and GET /graphql: GraphiQL for a browser, the record API for everyone else."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return graphiql_response(request)
    engine: Engine = request.app.state.engine

    async def execute(asked: Asked, holder: Principal | None, reads_only: bool) -> dict[str, Any]:
        caller = holder.name if holder is not None else None
        return await engine.execute(EngineRequest(asked.query, asked.operation_name, asked.variables, caller, reads_only))

    return await _answered(request, execute)


async def metadata(request: Request) -> Response:
    """Answer POST /metadata: the data model, for holders of a key."""
    api: MetadataApi = request.app.state.metadata

    async def execute(asked: Asked, holder: Principal | None, _: bool) -> dict[str, Any]:
        return forbidden() if holder is None else await api.execute(asked.query, asked.variables, asked.operation_name)

    return await _answered(request, execute)


async def _answered(request: Request, execute: Execute) -> Response:
    """Run the request; every failure becomes an answer that says what, and none of them a traceback."""
    keyring: Keyring = request.app.state.keyring
    try:
        asked = await _asked(request)
        holder = await keyring.holder(request.headers.get("authorization"))
        return json_answer(request, await execute(asked, holder, request.method == "GET"))
    except _WrongMediaType:
        return Response(status_code=415)
    except BodyRefused as refusal:
        status = 400 if is_strict(request) else refusal.status
        return json_answer(request, refusal.content, status)
    except KeyRefused as refusal:
        extensions = {"code": refusal.code, "subCode": refusal.sub_code, "userFriendlyMessage": refusal.message}
        refused: dict[str, Any] = {"errors": [{"message": refusal.message, "extensions": extensions}]}
        return json_answer(request, refused, 401 if is_strict(request) else 200)
    except RequestError as error:
        content: dict[str, Any] = {"errors": list(error.errors)} | ({} if error.data is None else {"data": error.data})
        return json_answer(request, content, error.strict_status if is_strict(request) else error.status)
    except MutationRefused:
        content = {"errors": [{"message": "A mutation needs POST.", "extensions": {"code": "BAD_USER_INPUT"}}]}
        return json_answer(request, content, 405, {"allow": "POST"})
    except (Busy, DatabaseUnusable) as error:
        _LOG.warning("database: %s", error)
        return json_answer(request, _failure("The database is not available; try again."), 503, {"retry-after": "1"})
    except Exception:  # noqa: BLE001 - the last line of defence: the client gets an id, the log gets the rest
        number = str(uuid.uuid4())
        _LOG.exception("request %s failed", number)
        content = _failure(f"Internal server error. The log has more under {number}.")
        return json_answer(request, content, 500 if is_strict(request) else 200)


class _WrongMediaType(Exception):
    """A POST whose body does not claim to be JSON."""


async def _asked(request: Request) -> Asked:
    if request.method == "GET":
        return read_address(request.query_params)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise _WrongMediaType
    return read_body(await request.body())


def _failure(message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": "INTERNAL_SERVER_ERROR"}}], "data": None}
