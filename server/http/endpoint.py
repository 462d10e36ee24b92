"""The GraphQL endpoints: a request read, its key judged, its answer sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.engine.execution import Engine
from server.engine.execution import Request as EngineRequest
from server.http.answers import JSON, json_response
from server.http.bodies import Asked, read_address, read_body
from server.http.graphiql import graphiql_response
from server.http.refusals import Answer, refusal
from server.metadata.answers import forbidden
from server.metadata.api import MetadataApi
from server.security.keyring import Keyring
from server.security.principal import Principal

Execute = Callable[[Asked, Principal | None], Awaitable[dict[str, Any]]]


async def graphql(request: Request) -> Response:
    """Answer POST and GET /graphql: GraphiQL for a browser, the record API for everyone else."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return graphiql_response(request)
    engine: Engine = request.app.state.engine

    async def execute(asked: Asked, holder: Principal | None) -> dict[str, Any]:
        caller = holder.name if holder is not None else None
        reads_only = request.method == "GET"
        return await engine.execute(EngineRequest(asked.query, asked.operation_name, asked.variables, caller, reads_only))

    return await _answered(request, execute)


async def metadata(request: Request) -> Response:
    """Answer POST /metadata: the data model, for holders of a key."""
    api: MetadataApi = request.app.state.metadata

    async def execute(asked: Asked, holder: Principal | None) -> dict[str, Any]:
        return forbidden() if holder is None else await api.execute(asked.query, asked.variables, asked.operation_name)

    return await _answered(request, execute)


async def _answered(request: Request, execute: Execute) -> Response:
    keyring: Keyring = request.app.state.keyring
    if request.method == "POST" and _media_type(request) != JSON:
        return Response(status_code=415)
    try:
        asked = read_address(request.query_params) if request.method == "GET" else read_body(await request.body())
        holder = await keyring.holder(request.headers.get("authorization"))
        answer = Answer(await execute(asked, holder), strict_status=200)
    except HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: whatever fails becomes an answer
        answer = refusal(error)
    return json_response(request, answer)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
